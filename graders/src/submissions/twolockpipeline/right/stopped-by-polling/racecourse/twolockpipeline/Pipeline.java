package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private volatile T message;

    private static void take(Semaphore semaphore) throws InterruptedException {
        boolean taken = false;
        while (!taken) {
            taken = semaphore.tryAcquire(1, TimeUnit.SECONDS);
        }
    }

    public void setMessage(T message) throws InterruptedException {
        take(room);
        this.message = message;
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        take(mail);
        T result = message;
        room.release();
        return result;
    }
}
