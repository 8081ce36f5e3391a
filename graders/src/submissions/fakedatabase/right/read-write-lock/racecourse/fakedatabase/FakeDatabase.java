package racecourse.fakedatabase;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public class FakeDatabase {
    private final ReadWriteLock locks = new ReentrantReadWriteLock();
    private int value;

    public void update(String name) {
        locks.writeLock().lock();
        try {
            int copy = value + 1;
            TimeUnit.MILLISECONDS.sleep(100);
            value = copy;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            locks.writeLock().unlock();
        }
    }

    public int value() {
        locks.readLock().lock();
        try {
            return value;
        } finally {
            locks.readLock().unlock();
        }
    }
}
