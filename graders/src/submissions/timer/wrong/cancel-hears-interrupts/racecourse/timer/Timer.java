package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public final class Timer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration delay;
    private final Runnable action;
    private boolean started;
    private boolean begun;
    private boolean cancelled;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        lock.lock();
        try {
            if (started) {
                throw new IllegalStateException("started twice");
            }
            started = true;
        } finally {
            lock.unlock();
        }
        new Thread(this::run).start();
    }

    private void run() {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (!cancelled && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (cancelled) {
                return;
            }
            begun = true;
        } catch (InterruptedException e) {
            return;
        } finally {
            lock.unlock();
        }
        action.run();
    }

    public boolean cancel() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            if (begun) {
                return false;
            }
            cancelled = true;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
