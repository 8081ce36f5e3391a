package racecourse.fakedatabase;

import java.util.concurrent.locks.StampedLock;

public class FakeDatabase {
    private final StampedLock lock = new StampedLock();
    private int value;

    public void update(String name) {
        long stamp = lock.writeLock();
        try {
            int copy = value();
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public int value() {
        long stamp = lock.readLock();
        try {
            return value;
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
