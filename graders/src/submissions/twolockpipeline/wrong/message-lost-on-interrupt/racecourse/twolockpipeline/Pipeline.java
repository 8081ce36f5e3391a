package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(1);
    private final ReentrantLock statistics = new ReentrantLock();
    private long taken;

    public void setMessage(T message) throws InterruptedException {
        queue.put(message);
    }

    public T getMessage() throws InterruptedException {
        T message = queue.take();
        statistics.lockInterruptibly();
        try {
            taken++;
        } finally {
            statistics.unlock();
        }
        return message;
    }
}
