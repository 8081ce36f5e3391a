package racecourse.twolockpipeline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    public void setMessage(T message) throws InterruptedException {
        await(() -> slot.compareAndSet(null, message));
        wakeAll();
    }

    public T getMessage() throws InterruptedException {
        AtomicReference<T> taken = new AtomicReference<>();
        await(() -> {
            taken.set(slot.getAndSet(null));
            return taken.get() != null;
        });
        wakeAll();
        return taken.get();
    }

    private void await(BooleanSupplier attempt) throws InterruptedException {
        if (attempt.getAsBoolean()) {
            return;
        }
        Thread me = Thread.currentThread();
        waiting.add(me);
        try {
            while (!attempt.getAsBoolean()) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            waiting.remove(me);
        }
    }

    private void wakeAll() {
        for (Thread thread : waiting) {
            LockSupport.unpark(thread);
        }
    }
}
