package racecourse.timer;

import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.time.*;
import java.util.List;
import java.util.ArrayList;
import java.util.TimerTask;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public final class Timer {
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final AtomicBoolean decided = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Duration delay;
    private final Runnable action;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        if (started.getAndSet(true)) {
            throw new IllegalStateException("started twice");
        }
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                if (!cancelled.await(delay.toNanos(), TimeUnit.NANOSECONDS)
                                        && decided.compareAndSet(false, true)) {
                                    action.run();
                                }
                            } catch (InterruptedException e) {
                                decided.set(true);
                            }
                        },
                        "timer");
        thread.setDaemon(true);
        thread.start();
    }

    public boolean cancel() {
        boolean mine = decided.compareAndSet(false, true);
        if (mine) {
            cancelled.countDown();
        }
        return mine;
    }
}
