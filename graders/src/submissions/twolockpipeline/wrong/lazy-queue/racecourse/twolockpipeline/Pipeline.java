package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class Pipeline<T> {
    private volatile BlockingQueue<T> queue;

    private BlockingQueue<T> queue() {
        if (queue == null) {
            queue = new ArrayBlockingQueue<>(1);
        }
        return queue;
    }

    public void setMessage(T message) throws InterruptedException {
        queue().put(message);
    }

    public T getMessage() throws InterruptedException {
        return queue().take();
    }
}
