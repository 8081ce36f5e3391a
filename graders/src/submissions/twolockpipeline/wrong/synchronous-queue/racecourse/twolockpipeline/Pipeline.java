package racecourse.twolockpipeline;

import java.util.concurrent.SynchronousQueue;

public class Pipeline<T> {
    private final SynchronousQueue<T> queue = new SynchronousQueue<>();

    public void setMessage(T message) throws InterruptedException {
        queue.put(message);
    }

    public T getMessage() throws InterruptedException {
        return queue.take();
    }
}
