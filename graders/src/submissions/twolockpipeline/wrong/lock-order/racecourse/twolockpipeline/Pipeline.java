package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class Pipeline<T> {
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(1);
    private final Object a = new Object();
    private final Object b = new Object();
    private long sent;
    private long taken;

    public void setMessage(T message) throws InterruptedException {
        queue.put(message);
        synchronized (a) {
            synchronized (b) {
                sent++;
            }
        }
    }

    public T getMessage() throws InterruptedException {
        T message = queue.take();
        synchronized (b) {
            synchronized (a) {
                taken++;
            }
        }
        return message;
    }
}
