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
    private enum State { NEW, WAITING, BEGUN, CANCELLED }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final AtomicBoolean started = new AtomicBoolean();
    private final Thread thread;

    public Timer(Duration delay, Runnable action) {
        thread =
                new Thread(
                        () -> {
                            try {
                                TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                            } catch (InterruptedException e) {
                                // Then it is cancelled.
                            }
                            if (state.compareAndSet(State.WAITING, State.BEGUN)) {
                                action.run();
                            }
                        });
    }

    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("started twice");
        }
        synchronized (thread) {
            if (state.compareAndSet(State.NEW, State.WAITING)) {
                thread.start();
            }
        }
    }

    public boolean cancel() {
        synchronized (thread) {
            State now = state.get();
            while (now == State.NEW || now == State.WAITING) {
                if (state.compareAndSet(now, State.CANCELLED)) {
                    thread.interrupt();
                    return true;
                }
                now = state.get();
            }
            return now == State.CANCELLED;
        }
    }
}
