package racecourse.fakedatabase;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final Lock lock = new ReentrantLock(true);
    private int value;

    public void update(String name) {
        lock.lock();
        try {
            int copy = value;
            pause();
            value = copy + 1;
        } finally {
            lock.unlock();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
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
