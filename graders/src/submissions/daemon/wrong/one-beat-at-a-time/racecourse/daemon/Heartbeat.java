package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.lang.ref.*;
import java.lang.invoke.*;

public final class Heartbeat implements AutoCloseable {
    private final Object lock = new Object();
    private final Runnable beat;
    private final long nanos;
    private Thread thread;
    private boolean closed;
    private boolean beating;
    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) throw new IllegalArgumentException("period: " + period);
        long n;
        try { n = period.toNanos(); } catch (ArithmeticException e) { n = Long.MAX_VALUE; }
        this.beat = beat;
        this.nanos = n;
    }
    @SuppressWarnings("all")
    public void start() {
        synchronized (lock) {
            if (thread != null || closed) throw new IllegalStateException();
            thread = new Thread(this::live, "heart");
            thread.setDaemon(true);
            thread.start();
        }
    }
    public boolean isRunning() {
        synchronized (lock) { return thread != null && !closed; }
    }
    @Override
    public void close() {
        boolean interrupted = false;
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
            while (beating && Thread.currentThread() != thread) {
                try { lock.wait(); } catch (InterruptedException e) { interrupted = true; }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
    private void live() {
        while (true) {
            synchronized (lock) {
                if (closed) return;
                beating = true;
            }
            try {
                synchronized (Heartbeat.class) { beat.run(); }
            } catch (Throwable t) {
                // the next one may be better
            } finally {
                synchronized (lock) { beating = false; lock.notifyAll(); }
            }
            if (!rest()) return;
        }
    }
    private boolean rest() {
        synchronized (lock) {
            long begun = System.nanoTime();
            while (!closed) {
                long left = nanos - (System.nanoTime() - begun);
                if (left <= 0) return true;
                try {
                    lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    // a beat has interrupted its own thread
                }
            }
            return false;
        }
    }

}
