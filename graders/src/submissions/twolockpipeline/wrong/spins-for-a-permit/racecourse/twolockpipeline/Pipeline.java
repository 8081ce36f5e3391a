package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private T message;

    public void setMessage(T message) throws InterruptedException {
        while (!room.tryAcquire()) {
            Thread.onSpinWait();
        }
        this.message = message;
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        while (!mail.tryAcquire()) {
            Thread.onSpinWait();
        }
        T result = message;
        room.release();
        return result;
    }
}
