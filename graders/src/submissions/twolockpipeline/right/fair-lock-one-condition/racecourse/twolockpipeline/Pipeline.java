package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final Lock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private T message;

    public void setMessage(T newMessage) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (message != null) {
                changed.await();
            }
            message = newMessage;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (message == null) {
                changed.await();
            }
            T result = message;
            message = null;
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
