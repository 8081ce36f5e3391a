package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private record Due(long nanoTime, boolean last) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(nanoTime - ((Due) other).nanoTime, 0);
        }
    }

    private final Runnable beat;
    private final Duration period;
    private final DelayQueue<Due> due = new DelayQueue<>();
    private final ReentrantLock body = new ReentrantLock();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private volatile boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        Thread heart = new Thread(this::live);
        heart.setDaemon(true);
        if (!thread.compareAndSet(null, heart)) {
            throw new IllegalStateException("started twice");
        }
        due.put(new Due(System.nanoTime(), false));
        heart.start();
    }

    private void live() {
        while (true) {
            try {
                if (due.take().last()) {
                    return;
                }
            } catch (InterruptedException e) {
                continue;
            }
            body.lock();
            try {
                if (closed) {
                    return;
                }
                beat.run();
            } finally {
                body.unlock();
            }
            due.put(new Due(System.nanoTime() + period.toNanos(), false));
        }
    }

    public boolean isRunning() {
        return thread.get() != null && !closed;
    }

    public void close() {
        closed = true;
        due.put(new Due(System.nanoTime() - 1_000_000_000L, true));
        body.lock();
        body.unlock();
    }
}
