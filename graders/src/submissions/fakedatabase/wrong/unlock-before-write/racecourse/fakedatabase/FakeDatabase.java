package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int value;

    public void update(String name) {
        int copy;
        lock.lock();
        try {
            copy = value + 1;
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            lock.unlock();
        }
        value = copy;
    }

    public int value() {
        return value;
    }
}
