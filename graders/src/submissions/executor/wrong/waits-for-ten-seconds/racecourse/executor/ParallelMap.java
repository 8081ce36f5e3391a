package racecourse.executor;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.Function;
import java.util.stream.*;

public final class ParallelMap {
    private ParallelMap() {
    }

    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(maxWorkers);
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(pool.submit(() -> function.apply(item)));
            }
            pool.shutdown();
            pool.awaitTermination(10, TimeUnit.SECONDS);
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
