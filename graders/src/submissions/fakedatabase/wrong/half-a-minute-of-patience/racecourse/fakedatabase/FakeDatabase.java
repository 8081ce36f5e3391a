package racecourse.fakedatabase;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    public void update(String name) {
        try {
            if (!lock.tryLock(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The database is busy.");
            }
            try {
                int copy = value;
                Thread.sleep(100);
                value = copy + 1;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
