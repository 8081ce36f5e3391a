package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        room.tryAcquire(1, TimeUnit.SECONDS);
        this.message = message;
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        mail.acquire();
        T result = message;
        room.release();
        return result;
    }
}
