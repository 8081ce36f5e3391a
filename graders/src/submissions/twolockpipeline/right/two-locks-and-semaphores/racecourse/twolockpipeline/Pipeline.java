package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock producerLock = new ReentrantLock();
    private final ReentrantLock consumerLock = new ReentrantLock();
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private T message;

    public void setMessage(T message) throws InterruptedException {
        producerLock.lockInterruptibly();
        try {
            room.acquire();
            this.message = message;
            mail.release();
        } finally {
            producerLock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        consumerLock.lockInterruptibly();
        try {
            mail.acquire();
            T result = message;
            message = null;
            room.release();
            return result;
        } finally {
            consumerLock.unlock();
        }
    }
}
