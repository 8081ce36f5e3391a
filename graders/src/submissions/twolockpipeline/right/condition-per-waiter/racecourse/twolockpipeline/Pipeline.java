package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Condition> producers = new ArrayDeque<>();
    private final Queue<Condition> consumers = new ArrayDeque<>();
    private T message;
    private boolean full;

    public void setMessage(T message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (full) {
                waitIn(producers);
            }
            this.message = message;
            full = true;
            wakeOne(consumers);
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!full) {
                waitIn(consumers);
            }
            full = false;
            wakeOne(producers);
            return message;
        } finally {
            lock.unlock();
        }
    }

    private void waitIn(Queue<Condition> queue) throws InterruptedException {
        Condition mine = lock.newCondition();
        queue.add(mine);
        try {
            mine.await();
        } catch (InterruptedException e) {
            if (!queue.contains(mine)) {
                wakeOne(queue); // I had been called
            }
            throw e;
        } finally {
            queue.remove(mine);
        }
    }

    private static void wakeOne(Queue<Condition> queue) {
        Condition first = queue.poll();
        if (first != null) {
            first.signal();
        }
    }
}
