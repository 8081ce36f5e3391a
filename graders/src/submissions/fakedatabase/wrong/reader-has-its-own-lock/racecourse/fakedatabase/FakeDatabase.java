package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock writeLock = new ReentrantLock();
    private final ReentrantLock readLock = new ReentrantLock();
    private int value;

    public void update(String name) {
        writeLock.lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writeLock.unlock();
        }
    }

    public int value() {
        readLock.lock();
        try {
            return value;
        } finally {
            readLock.unlock();
        }
    }
}
