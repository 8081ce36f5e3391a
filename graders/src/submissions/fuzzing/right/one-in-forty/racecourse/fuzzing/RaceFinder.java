package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.concurrent.Phaser;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {
    }

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        for (long seed = 1; seed <= rounds; seed++) {
            if (loses(fresh.get(), Fuzz.seeded(seed), threads)) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean loses(Counter counter, Fuzz fuzz, int threads) {
        Phaser phaser = new Phaser(threads + 1);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                phaser.arriveAndAwaitAdvance();
                try {
                    counter.increment(fuzz);
                } finally {
                    phaser.arriveAndDeregister();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        phaser.arriveAndAwaitAdvance();
        phaser.arriveAndAwaitAdvance();
        return counter.get() < threads;
    }
}
