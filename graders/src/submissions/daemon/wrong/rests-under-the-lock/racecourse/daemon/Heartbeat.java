package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
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
            Thread thread = new Thread(this::live, "heart");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void live() {
        try {
            while (!closed) {
                beat.run();
                TimeUnit.NANOSECONDS.sleep(period.toNanos());
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    public synchronized boolean isRunning() {
        return started && !closed;
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
