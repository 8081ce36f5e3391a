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
        int choice = random == null ? 9 : random.nextInt(10);
        if (choice > 4) {
            return;
        }
        if (choice < 2) {
            Thread.yield();
            return;
        }
        try {
            Thread.sleep(1 + random.nextInt(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
