package racecourse.fakedatabase;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        Lock lock = new ReentrantLock();
        lock.lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public int value() {
        Lock lock = new ReentrantLock();
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }
}
