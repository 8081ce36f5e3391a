package racecourse.timer;

import java.time.Duration;

public final class Timer {
    private final int millis;
    private final Runnable action;
    private boolean started;
    private boolean begun;
    private boolean cancelled;

    public Timer(Duration delay, Runnable action) {
        this.millis = (int) delay.toMillis();
        this.action = action;
    }

    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("started twice");
        }
        started = true;
        new Thread(() -> {
            if (awaitTime()) {
                action.run();
            }
        }).start();
    }

    private synchronized boolean awaitTime() {
        long end = System.nanoTime() + millis * 1_000_000L;
        for (long left = end - System.nanoTime(); left > 0 && !cancelled; left = end - System.nanoTime()) {
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                cancelled = true;
            }
        }
        begun = !cancelled;
        return begun;
    }

    public synchronized boolean cancel() {
        cancelled |= !begun;
        notifyAll();
        return !begun;
    }
}
