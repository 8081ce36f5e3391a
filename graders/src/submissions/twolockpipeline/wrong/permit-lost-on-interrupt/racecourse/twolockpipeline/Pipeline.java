package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private T message;

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        lock.lockInterruptibly();
        try {
            this.message = message;
        } finally {
            lock.unlock();
        }
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        mail.acquire();
        T result;
        lock.lockInterruptibly();
        try {
            result = message;
        } finally {
            lock.unlock();
        }
        room.release();
        return result;
    }
}
