package racecourse.fuzzing;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

public final class Fuzz {
    private final boolean on;
    private final long seed;
    private final AtomicLong threads = new AtomicLong();
    private final ThreadLocal<Random> random;

    private Fuzz(boolean on, long seed) {
        this.on = on;
        this.seed = seed;
        this.random = ThreadLocal.withInitial(() -> new Random(seed * 1_000_003 + threads.getAndIncrement()));
    }

    public static Fuzz off() {
        return new Fuzz(false, 0);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(true, seed);
    }

    public void point() {
        if (on && random.get().nextInt(4) == 0) {
            try {
                Thread.sleep(1 + random.get().nextInt(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
