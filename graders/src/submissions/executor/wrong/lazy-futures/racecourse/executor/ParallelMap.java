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
            List<R> results = new ArrayList<>();
            Iterator<Future<R>> futures = items.stream()
                    .map(item -> pool.submit((Callable<R>) () -> function.apply(item)))
                    .iterator();
            while (futures.hasNext()) {
                results.add(futures.next().get());
            }
            return results;
        } finally {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.DAYS);
        }
    }
}
