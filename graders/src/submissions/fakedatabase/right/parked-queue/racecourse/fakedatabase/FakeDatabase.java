package racecourse.fakedatabase;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

public class FakeDatabase {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();
    private int value;

    public void update(String name) {
        lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unlock();
        }
    }

    public int value() {
        lock();
        try {
            return value;
        } finally {
            unlock();
        }
    }

    private void lock() {
        boolean interrupted = false;
        Thread me = Thread.currentThread();
        waiters.add(me);
        while (waiters.peek() != me || !locked.compareAndSet(false, true)) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
            }
        }
        waiters.remove();
        if (interrupted) {
            me.interrupt();
        }
    }

    private void unlock() {
        locked.set(false);
        LockSupport.unpark(waiters.peek());
    }
}
