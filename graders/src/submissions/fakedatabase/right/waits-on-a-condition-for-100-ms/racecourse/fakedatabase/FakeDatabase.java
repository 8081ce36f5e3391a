package racecourse.fakedatabase;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final Condition never = lock.newCondition();
    private boolean busy;
    private int value;

    public void update(String name) {
        lock.lock();
        try {
            while (busy) {
                free.awaitUninterruptibly();
            }
            busy = true;
            try {
                int copy = value;
                long left = 100_000_000L;
                while (left > 0) {
                    left = never.awaitNanos(left);
                }
                value = copy + 1;
            } finally {
                busy = false;
                free.signal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
