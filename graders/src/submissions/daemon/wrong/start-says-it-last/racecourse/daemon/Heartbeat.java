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
    private final ReentrantLock body = new ReentrantLock();
    private volatile boolean running;

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
        running = true;
        Thread thread =
                new Thread(
                        () -> {
                            while (beats()) {
                                try {
                                    Thread.sleep(period.toMillis());
                                } catch (InterruptedException e) {
                                    return;
                                }
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private boolean beats() {
        body.lock();
        try {
            if (running) {
                beat.run();
            }
            return running;
        } finally {
            body.unlock();
        }
    }

    public boolean isRunning() {
        return running;
    }

    public void close() {
        started.set(true);
        running = false;
        body.lock();
        body.unlock();
    }
}
