package racecourse.fuzzing;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

public final class Fuzz {
    private final AtomicInteger calls = new AtomicInteger();
    private final Long seed;

    private Fuzz(Long seed) {
        this.seed = seed;
    }

    public static Fuzz off() {
        return new Fuzz(null);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(seed);
    }

    public void point() {
        if (seed == null) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed * 7919 + calls.incrementAndGet());
        switch (random.nextInt(40)) {
            case 0:
                long end = System.nanoTime() + 8_000_000;
                for (long left = 8_000_000; left > 0; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(this, left);
                }
                break;
            case 1:
            case 2:
                Thread.yield();
                break;
            default:
                break;
        }
    }
}
