package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class Pipeline<T> {
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(1);

    public void setMessage(T message) throws InterruptedException {
        queue.put(message);
    }

    public T getMessage() throws InterruptedException {
        return queue.remove();
    }
}
