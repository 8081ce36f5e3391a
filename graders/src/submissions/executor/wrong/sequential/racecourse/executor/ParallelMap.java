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
        List<R> results = new ArrayList<>();
        for (T item : items) {
            try {
                results.add(function.apply(item));
            } catch (Throwable e) {
                throw new ExecutionException(e);
            }
        }
        return results;
    }
}
