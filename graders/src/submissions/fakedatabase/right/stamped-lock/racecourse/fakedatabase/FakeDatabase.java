package racecourse.fakedatabase;

import java.util.concurrent.locks.StampedLock;

public class FakeDatabase {
    private final StampedLock lock = new StampedLock();
    private int value;

    public void update(String name) {
        long stamp = lock.writeLock();
        try {
            int copy = value;
            copy = copy + 1;
            Thread.sleep(100);
            value = copy;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public int value() {
        long stamp = lock.tryOptimisticRead();
        int seen = value;
        if (lock.validate(stamp)) {
            return seen;
        }
        stamp = lock.readLock();
        try {
            return value;
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
