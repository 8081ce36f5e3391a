package racecourse.fuzzing;

import java.util.Random;

public final class Fuzz {
    private final boolean on;
    private final long seed;
    private int calls;

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
        Random random = new Random(seed * 1_000_003 + ++calls);
        random.nextLong();
        if (random.nextInt(3) == 0) {
            try {
                Thread.sleep(1 + random.nextInt(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
