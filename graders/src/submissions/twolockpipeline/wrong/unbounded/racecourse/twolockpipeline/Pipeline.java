package racecourse.twolockpipeline;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

public class Pipeline<T> {
    private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

    public void setMessage(T message) throws InterruptedException {
        queue.put(message);
    }

    public T getMessage() throws InterruptedException {
        return queue.take();
    }
}
