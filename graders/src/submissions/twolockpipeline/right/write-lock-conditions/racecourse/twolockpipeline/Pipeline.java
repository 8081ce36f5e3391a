package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public class Pipeline<T> {
    private final Lock lock = new ReentrantReadWriteLock().writeLock();
    private final Condition room = lock.newCondition();
    private final Condition mail = lock.newCondition();
    private T message;

    public void setMessage(T newMessage) throws InterruptedException {
        lock.lock();
        try {
            while (message != null) {
                room.await();
            }
            message = newMessage;
            mail.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lock();
        try {
            while (message == null) {
                mail.await();
            }
            T result = message;
            message = null;
            room.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
