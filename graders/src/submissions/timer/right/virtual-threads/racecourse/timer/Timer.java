package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Does something once, later, unless it is cancelled in time. */
public final class Timer {
    private final long delay;
    private final Runnable action;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition cancelledNow = lock.newCondition();
    private boolean started;
    private boolean begun;
    private boolean cancelled;

    /** A timer that has not been started. */
    public Timer(Duration delay, Runnable action) {
        this.delay = TimeUnit.NANOSECONDS.convert(delay);
        this.action = action;
    }

    /** Starts the clock. */
    public void start() {
        lock.lock();
        try {
            if (started) {
                throw new IllegalStateException("The timer can be started only once.");
            }
            started = true;
            if (!cancelled) {
                Thread.ofVirtual().name("timer").start(this::later);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cancels it; whoever has the lock first decides, the canceller or the thread that begins. */
    public boolean cancel() {
        lock.lock();
        try {
            if (begun) {
                return false;
            }
            cancelled = true;
            cancelledNow.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void later() {
        if (isTime()) {
            action.run();
        }
    }

    private boolean isTime() {
        lock.lock();
        try {
            long left = delay;
            while (left > 0 && !cancelled) {
                left = cancelledNow.awaitNanos(left);
            }
            begun = !cancelled;
            return begun;
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but the end of the program.
            cancelled = true;
            return false;
        } finally {
            lock.unlock();
        }
    }
}
