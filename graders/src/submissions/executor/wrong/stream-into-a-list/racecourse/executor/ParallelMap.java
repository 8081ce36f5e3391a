package racecourse.executor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

public final class ParallelMap {
    private ParallelMap() {
    }

    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        List<R> results = Collections.synchronizedList(new ArrayList<>());
        ForkJoinPool pool = new ForkJoinPool(maxWorkers);
        try {
            pool.submit(() -> items.parallelStream().forEach(item -> results.add(function.apply(item)))).get();
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(1, TimeUnit.DAYS);
        }
        return results;
    }
}
