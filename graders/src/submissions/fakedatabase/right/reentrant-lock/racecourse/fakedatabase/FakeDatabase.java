package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    public void update(String name) {
        lock.lock();
        try {
            int copy = value;
            copy++;
            Thread.sleep(100);
            value = copy;
        } catch (InterruptedException e) {
            throw new IllegalStateException(name + " was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    public int value() {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }
}
