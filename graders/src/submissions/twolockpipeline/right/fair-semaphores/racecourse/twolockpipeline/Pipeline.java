package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1, true);
    private final Semaphore messages = new Semaphore(0, true);
    private final AtomicReference<T> slot = new AtomicReference<>();

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        slot.set(message);
        messages.release();
    }

    public T getMessage() throws InterruptedException {
        messages.acquire();
        T result = slot.getAndSet(null);
        room.release();
        return result;
    }
}
