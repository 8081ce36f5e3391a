package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int value;

    public void update(String name) {
        int copy = 0;
        try {
            lock.lock();
            try {
                copy = value + 1;
                Thread.sleep(100);
                value = copy;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            value = copy; // at least save it
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value;
    }
}
