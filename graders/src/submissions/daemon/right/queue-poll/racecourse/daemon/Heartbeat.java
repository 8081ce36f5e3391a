package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Runnable beat;
    private final Duration period;
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger state = new AtomicInteger();
    private volatile Thread thread;

    public Heartbeat(Runnable beat, Duration period) {
        if (!(period.toNanos() > 0)) {
            throw new IllegalArgumentException("period " + period);
        }
        this.beat = beat;
        this.period = period;
    }

    public void start() {
        if (!state.compareAndSet(0, 1)) {
            throw new IllegalStateException("state " + state.get());
        }
        Thread heart =
                new Thread(
                        () -> {
                            thread = Thread.currentThread();
                            try {
                                String word = words.poll();
                                while (word == null) {
                                    beat.run();
                                    word = words.poll(period.toNanos(), TimeUnit.NANOSECONDS);
                                }
                            } catch (InterruptedException e) {
                                state.set(2);
                            } finally {
                                ended.complete(null);
                            }
                        });
        heart.setDaemon(true);
        heart.start();
    }

    public boolean isRunning() {
        return state.get() == 1;
    }

    public void close() {
        if (state.getAndSet(2) == 0) {
            ended.complete(null);
        }
        words.add("stop");
        if (Thread.currentThread() != thread) {
            ended.join();
        }
    }
}
