package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private Thread thread;
    private boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public synchronized void start() {
        if (thread != null || closed) {
            throw new IllegalStateException("started twice");
        }
        thread = new Thread(this::live, "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        try {
            while (isRunning()) {
                beat.run();
                Thread.sleep(period.toMillis());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    public synchronized boolean isRunning() {
        return thread != null && !closed;
    }

    public void close() {
        Thread heart;
        synchronized (this) {
            closed = true;
            heart = thread;
        }
        if (heart == null || heart == Thread.currentThread()) {
            return;
        }
        heart.interrupt();
    }
}
