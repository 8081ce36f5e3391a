package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private final ThreadLocal<T> message = new ThreadLocal<>();

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        this.message.set(message);
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        mail.acquire();
        T result = message.get();
        room.release();
        return result;
    }
}
