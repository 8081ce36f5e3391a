package racecourse.twolockpipeline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    public void setMessage(T message) throws InterruptedException {
        while (!slot.compareAndSet(null, message)) {
            park();
        }
        wakeAll();
    }

    public T getMessage() throws InterruptedException {
        T message;
        while ((message = slot.getAndSet(null)) == null) {
            park();
        }
        wakeAll();
        return message;
    }

    private void park() throws InterruptedException {
        waiting.add(Thread.currentThread());
        LockSupport.park(this);
        waiting.remove(Thread.currentThread());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void wakeAll() {
        for (Thread thread : waiting) {
            LockSupport.unpark(thread);
        }
    }
}
