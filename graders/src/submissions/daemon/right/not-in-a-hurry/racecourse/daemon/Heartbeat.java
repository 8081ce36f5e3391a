package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final Object body = new Object();
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
        synchronized (body) {
            if (started) {
                throw new IllegalStateException("started twice");
            }
            started = true;
        }
        Thread thread =
                new Thread(
                        () -> {
                            while (beats()) {
                                try {
                                    TimeUnit.NANOSECONDS.sleep(period.toNanos());
                                } catch (InterruptedException e) {
                                    return;
                                }
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private boolean beats() {
        synchronized (body) {
            if (!closed) {
                beat.run();
            }
            return !closed;
        }
    }

    public boolean isRunning() {
        synchronized (body) {
            return started && !closed;
        }
    }

    public void close() {
        synchronized (body) {
            closed = true;
        }
    }
}
