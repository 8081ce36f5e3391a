package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task);
                        thread.setDaemon(true);
                        return thread;
                    });
    private Future<?> beats;
    private boolean started;
    private boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("started already");
        }
        started = true;
        if (!closed) {
            beats = executor.scheduleWithFixedDelay(this::live, 0, period.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void live() {
        if (!closed) {
            beat.run();
        }
    }

    public synchronized boolean isRunning() {
        return started && !closed;
    }

    public synchronized void close() {
        closed = true;
        if (beats != null) {
            beats.cancel(false);
        }
    }
}
