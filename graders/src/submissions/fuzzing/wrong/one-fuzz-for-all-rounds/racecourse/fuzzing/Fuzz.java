package racecourse.fuzzing;

import java.util.Random;

public final class Fuzz {
    private final Random random;

    private Fuzz(Random random) {
        this.random = random;
    }

    public static Fuzz off() {
        return new Fuzz(null);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(new Random(seed));
    }

    public void point() {
        if (random == null || random.nextInt(3) > 0) {
            return;
        }
        try {
            Thread.sleep(1 + random.nextInt(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
