package racecourse.fakedatabase;

import java.util.concurrent.locks.StampedLock;

public class FakeDatabase {
    private final StampedLock lock = new StampedLock();
    private int value;

    public void update(String name) {
        long stamp = lock.writeLock();
        try {
            int copy = value + 1;
            Thread.sleep(100);
            value = copy;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock(stamp);
        }
    }

    public int value() {
        long stamp = lock.readLock();
        try {
            return value;
        } finally {
            lock.unlock(stamp);
        }
    }
}
