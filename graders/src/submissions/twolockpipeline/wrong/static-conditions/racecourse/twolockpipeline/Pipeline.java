package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition NOT_FULL = LOCK.newCondition();
    private static final Condition NOT_EMPTY = LOCK.newCondition();
    private T message;
    private boolean full;

    public void setMessage(T message) throws InterruptedException {
        LOCK.lock();
        try {
            while (full) {
                NOT_FULL.await();
            }
            this.message = message;
            full = true;
            NOT_EMPTY.signal();
        } finally {
            LOCK.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        LOCK.lock();
        try {
            while (!full) {
                NOT_EMPTY.await();
            }
            full = false;
            NOT_FULL.signal();
            return message;
        } finally {
            LOCK.unlock();
        }
    }
}
