package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public final class Timer {
    private interface State {
        boolean mayStart();

        boolean mayRun();
    }

    private enum Plain implements State {
        FRESH(true, false),
        TICKING(false, true),
        BEGUN(false, false),
        CANCELLED_BEFORE(true, false),
        CANCELLED(false, false);

        private final boolean mayStart;
        private final boolean mayRun;

        Plain(boolean mayStart, boolean mayRun) {
            this.mayStart = mayStart;
            this.mayRun = mayRun;
        }

        @Override
        public boolean mayStart() {
            return mayStart;
        }

        @Override
        public boolean mayRun() {
            return mayRun;
        }
    }

    private final Lock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final ThreadFactory threads = Executors.defaultThreadFactory();
    private final Duration delay;
    private final Runnable action;
    private Plain state = Plain.FRESH;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
    }

    public void start() {
        lock.lock();
        try {
            if (!state.mayStart()) {
                throw new IllegalStateException("in state " + state);
            }
            if (state == Plain.CANCELLED_BEFORE) {
                state = Plain.CANCELLED;
                return;
            }
            state = Plain.TICKING;
            threads.newThread(this::run).start();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (state.mayRun() && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!state.mayRun()) {
                return;
            }
            state = Plain.BEGUN;
        } catch (InterruptedException e) {
            return;
        } finally {
            lock.unlock();
        }
        action.run();
    }

    public boolean cancel() {
        lock.lock();
        try {
            switch (state) {
                case FRESH:
                    state = Plain.CANCELLED_BEFORE;
                    return true;
                case TICKING:
                    state = Plain.CANCELLED;
                    changed.signal();
                    return true;
                case BEGUN:
                    return false;
                default:
                    return true;
            }
        } finally {
            lock.unlock();
        }
    }
}
