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
        ExecutorService pool = Executors.newFixedThreadPool(maxWorkers);
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) futures.add(pool.submit(() -> function.apply(item)));
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.DAYS);
            List<R> results = new ArrayList<>();
            Throwable first = null;
            for (Future<R> f : futures) {
                try { results.add(f.get()); }
                catch (ExecutionException e) { if (first == null) first = e.getCause(); else first.addSuppressed(e.getCause()); }
            }
            if (first != null) throw new ExecutionException(first);
            return results;
        } finally { pool.shutdownNow(); }
    }
}
