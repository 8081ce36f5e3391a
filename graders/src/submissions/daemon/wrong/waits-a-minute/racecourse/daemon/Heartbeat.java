package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicReference<Thread> beater = new AtomicReference<>();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task);
                        thread.setDaemon(true);
                        return thread;
                    });

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("started twice");
        }
        executor.scheduleAtFixedRate(this::once, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void once() {
        beater.set(Thread.currentThread());
        beat.run();
    }

    public boolean isRunning() {
        return started.get() && !executor.isShutdown();
    }

    public void close() {
        executor.shutdown();
        if (Thread.currentThread() == beater.get()) {
            return;
        }
        boolean interrupted = false;
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
