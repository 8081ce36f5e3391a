package racecourse.twolockpipeline;

import java.util.concurrent.LinkedBlockingQueue;

public class Pipeline<T> {
    private final LinkedBlockingQueue<T> queue = new LinkedBlockingQueue<>();

    public void setMessage(T message) throws InterruptedException {
        while (!queue.isEmpty()) {
            Thread.sleep(5);
        }
        queue.add(message);
    }

    public T getMessage() throws InterruptedException {
        return queue.take();
    }
}
