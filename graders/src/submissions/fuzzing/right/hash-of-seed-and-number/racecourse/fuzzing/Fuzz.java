package racecourse.fuzzing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

public final class Fuzz {
    private final boolean on;
    private final long seed;
    private final AtomicLong calls = new AtomicLong();

    private Fuzz(boolean on, long seed) {
        this.on = on;
        this.seed = seed;
    }

    public static Fuzz off() {
        return new Fuzz(false, 0);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(true, seed);
    }

    public void point() {
        if (!on) {
            return;
        }
        long hash = (seed + calls.getAndIncrement()) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        if (Long.remainderUnsigned(hash, 4) == 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
