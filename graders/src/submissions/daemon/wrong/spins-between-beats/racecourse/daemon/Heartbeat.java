package racecourse.daemon;

import java.time.Duration;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final long period;
    private final Object lock = new Object();
    private Thread thread;
    private volatile boolean closed;
    private boolean beating;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period.toNanos();
    }

    public void start() {
        synchronized (lock) {
            if (thread != null || closed) {
                throw new IllegalStateException("started twice");
            }
            thread = new Thread(this::live, "heartbeat");
            thread.setDaemon(true);
            thread.start();
        }
    }

    public boolean isRunning() {
        synchronized (lock) {
            return thread != null && !closed;
        }
    }

    @Override
    public void close() {
        boolean interrupted = false;
        synchronized (lock) {
            closed = true;
            while (beating && Thread.currentThread() != thread) {
                try {
                    lock.wait();
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
        try {
            while (begins()) {
                try {
                    beat.run();
                } finally {
                    ends();
                }
                long end = System.nanoTime() + period;
                while (!closed && System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
            }
        } finally {
            closed = true;
        }
    }

    private boolean begins() {
        synchronized (lock) {
            beating = !closed;
            return beating;
        }
    }

    private void ends() {
        synchronized (lock) {
            beating = false;
            lock.notifyAll();
        }
    }
}
