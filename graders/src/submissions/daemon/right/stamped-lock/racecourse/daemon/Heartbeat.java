package racecourse.daemon;

import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Heartbeat implements AutoCloseable {
    private final Thread heart;
    private final StampedLock lock = new StampedLock();
    private final AtomicInteger state = new AtomicInteger();

    public Heartbeat(Runnable beat, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period " + period);
        }
        heart =
                new Thread("heart") {
                    @Override
                    public void run() {
                        while (state.get() == 1) {
                            long stamp = lock.writeLock();
                            try {
                                if (state.get() == 1) {
                                    beat.run();
                                }
                            } finally {
                                lock.unlockWrite(stamp);
                            }
                            long end = System.nanoTime() + period.toNanos();
                            while (state.get() == 1 && System.nanoTime() < end) {
                                LockSupport.parkNanos(this, end - System.nanoTime());
                                interrupted();
                            }
                        }
                    }
                };
        heart.setDaemon(true);
    }

    public void start() {
        if (!state.compareAndSet(0, 1)) {
            throw new IllegalStateException("state " + state.get());
        }
        heart.start();
    }

    public boolean isRunning() {
        return state.get() == 1;
    }

    public void close() {
        state.set(2);
        LockSupport.unpark(heart);
        if (Thread.currentThread() != heart) {
            lock.unlockRead(lock.readLock());
        }
    }
}
