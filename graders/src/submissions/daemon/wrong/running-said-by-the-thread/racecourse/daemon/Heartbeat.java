package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Thread thread;
    private final Runnable body;
    private volatile boolean running;
    private volatile boolean closed;
    private volatile Thread heart;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        thread = null;
        body =
                () -> {
                    running = true;
                    try {
                        while (!closed) {
                            beat.run();
                            Thread.sleep(period.toMillis());
                        }
                    } catch (InterruptedException e) {
                        // Closed.
                    }
                };
    }

    public synchronized void start() {
        if (running || closed) {
            throw new IllegalStateException("started twice");
        }
        heart = new Thread(body);
        heart.setDaemon(true);
        heart.start();
    }

    public boolean isRunning() {
        return running && !closed;
    }

    public void close() {
        Thread mine;
        synchronized (this) {
            closed = true;
            mine = heart;
        }
        if (mine == null || mine == Thread.currentThread()) {
            return;
        }
        mine.interrupt();
        while (mine.isAlive()) {
            try {
                mine.join();
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
