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
        int n = items.size();
        ConcurrentLinkedDeque<FutureTask<R>> todo = new ConcurrentLinkedDeque<>();
        List<FutureTask<R>> all = new ArrayList<>();
        AtomicBoolean failed = new AtomicBoolean();
        for (T item : items) {
            FutureTask<R> t = new FutureTask<>(() -> {
                try { return function.apply(item); } catch (Throwable x) { failed.set(true); throw x; }
            });
            all.add(t); todo.add(t);
        }
        ExecutorService pool = Executors.newFixedThreadPool(maxWorkers);
        try {
            for (int k = 0; k < Math.min(n, maxWorkers); k++) pool.execute(() -> {
                FutureTask<R> t;
                while (!failed.get() && (t = todo.pollLast()) != null) t.run();
            });
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.DAYS);
            for (FutureTask<R> t : all) if (t.isDone()) t.get();
            List<R> results = new ArrayList<>();
            for (FutureTask<R> t : all) results.add(t.get());
            return results;
        } finally { pool.shutdownNow(); }
    }
}
