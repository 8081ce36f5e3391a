package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Thread> owner = new AtomicReference<>();

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        Thread thread = new Thread(this::live, "heartbeat");
        thread.setDaemon(true);
        if (!owner.compareAndSet(null, thread)) {
            throw new IllegalStateException("started or closed before");
        }
        thread.start();
    }

    private void live() {
        try {
            boolean over = stop.getCount() == 0;
            while (!over) {
                beat.run();
                over = rest();
            }
        } finally {
            ended.countDown();
        }
    }

    private boolean rest() {
        try {
            return stop.await(period.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    public boolean isRunning() {
        Thread thread = owner.get();
        return thread != null && thread != NOBODY && stop.getCount() > 0;
    }

    private static final Thread NOBODY = new Thread("nobody");

    public void close() {
        stop.countDown();
        owner.compareAndSet(null, NOBODY);
        Thread thread = owner.get();
        if (thread == NOBODY || thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
