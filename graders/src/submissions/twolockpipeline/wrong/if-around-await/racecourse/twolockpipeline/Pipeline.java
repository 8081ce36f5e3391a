package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private T message;
    private boolean full;

    public void setMessage(T message) throws InterruptedException {
        lock.lock();
        try {
            if (full) {
                notFull.await();
            }
            this.message = message;
            full = true;
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lock();
        try {
            if (!full) {
                notEmpty.await();
            }
            full = false;
            notFull.signal();
            return message;
        } finally {
            lock.unlock();
        }
    }
}
