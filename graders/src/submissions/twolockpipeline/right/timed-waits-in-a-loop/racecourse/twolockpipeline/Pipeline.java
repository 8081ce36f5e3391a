package racecourse.twolockpipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private T message;
    private boolean full;

    public void setMessage(T message) throws InterruptedException {
        lock.lock();
        try {
            while (full) {
                changed.await(50, TimeUnit.MILLISECONDS);
            }
            this.message = message;
            full = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lock();
        try {
            while (!full) {
                changed.await(50, TimeUnit.MILLISECONDS);
            }
            full = false;
            changed.signal();
            return message;
        } finally {
            lock.unlock();
        }
    }
}
