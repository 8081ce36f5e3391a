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
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Semaphore wake = new Semaphore(0);
    private final Duration delay;
    private final Runnable action;
    private boolean cancelled;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("started twice");
        }
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            if (!wake.tryAcquire(delay.toNanos(), TimeUnit.NANOSECONDS) && begins()) {
                                action.run();
                            }
                            return null;
                        });
        new Thread(task).start();
    }

    private synchronized boolean begins() {
        if (!cancelled) {
            begun.set(true);
        }
        return !cancelled;
    }

    public synchronized boolean cancel() {
        if (begun.get()) {
            return false;
        }
        cancelled = true;
        wake.release();
        return true;
    }
}
