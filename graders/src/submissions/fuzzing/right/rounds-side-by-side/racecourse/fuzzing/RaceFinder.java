package racecourse.fuzzing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

public final class RaceFinder {
    private static final int AT_ONCE = 4;
    private static final Executor EACH_ITS_OWN = task -> new Thread(task, "incrementer").start();

    private RaceFinder() {
    }

    private record Round(long seed, boolean lost) {}

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        for (int begin = 0; begin < rounds; begin += AT_ONCE) {
            List<CompletableFuture<Round>> futures = new ArrayList<>();
            for (int round = begin; round < Math.min(rounds, begin + AT_ONCE); round++) {
                futures.add(round(fresh.get(), 31L * round + 7, threads));
            }
            for (CompletableFuture<Round> future : futures) {
                Round round = future.join();
                if (round.lost()) {
                    futures.forEach(CompletableFuture::join);
                    return OptionalLong.of(round.seed());
                }
            }
        }
        return OptionalLong.empty();
    }

    private static CompletableFuture<Round> round(Counter counter, long seed, int threads) {
        Fuzz fuzz = Fuzz.seeded(seed);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(CompletableFuture.runAsync(() -> counter.increment(fuzz), EACH_ITS_OWN));
        }
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .thenApply(nothing -> new Round(seed, counter.get() != threads));
    }
}
