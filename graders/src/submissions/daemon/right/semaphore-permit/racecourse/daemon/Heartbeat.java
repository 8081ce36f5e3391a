package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final Semaphore turn = new Semaphore(1);
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Thread thread;

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
        Thread heart = new Thread(this::live);
        thread = heart;
        heart.setDaemon(true);
        heart.start();
    }

    private void live() {
        while (!closed.get()) {
            turn.acquireUninterruptibly();
            try {
                if (!closed.get()) {
                    beat.run();
                }
            } finally {
                turn.release();
            }
            long end = System.nanoTime() + period.toNanos();
            for (long left = period.toNanos(); left > 0 && !closed.get(); left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
                Thread.interrupted();
            }
        }
    }

    public boolean isRunning() {
        return started.get() && !closed.get();
    }

    public void close() {
        closed.set(true);
        Thread heart = thread;
        LockSupport.unpark(heart);
        if (heart != Thread.currentThread()) {
            turn.acquireUninterruptibly();
            turn.release();
        }
    }
}
