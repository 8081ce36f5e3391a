package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final ForkJoinPool pool = new ForkJoinPool(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private ForkJoinTask<?> life;
    private volatile Thread thread;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public synchronized void start() {
        if (life != null || pool.isShutdown()) {
            throw new IllegalStateException("started twice");
        }
        life = pool.submit(this::live);
    }

    private void live() {
        thread = Thread.currentThread();
        try {
            while (stop.getCount() > 0) {
                beat.run();
                stop.await(period.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized boolean isRunning() {
        return life != null && stop.getCount() > 0;
    }

    public void close() {
        ForkJoinTask<?> task;
        synchronized (this) {
            stop.countDown();
            pool.shutdown();
            task = life;
        }
        if (task != null && Thread.currentThread() != thread) {
            task.quietlyJoin();
        }
    }
}
