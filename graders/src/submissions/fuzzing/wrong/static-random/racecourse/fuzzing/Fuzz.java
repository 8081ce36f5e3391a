package racecourse.fuzzing;

import java.util.Random;

public final class Fuzz {
    private static volatile Random random = new Random(0);
    private final boolean on;

    private Fuzz(boolean on) {
        this.on = on;
    }

    public static Fuzz off() {
        return new Fuzz(false);
    }

    public static Fuzz seeded(long seed) {
        random = new Random(seed);
        return new Fuzz(true);
    }

    public void point() {
        if (on && random.nextInt(3) == 0) {
            try {
                Thread.sleep(1 + random.nextInt(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
