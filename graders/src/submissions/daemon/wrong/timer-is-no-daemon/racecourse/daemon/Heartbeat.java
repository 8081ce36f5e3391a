package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final long period;
    private final ReentrantLock body = new ReentrantLock();
    private volatile Timer timer;
    private volatile boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = Math.max(1, period.toMillis());
    }

    public synchronized void start() {
        if (timer != null || closed) {
            throw new IllegalStateException("started twice, or closed");
        }
        timer = new Timer("heart");
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        body.lock();
                        try {
                            if (!closed) {
                                beat.run();
                            }
                        } finally {
                            body.unlock();
                        }
                    }
                },
                0,
                period);
    }

    public boolean isRunning() {
        return timer != null && !closed;
    }

    public void close() {
        synchronized (this) {
            closed = true;
            if (timer != null) {
                timer.cancel();
            }
        }
        body.lock();
        body.unlock();
    }
}
