package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before setMessage");
        }
        room.acquire();
        this.message = message;
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before getMessage");
        }
        mail.acquire();
        T result = message;
        room.release();
        return result;
    }
}
