package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private ScheduledThreadPoolExecutor pool;
    private boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        lock.writeLock().lock();
        try {
            if (pool != null || closed) {
                throw new IllegalStateException("not now");
            }
            pool =
                    new ScheduledThreadPoolExecutor(
                            1,
                            task -> {
                                Thread thread = new Thread(task);
                                thread.setDaemon(true);
                                return thread;
                            });
            pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            pool.execute(this::once);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void once() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                beat.run();
            }
            if (!closed) {
                pool.schedule(this::once, period.toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    public boolean isRunning() {
        lock.readLock().lock();
        try {
            return pool != null && !closed;
        } finally {
            lock.readLock().unlock();
        }
    }

    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            if (pool != null) {
                pool.shutdown();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
