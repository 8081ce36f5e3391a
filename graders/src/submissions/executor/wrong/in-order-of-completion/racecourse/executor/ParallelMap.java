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
            CompletionService<R> done = new ExecutorCompletionService<>(pool);
            for (T item : items) {
                done.submit(() -> function.apply(item));
            }
            pool.shutdown();
            List<R> results = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                results.add(done.take().get());
            }
            return results;
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(1, TimeUnit.DAYS);
        }
    }
}
