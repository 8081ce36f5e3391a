package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final Object lock = new Object();
    private final ExecutorService one =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "heartbeat");
                        thread.setDaemon(true);
                        return thread;
                    });
    private boolean started;
    private boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        synchronized (lock) {
            if (started || closed) {
                throw new IllegalStateException("started twice");
            }
            started = true;
            one.execute(this::once);
        }
    }

    private void once() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            beat.run();
            if (!closed) {
                CompletableFuture.runAsync(
                        this::once,
                        CompletableFuture.delayedExecutor(period.toNanos(), TimeUnit.NANOSECONDS, this::tryToRun));
            }
        }
    }

    private void tryToRun(Runnable task) {
        synchronized (lock) {
            if (!closed) {
                one.execute(task);
            }
        }
    }

    public boolean isRunning() {
        synchronized (lock) {
            return started && !closed;
        }
    }

    public void close() {
        synchronized (lock) {
            closed = true;
            one.shutdown();
        }
    }
}
