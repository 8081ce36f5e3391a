package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class Pipeline<T> {
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(1);

    public void setMessage(T message) {
        Thread courier = new Thread(() -> {
            try {
                queue.put(message);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        courier.setDaemon(true);
        courier.start();
    }

    public T getMessage() throws InterruptedException {
        return queue.take();
    }
}
