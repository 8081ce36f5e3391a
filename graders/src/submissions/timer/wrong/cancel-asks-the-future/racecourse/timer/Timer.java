package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

public final class Timer {
    private final Duration delay;
    private final Runnable action;
    private ScheduledExecutorService executor;
    private ScheduledFuture<?> future;
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
            future = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
        executor.shutdown();
    }

    public synchronized boolean cancel() {
        if (future == null) {
            cancelled = true;
            return true;
        }
        boolean mine = future.cancel(false);
        if (mine) {
            executor.shutdownNow();
        }
        return mine;
    }
}
