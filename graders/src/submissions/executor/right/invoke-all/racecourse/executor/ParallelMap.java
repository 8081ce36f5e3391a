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
        if (items.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(maxWorkers, items.size()));
        try {
            List<Callable<R>> tasks = new ArrayList<>();
            items.forEach(item -> tasks.add(() -> function.apply(item)));
            List<R> results = new ArrayList<>();
            for (Future<R> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return Collections.unmodifiableList(results);
        } finally {
            pool.shutdown();
        }
    }
}
