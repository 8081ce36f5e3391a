package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {}

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long seed = round;
            Counter counter = fresh.get();
            Fuzz fuzz = Fuzz.seeded(seed);
            Thread[] all = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                all[i] = new Thread(() -> counter.increment(fuzz));
                all[i].start();
            }
            for (Thread thread : all) {
                join(thread);
            }
            if (counter.get() != threads) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
