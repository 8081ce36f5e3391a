package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;
    private boolean started;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        thread =
                new Thread(
                        () -> {
                            try {
                                while (!closed) {
                                    beat.run();
                                    Thread.sleep(period.toMillis(), period.toNanosPart() % 1_000_000);
                                }
                            } catch (InterruptedException e) {
                                // Closed.
                            }
                        });
        thread.setDaemon(true);
    }

    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("started twice");
        }
        started = true;
        if (!closed) {
            thread.start();
        }
    }

    public synchronized boolean isRunning() {
        return started && !closed;
    }

    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
