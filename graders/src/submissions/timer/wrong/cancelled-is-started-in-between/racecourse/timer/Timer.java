package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

public final class Timer {
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Duration delay;
    private final Runnable action;
    private volatile Thread thread;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        if (started.getAndSet(true)) {
            throw new IllegalStateException("started twice");
        }
        if (state.get() == 2) {
            return;
        }
        Thread mine = new Thread(() -> {
            try {
                Thread.sleep(delay.toMillis(), delay.toNanosPart() % 1_000_000);
            } catch (InterruptedException e) {
                return;
            }
            if (state.compareAndSet(0, 1)) {
                action.run();
            }
        });
        mine.start();
        thread = mine;
    }

    public boolean cancel() {
        if (!state.compareAndSet(0, 2)) {
            return false;
        }
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        return true;
    }
}
