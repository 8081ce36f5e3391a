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
    private final Duration delay;
    private final Runnable action;
    private ScheduledExecutorService executor;
    private boolean begun;
    private boolean cancelled;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public synchronized void start() {
        if (executor != null) {
            throw new IllegalStateException("started twice");
        }
        executor = Executors.newSingleThreadScheduledExecutor();
        if (!cancelled) {
            executor.schedule(this::once, delay.toNanos(), TimeUnit.NANOSECONDS);
            executor.shutdown();
        }
    }

    private void once() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            begun = true;
        }
        action.run();
    }

    public synchronized boolean cancel() {
        if (begun || cancelled) {
            return false;
        }
        cancelled = true;
        if (executor != null) {
            executor.shutdownNow();
        }
        return true;
    }
}
