package racecourse.timer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

public final class Timer {
    private static final VarHandle STATE;
    private static final VarHandle CLOCK;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Timer.class, "state", int.class);
            CLOCK = MethodHandles.lookup().findVarHandle(Timer.class, "clock", Clock.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int OPEN = 0;
    private static final int RUNS = 1;
    private static final int CANCELLED = 2;

    private final Duration delay;
    private final Runnable action;
    private volatile int state;
    private volatile Clock clock;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    private final class Clock extends Thread {
        private final long end = System.nanoTime() + delay.toNanos();

        @Override
        public void run() {
            for (;;) {
                if (state == CANCELLED) {
                    return;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                LockSupport.parkNanos(this, left);
                Thread.interrupted();
            }
            if (STATE.compareAndSet(Timer.this, OPEN, RUNS)) {
                action.run();
            }
        }
    }

    public void start() {
        Clock mine = new Clock();
        if (!CLOCK.compareAndSet(this, null, mine)) {
            throw new IllegalStateException("This timer has been started before.");
        }
        mine.start();
    }

    public boolean cancel() {
        if (!STATE.compareAndSet(this, OPEN, CANCELLED)) {
            return false;
        }
        LockSupport.unpark(clock);
        return true;
    }
}
