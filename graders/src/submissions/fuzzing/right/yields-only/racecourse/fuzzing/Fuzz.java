package racecourse.fuzzing;

import java.util.SplittableRandom;

public final class Fuzz {
    private final SplittableRandom random;

    private Fuzz(SplittableRandom random) {
        this.random = random;
    }

    public static Fuzz off() {
        return new Fuzz(null);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(new SplittableRandom(seed));
    }

    public void point() {
        if (random == null) {
            return;
        }
        int times;
        synchronized (random) {
            times = random.nextInt(4);
        }
        for (int i = 0; i < times; i++) {
            Thread.yield();
        }
    }
}
