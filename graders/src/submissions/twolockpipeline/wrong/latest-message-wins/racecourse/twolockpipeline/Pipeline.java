package racecourse.twolockpipeline;

import java.util.concurrent.LinkedBlockingQueue;

public class Pipeline<T> {
    private final LinkedBlockingQueue<T> queue = new LinkedBlockingQueue<>();

    public synchronized void setMessage(T message) throws InterruptedException {
        queue.clear();
        queue.put(message);
    }

    public T getMessage() throws InterruptedException {
        return queue.take();
    }
}
