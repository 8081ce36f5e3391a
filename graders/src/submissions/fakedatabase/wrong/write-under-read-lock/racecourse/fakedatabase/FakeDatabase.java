package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantReadWriteLock;

public class FakeDatabase {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int value;

    public void update(String name) {
        lock.readLock().lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.readLock().unlock();
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
