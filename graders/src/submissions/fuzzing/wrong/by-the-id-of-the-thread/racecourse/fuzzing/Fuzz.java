package racecourse.fuzzing;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

public final class Fuzz {
    private final Map<Long, Random> randoms;
    private final long seed;

    private Fuzz(Map<Long, Random> randoms, long seed) {
        this.randoms = randoms;
        this.seed = seed;
    }

    public static Fuzz off() {
        return new Fuzz(null, 0);
    }

    public static Fuzz seeded(long seed) {
        return new Fuzz(new ConcurrentHashMap<>(), seed);
    }

    public void point() {
        if (randoms == null) {
            return;
        }
        Random random = randoms.computeIfAbsent(Thread.currentThread().getId(), id -> new Random(seed * 31 + id));
        if (random.nextInt(3) == 0) {
            try {
                Thread.sleep(1 + random.nextInt(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
