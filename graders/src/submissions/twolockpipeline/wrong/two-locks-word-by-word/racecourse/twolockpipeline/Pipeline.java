package racecourse.twolockpipeline;

import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock producerLock = new ReentrantLock();
    private final ReentrantLock consumerLock = new ReentrantLock();
    private T message;

    public Pipeline() {
        consumerLock.lock();
    }

    public void setMessage(T message) throws InterruptedException {
        producerLock.lockInterruptibly();
        this.message = message;
        consumerLock.unlock();
    }

    public T getMessage() throws InterruptedException {
        consumerLock.lockInterruptibly();
        T result = message;
        producerLock.unlock();
        return result;
    }
}
