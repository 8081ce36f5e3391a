package racecourse.twolockpipeline;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore messages = new Semaphore(0);
    private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        queue.add(message);
        messages.release();
    }

    public T getMessage() throws InterruptedException {
        messages.acquire();
        T message = queue.remove();
        room.release();
        return message;
    }
}
