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
            CompletionService<Integer> done = new ExecutorCompletionService<>(pool);
            List<R> results = new ArrayList<>(Collections.nCopies(items.size(), null));
            Map<Integer, Throwable> failures = new TreeMap<>();
            Object lock = new Object();
            for (int n = 0; n < items.size(); n++) {
                int i = n;
                done.submit(() -> {
                    try {
                        R result = function.apply(items.get(i));
                        synchronized (lock) {
                            results.set(i, result);
                        }
                    } catch (Throwable e) {
                        synchronized (lock) {
                            failures.put(i, e);
                        }
                    }
                    return i;
                });
            }
            for (int n = 0; n < items.size(); n++) {
                done.take();
            }
            synchronized (lock) {
                for (Throwable failure : failures.values()) {
                    throw new ExecutionException(failure);
                }
                return new ArrayList<>(results);
            }
        } finally {
            pool.shutdown();
        }
    }
}
