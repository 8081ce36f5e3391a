package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private volatile boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        Thread heart = new Thread(this::live, "heartbeat");
        heart.setDaemon(true);
        if (!thread.compareAndSet(null, heart)) {
            throw new IllegalStateException("started twice");
        }
        closed = false;
        heart.start();
    }

    private void live() {
        try {
            while (!closed) {
                beat.run();
                Thread.sleep(period.toMillis());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    public boolean isRunning() {
        return thread.get() != null && !closed;
    }

    public void close() {
        closed = true;
        Thread heart = thread.get();
        if (heart == null || heart == Thread.currentThread()) {
            return;
        }
        heart.interrupt();
        while (heart.isAlive()) {
            try {
                heart.join();
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
