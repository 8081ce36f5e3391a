package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {}

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        for (int seed = 0; seed < rounds; seed++) {
            Counter counter = fresh.get();
            for (int i = 0; i < threads; i++) {
                counter.increment(Fuzz.seeded(seed));
            }
            if (counter.get() != threads) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }
}
