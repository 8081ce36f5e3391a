package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private T message;

    public void setMessage(T newMessage) throws InterruptedException {
        lock.lock();
        try {
            while (message != null) {
                changed.await();
            }
            message = newMessage;
            changed.notifyAll();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lock();
        try {
            while (message == null) {
                changed.await();
            }
            T result = message;
            message = null;
            changed.notifyAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
