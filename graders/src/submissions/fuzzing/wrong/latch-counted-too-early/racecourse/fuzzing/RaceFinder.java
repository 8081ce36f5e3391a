package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

public final class RaceFinder {
    private RaceFinder() {}

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long seed = round;
            Counter counter = fresh.get();
            Fuzz fuzz = Fuzz.seeded(seed);
            CountDownLatch done = new CountDownLatch(threads);
            Thread[] all = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                all[i] = new Thread(() -> {
                    done.countDown();
                    counter.increment(fuzz);
                });
                all[i].start();
            }
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (counter.get() != threads) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }
}
