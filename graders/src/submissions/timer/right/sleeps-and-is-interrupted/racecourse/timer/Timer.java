package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.atomic.*;

public final class Timer {
    private enum State {
        NEW,
        WAITING,
        BEGUN,
        CANCELLED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final Duration delay;
    private final Runnable action;
    private volatile Thread thread;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        Thread t =
                new Thread(
                        () -> {
                            try {
                                if (!delay.isNegative())
                                    Thread.sleep(
                                            java.util.concurrent.TimeUnit.MILLISECONDS.convert(
                                                    delay));
                            } catch (InterruptedException e) {
                                return;
                            }
                            if (state.compareAndSet(State.WAITING, State.BEGUN)) action.run();
                        });
        thread = t;
        if (!state.compareAndSet(State.NEW, State.WAITING)) {
            if (state.get() == State.CANCELLED) return;
            throw new IllegalStateException();
        }
        t.start();
        if (state.get() == State.CANCELLED) t.interrupt();
    }

    public boolean cancel() {
        while (true) {
            State s = state.get();
            if (s == State.BEGUN) return false;
            if (s == State.CANCELLED) return true;
            if (state.compareAndSet(s, State.CANCELLED)) {
                Thread t = thread;
                if (t != null) t.interrupt();
                return true;
            }
        }
    }
}
