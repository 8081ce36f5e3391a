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
            waiting.add(Thread.currentThread());
            if (slot.get() != null) {
                park();
            }
            waiting.remove(Thread.currentThread());
        }
        LockSupport.unpark(waiting.peek());
    }

    public T getMessage() throws InterruptedException {
        T message;
        while ((message = slot.getAndSet(null)) == null) {
            waiting.add(Thread.currentThread());
            if (slot.get() == null) {
                park();
            }
            waiting.remove(Thread.currentThread());
        }
        LockSupport.unpark(waiting.peek());
        return message;
    }

    private void park() throws InterruptedException {
        LockSupport.park(this);
        if (Thread.interrupted()) {
            waiting.remove(Thread.currentThread());
            throw new InterruptedException();
        }
    }
}
