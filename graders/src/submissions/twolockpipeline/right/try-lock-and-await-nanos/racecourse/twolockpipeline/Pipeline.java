package racecourse.twolockpipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private T message;

    private void enter() throws InterruptedException {
        while (!lock.tryLock(1, TimeUnit.SECONDS)) {
            // again
        }
    }

    public void setMessage(T newMessage) throws InterruptedException {
        enter();
        try {
            while (message != null) {
                changed.awaitNanos(TimeUnit.SECONDS.toNanos(1));
            }
            message = newMessage;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        enter();
        try {
            while (message == null) {
                changed.awaitNanos(TimeUnit.SECONDS.toNanos(1));
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
