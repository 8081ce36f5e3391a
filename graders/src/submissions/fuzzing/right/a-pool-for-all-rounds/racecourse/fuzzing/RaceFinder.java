package racecourse.fuzzing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {}

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < rounds; round++) {
                long seed = 31L * round + 17;
                Counter counter = fresh.get();
                Fuzz fuzz = Fuzz.seeded(seed);
                List<Future<?>> futures = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    futures.add(pool.submit(() -> counter.increment(fuzz)));
                }
                for (Future<?> future : futures) {
                    future.get();
                }
                if (counter.get() < threads) {
                    return OptionalLong.of(seed);
                }
            }
            return OptionalLong.empty();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdown();
        }
    }
}
