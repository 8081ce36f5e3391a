package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private T message;

    public void setMessage(T newMessage) throws InterruptedException {
        lock.lock();
        try {
            while (message != null) {
                notFull.await();
            }
            message = newMessage;
        } finally {
            lock.unlock();
        }
        notEmpty.signal();
    }

    public T getMessage() throws InterruptedException {
        T result;
        lock.lock();
        try {
            while (message == null) {
                notEmpty.await();
            }
            result = message;
            message = null;
        } finally {
            lock.unlock();
        }
        notFull.signal();
        return result;
    }
}
