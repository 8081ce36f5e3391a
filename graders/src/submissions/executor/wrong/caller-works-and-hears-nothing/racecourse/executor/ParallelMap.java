package racecourse.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

public final class ParallelMap {
    private ParallelMap() {
    }

    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        int count = items.size();
        List<R> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(null);
        }
        Throwable[] failures = new Throwable[count];
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            int i = next.getAndIncrement();
            while (i < count) {
                try {
                    results.set(i, function.apply(items.get(i)));
                } catch (Throwable failure) {
                    failures[i] = failure;
                }
                i = next.getAndIncrement();
            }
        };
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(maxWorkers, count); i++) {
            Thread helper = new Thread(work, "helper-" + i);
            helpers.add(helper);
            helper.start();
        }
        work.run();
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    // All of them are still needed.
                }
            }
        }
        for (Throwable failure : failures) {
            if (failure != null) {
                throw new ExecutionException(failure);
            }
        }
        return results;
    }
}
