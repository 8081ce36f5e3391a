package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore producerLock = new Semaphore(1);
    private final Semaphore consumerLock = new Semaphore(0);
    private T message;

    public void setMessage(T message) throws InterruptedException {
        producerLock.acquire();
        this.message = message;
        consumerLock.release();
    }

    public T getMessage() throws InterruptedException {
        consumerLock.acquire();
        T result = message;
        producerLock.release();
        return result;
    }
}
