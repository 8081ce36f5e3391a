package racecourse.daemon;

import java.time.Duration;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final ReentrantLock beating = new ReentrantLock();
    private Thread heart;
    private volatile boolean closed;

    public Heartbeat(Runnable beat, Duration period) {
        if (!period.isPositive()) throw new IllegalArgumentException();
        this.beat = beat;
        this.period = period;
    }

    public synchronized void start() {
        if (heart != null || closed) throw new IllegalStateException();
        heart =
                Thread.ofVirtual()
                        .name("heart")
                        .start(
                                () -> {
                                    long next = System.nanoTime();
                                    try {
                                        while (true) {
                                            beating.lock();
                                            try {
                                                if (closed) return;
                                                beat.run();
                                            } finally {
                                                beating.unlock();
                                            }
                                            next += period.toNanos();
                                            long left = next - System.nanoTime();
                                            if (left > 0) Thread.sleep(Duration.ofNanos(left));
                                        }
                                    } catch (InterruptedException e) {
                                    } finally {
                                        closed = true;
                                    }
                                });
    }

    public synchronized boolean isRunning() {
        return heart != null && !closed;
    }

    public void close() {
        Thread h;
        synchronized (this) {
            closed = true;
            h = heart;
        }
        if (h == null || Thread.currentThread() == h) return;
        beating.lock();
        try {
            h.interrupt();
        } finally {
            beating.unlock();
        }
    }
}
