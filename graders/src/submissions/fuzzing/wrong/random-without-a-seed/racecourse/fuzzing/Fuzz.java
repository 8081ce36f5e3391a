package racecourse.fuzzing;

import java.util.Random;

public final class Fuzz {
    private final Random random = new Random();
    private final boolean on;

    private Fuzz(boolean on) {
        this.on = on;
    }

    public static Fuzz off() {
        return new Fuzz(false);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(true);
    }

    public void point() {
        if (on && random.nextInt(12) == 0) {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (on && random.nextBoolean()) {
            Thread.yield();
        }
    }
}
