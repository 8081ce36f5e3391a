package racecourse.fakedatabase;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final Condition written = lock.newCondition();
    private boolean busy;
    private int value;

    public void update(String name) {
        lock.lock();
        try {
            while (busy) {
                free.awaitUninterruptibly();
            }
            busy = true;
        } finally {
            lock.unlock();
        }
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            value++;
            busy = false;
            free.signal();
        } finally {
            lock.unlock();
        }
    }

    public int value() {
        lock.lock();
        try {
            while (busy) {
                written.awaitUninterruptibly();
            }
            return value;
        } finally {
            lock.unlock();
        }
    }
}
