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
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicReference<java.util.Timer> timer = new AtomicReference<>();
    private final Duration delay;
    private final Runnable action;
    private static final int BEGUN = 1;
    private static final int CANCELLED = 2;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        java.util.Timer mine = new java.util.Timer(true);
        if (!timer.compareAndSet(null, mine)) {
            mine.cancel();
            throw new IllegalStateException("started twice");
        }
        try {
            mine.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            if (state.compareAndSet(0, BEGUN)) {
                                action.run();
                            }
                        }
                    },
                    Math.max(0, delay.toMillis()));
        } catch (IllegalStateException cancelledMeanwhile) {
            return;
        }
        if (state.get() == CANCELLED) {
            mine.cancel();
        }
    }

    public boolean cancel() {
        boolean first = state.compareAndSet(0, CANCELLED);
        java.util.Timer running = timer.get();
        if (first && running != null) {
            running.cancel();
        }
        return first;
    }
}
