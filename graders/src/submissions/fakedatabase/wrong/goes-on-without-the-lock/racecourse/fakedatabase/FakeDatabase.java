package racecourse.fakedatabase;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    public void update(String name) {
        try {
            boolean locked = lock.tryLock(5, TimeUnit.SECONDS);
            try {
                int copy = value;
                Thread.sleep(100);
                value = copy + 1;
            } finally {
                if (locked) {
                    lock.unlock();
                }
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
