package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    public void update(String name) {
        lock.lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            lock.unlock();
        } finally {
            lock.unlock(); // IllegalMonitorStateException after an interrupt
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
