package racecourse.twolockpipeline;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final LinkedTransferQueue<T> queue = new LinkedTransferQueue<>();

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        queue.put(message);
    }

    public T getMessage() throws InterruptedException {
        T message = queue.take();
        room.release();
        return message;
    }
}
