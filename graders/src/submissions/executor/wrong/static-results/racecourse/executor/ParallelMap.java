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
            FUTURES.clear();
            for (T item : items) {
                FUTURES.add(pool.submit(() -> function.apply(item)));
            }
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.DAYS);
            List<R> results = new ArrayList<>();
            for (Future<?> future : FUTURES) {
                results.add((R) future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static final List<Future<?>> FUTURES = new CopyOnWriteArrayList<>();
}
