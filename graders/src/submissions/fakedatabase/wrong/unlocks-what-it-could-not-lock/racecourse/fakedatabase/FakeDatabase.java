package racecourse.fakedatabase;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int value;

    public void update(String name) {
        try {
            if (lock.tryLock(80, TimeUnit.MILLISECONDS)) {
                int copy = value;
                Thread.sleep(100);
                value = copy + 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public int value() {
        return value;
    }
}
