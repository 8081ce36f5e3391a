package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

public class Pipeline<T> {
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(1);

    public void setMessage(T message) throws InterruptedException {
        while (!queue.offer(message, 100, TimeUnit.MILLISECONDS)) {
            // still full
        }
    }

    public T getMessage() throws InterruptedException {
        T message = null;
        while (message == null) {
            message = queue.poll(100, TimeUnit.MILLISECONDS);
        }
        return message;
    }
}
