package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

public final class Timer {
    private final CompletableFuture<Boolean> run = new CompletableFuture<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Duration delay;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        run.thenAcceptAsync(
                yes -> {
                    if (yes) {
                        action.run();
                    }
                },
                task -> new Thread(task, "timer").start());
    }

    public void start() {
        if (started.getAndSet(true)) {
            throw new IllegalStateException("started twice");
        }
        run.completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean cancel() {
        return run.complete(false);
    }
}
