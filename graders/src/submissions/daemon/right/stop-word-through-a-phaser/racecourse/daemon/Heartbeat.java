package racecourse.daemon;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

public final class Heartbeat implements AutoCloseable {
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "heart");
        thread.setDaemon(true);
        return thread;
    };

    private enum Stage { NEW, BEATING, CLOSED }

    private final class Heart implements Runnable {
        private final Phaser stop = new Phaser(1);
        private final Thread thread = DAEMONS.newThread(this);

        @Override
        public void run() {
            try {
                long next = System.nanoTime();
                while (!stop.isTerminated() && stop.getPhase() == 0) {
                    beat.run();
                    next += period.toNanos();
                    rest(next);
                }
            } finally {
                stage.set(Stage.CLOSED);
            }
        }

        private void rest(long until) {
            for (;;) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                try {
                    stop.awaitAdvanceInterruptibly(0, left, TimeUnit.NANOSECONDS);
                    return;
                } catch (TimeoutException e) {
                    return;
                } catch (InterruptedException e) {
                    // Only a beat can have left that behind; it is not for the heart.
                }
            }
        }
    }

    private final Runnable beat;
    private final Duration period;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
    private Heart heart;
    private boolean started;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period: " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("started before");
        }
        started = true;
        if (stage.compareAndSet(Stage.NEW, Stage.BEATING)) {
            heart = new Heart();
            heart.thread.start();
        }
    }

    public boolean isRunning() {
        return stage.get() == Stage.BEATING;
    }

    @Override
    public void close() {
        Heart mine;
        synchronized (this) {
            mine = heart;
            if (stage.getAndSet(Stage.CLOSED) == Stage.BEATING) {
                mine.stop.arrive();
            }
        }
        if (mine == null || mine.thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        for (;;) {
            try {
                mine.thread.join();
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
