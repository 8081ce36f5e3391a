package racecourse.executor;

import java.util.*;
import java.util.concurrent.*;
import java.util.function.Function;

public final class ParallelMap {
    private ParallelMap() {}

    public static <T, R> List<R> map(
            int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        Semaphore slots = new Semaphore(maxWorkers);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<CompletableFuture<R>> all = new ArrayList<>();
            for (T item : items)
                all.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    slots.acquireUninterruptibly();
                                    try {
                                        return function.apply(item);
                                    } finally {
                                        slots.release();
                                    }
                                },
                                pool));
            List<R> out = new ArrayList<>();
            for (CompletableFuture<R> f : all) out.add(f.get());
            return out;
        } catch (InterruptedException e) {
            pool.shutdownNow();
            throw e;
        } finally {
            pool.close();
        }
    }
}
