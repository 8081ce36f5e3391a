package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantReadWriteLock;

public class FakeDatabase {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int value;

    public void update(String name) {
        int copy = value();
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.writeLock().lock();
        try {
            value = copy + 1;
        } finally {
            lock.writeLock().unlock();
        }
    }

    public int value() {
        lock.readLock().lock();
        try {
            return value;
        } finally {
            lock.readLock().unlock();
        }
    }
}
