package racecourse.executor;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.Function;
import java.util.stream.*;
import java.lang.invoke.*;
import java.lang.ref.*;

public final class ParallelMap {
    private ParallelMap() {}
    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(maxWorkers, 16));
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) futures.add(pool.submit(() -> function.apply(item)));
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.DAYS);
            List<R> results = new ArrayList<>();
            for (Future<R> f : futures) results.add(f.get());
            return results;
        } finally { pool.shutdownNow(); }
    }
}
