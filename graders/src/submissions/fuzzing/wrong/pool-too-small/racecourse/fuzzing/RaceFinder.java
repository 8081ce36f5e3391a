package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {}

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int seed = 0; seed < rounds; seed++) {
                Counter counter = fresh.get();
                Fuzz fuzz = Fuzz.seeded(seed);
                CountDownLatch done = new CountDownLatch(threads);
                for (int i = 0; i < threads; i++) {
                    pool.execute(() -> {
                        counter.increment(fuzz);
                        done.countDown();
                    });
                }
                done.await();
                if (counter.get() != threads) {
                    return OptionalLong.of(seed);
                }
            }
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdown();
        }
    }
}
