package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final long period;
    private Thread thread;
    private boolean closed;
    private boolean beating;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period.toNanos();
    }

    public synchronized void start() {
        if (thread != null || closed) {
            throw new IllegalStateException("started or closed already");
        }
        thread = new Thread(this::live);
        thread.setDaemon(true);
        thread.start();
    }

    public synchronized boolean isRunning() {
        return thread != null && !closed;
    }

    public void close() {
        boolean interrupted = false;
        synchronized (this) {
            closed = true;
            notifyAll();
            if (beating && Thread.currentThread() != thread) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        while (begin()) {
            try {
                beat.run();
            } finally {
                end();
            }
            rest();
        }
    }

    private synchronized boolean begin() {
        beating = !closed;
        return beating;
    }

    private synchronized void end() {
        beating = false;
        notifyAll();
    }

    private synchronized void rest() {
        long end = System.nanoTime() + period;
        long left = period;
        while (!closed && left > 0) {
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                // Somebody is in a hurry; look again.
            }
            left = end - System.nanoTime();
        }
    }
}
