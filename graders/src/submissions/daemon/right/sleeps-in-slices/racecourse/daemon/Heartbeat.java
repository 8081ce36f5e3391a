package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private enum State { NEW, RUNNING, CLOSED }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final Thread thread;

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        thread =
                new Thread(
                        () -> {
                            while (state.get() == State.RUNNING) {
                                beat.run();
                                long end = System.nanoTime() + period.toNanos();
                                while (state.get() == State.RUNNING && System.nanoTime() < end) {
                                    nap(Math.min(20, period.toMillis() + 1));
                                }
                            }
                        },
                        "pulse");
        thread.setDaemon(true);
    }

    private static void nap(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // Then a shorter nap.
        }
    }

    public void start() {
        synchronized (thread) {
            if (!state.compareAndSet(State.NEW, State.RUNNING)) {
                throw new IllegalStateException("It is " + state.get());
            }
            thread.start();
        }
    }

    public boolean isRunning() {
        return state.get() == State.RUNNING;
    }

    public void close() {
        boolean interrupted = false;
        boolean begun;
        synchronized (thread) {
            begun = thread.getState() != Thread.State.NEW;
            state.set(State.CLOSED);
        }
        while (begun && thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
