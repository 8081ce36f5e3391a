package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

public final class Timer {
    private final Duration delay;
    private final Runnable action;
    private ScheduledExecutorService executor;
    private boolean begun;
    private boolean cancelled;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public synchronized void start() {
        if (executor != null) {
            throw new IllegalStateException("started twice");
        }
        executor = Executors.newSingleThreadScheduledExecutor();
        if (!cancelled) {
            executor.schedule(this::once, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void once() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            begun = true;
        }
        action.run();
        synchronized (this) {
            executor.shutdown();
        }
    }

    public synchronized boolean cancel() {
        if (begun || cancelled) {
            return false;
        }
        cancelled = true;
        if (executor != null) {
            executor.shutdownNow();
        }
        return true;
    }
}
