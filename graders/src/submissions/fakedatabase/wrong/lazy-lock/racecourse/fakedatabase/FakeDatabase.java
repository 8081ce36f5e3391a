package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private volatile ReentrantLock lock;
    private volatile int value;

    public void update(String name) {
        if (lock == null) {
            lock = new ReentrantLock();
        }
        ReentrantLock mine = lock;
        mine.lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            mine.unlock();
        }
    }

    public int value() {
        return value;
    }
}
