package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;

public class FakeDatabase {
    private final ThreadLocal<ReentrantLock> lock = ThreadLocal.withInitial(ReentrantLock::new);
    private int value;

    public void update(String name) {
        lock.get().lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.get().unlock();
        }
    }

    public int value() {
        lock.get().lock();
        try {
            return value;
        } finally {
            lock.get().unlock();
        }
    }
}
