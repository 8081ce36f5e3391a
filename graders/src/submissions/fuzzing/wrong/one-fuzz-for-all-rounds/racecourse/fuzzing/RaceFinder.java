package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {
    }

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        long seed = 4711;
        Fuzz fuzz = Fuzz.seeded(seed);
        for (int round = 0; round < rounds; round++) {
            Counter counter = fresh.get();
            Thread[] all = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                all[i] = new Thread(() -> counter.increment(fuzz));
                all[i].start();
            }
            for (Thread thread : all) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (counter.get() != threads) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }
}
