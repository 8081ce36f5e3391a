package racecourse.daemon;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final SynchronousQueue<Runnable> desk = new SynchronousQueue<>();
    private Thread clock;
    private Thread heart;
    private boolean started;
    private volatile boolean closed;

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
        if (closed) {
            return;
        }
        heart = new Thread(() -> {
            try {
                while (!closed) {
                    desk.take().run();
                }
            } catch (InterruptedException e) {
                // Closed.
            }
        });
        clock = new Thread(() -> {
            try {
                while (!closed) {
                    desk.put(beat);
                    TimeUnit.NANOSECONDS.sleep(period.toNanos());
                }
            } catch (InterruptedException e) {
                // Closed.
            }
        });
        heart.setDaemon(true);
        clock.setDaemon(true);
        heart.start();
        clock.start();
    }

    public boolean isRunning() {
        Thread mine;
        synchronized (this) {
            mine = clock;
        }
        return mine != null && !closed;
    }

    @Override
    public void close() {
        Thread mine;
        Thread other;
        synchronized (this) {
            closed = true;
            mine = clock;
            other = heart;
        }
        if (mine == null) {
            return;
        }
        mine.interrupt();
        other.interrupt();
        boolean interrupted = false;
        while (mine.isAlive()) {
            try {
                mine.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
