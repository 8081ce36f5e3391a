package racecourse.executor;

import java.util.*;
import java.util.concurrent.*;
import java.util.function.Function;

public final class ParallelMap {
    private ParallelMap() {}

    public static <T, R> List<R> map(
            int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        try (ExecutorService pool =
                Executors.newFixedThreadPool(
                        Math.max(1, Math.min(maxWorkers, Math.max(1, items.size()))),
                        Thread.ofVirtual().factory())) {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) futures.add(pool.submit(() -> function.apply(item)));
            try {
                List<R> results = new ArrayList<>();
                for (Future<R> f : futures) results.add(f.get());
                return results;
            } catch (InterruptedException | ExecutionException e) {
                pool.shutdownNow();
                throw e;
            }
        }
    }
}
