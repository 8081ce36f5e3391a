package racecourse.executor;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

public final class ParallelMap {
    private ParallelMap() {
    }

    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("maxWorkers is " + maxWorkers);
        }
        try {
            return items.parallelStream().<R>map(function).collect(Collectors.toList());
        } catch (RuntimeException e) {
            throw new ExecutionException(e);
        }
    }
}
