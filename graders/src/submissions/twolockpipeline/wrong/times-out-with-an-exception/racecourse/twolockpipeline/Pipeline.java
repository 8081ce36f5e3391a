package racecourse.twolockpipeline;

import java.util.concurrent.TimeUnit;
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
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lock();
        try {
            while (message == null) {
                if (!notEmpty.await(1, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("no message came");
                }
            }
            T result = message;
            message = null;
            notFull.signal();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
