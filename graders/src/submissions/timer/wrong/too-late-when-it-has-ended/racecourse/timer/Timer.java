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
    private final Runnable action;
    private final long delay;
    private boolean started;
    private boolean begun;
    private boolean cancelled;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay.toNanos();
        this.action = action;
    }

    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("started twice");
        }
        started = true;
        if (!cancelled) {
            new Thread(
                            () -> {
                                if (awaitTime()) {
                                    action.run();
                                    end();
                                }
                            })
                    .start();
        }
    }

    private synchronized boolean awaitTime() {
        long end = System.nanoTime() + delay;
        for (long left = delay; left > 0 && !cancelled; left = end - System.nanoTime()) {
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                cancelled = true;
            }
        }
        return !cancelled;
    }

    private synchronized void end() {
        begun = true;
    }

    public synchronized boolean cancel() {
        cancelled |= !begun;
        notifyAll();
        return !begun;
    }
}
