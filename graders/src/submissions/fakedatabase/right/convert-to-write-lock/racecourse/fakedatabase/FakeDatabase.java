package racecourse.fakedatabase;

import java.util.concurrent.locks.StampedLock;

public class FakeDatabase {
    private final StampedLock lock = new StampedLock();
    private int value;

    public void update(String name) {
        pause();
        long stamp = lock.readLock();
        try {
            int copy = value;
            long write = lock.tryConvertToWriteLock(stamp);
            if (write == 0) {
                lock.unlockRead(stamp);
                stamp = lock.writeLock();
                copy = value;
            } else {
                stamp = write;
            }
            value = copy + 1;
        } finally {
            lock.unlock(stamp);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
