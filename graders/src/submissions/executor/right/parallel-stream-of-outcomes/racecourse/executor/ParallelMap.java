package racecourse.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

public final class ParallelMap {
    private ParallelMap() {
    }

    private static final class Outcome<R> {
        private final R value;
        private final Throwable failure;

        private Outcome(R value, Throwable failure) {
            this.value = value;
            this.failure = failure;
        }

        static <T, R> Outcome<R> of(Function<? super T, ? extends R> function, T item) {
            try {
                return new Outcome<>(function.apply(item), null);
            } catch (Throwable e) {
                return new Outcome<>(null, e);
            }
        }
    }

    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("maxWorkers is " + maxWorkers);
        }
        ForkJoinPool pool = new ForkJoinPool(maxWorkers);
        List<Outcome<R>> outcomes;
        try {
            outcomes = pool.submit(() -> items.parallelStream()
                    .map(item -> Outcome.<T, R>of(function, item))
                    .collect(Collectors.toList())).get();
        } finally {
            pool.shutdownNow();
            boolean interrupted = Thread.interrupted();
            while (!pool.isTerminated()) {
                try {
                    pool.awaitTermination(1, TimeUnit.DAYS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        List<R> results = new ArrayList<>();
        for (Outcome<R> outcome : outcomes) {
            if (outcome.failure != null) {
                throw new ExecutionException(outcome.failure);
            }
            results.add(outcome.value);
        }
        return results;
    }
}
