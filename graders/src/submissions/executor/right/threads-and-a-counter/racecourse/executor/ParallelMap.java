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
        int size = items.size();
        List<FutureTask<R>> tasks = new ArrayList<>();
        for (T item : items) {
            tasks.add(new FutureTask<>(() -> function.apply(item)));
        }
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int w = 0; w < Math.min(maxWorkers, size); w++) {
            Thread worker = new Thread(() -> {
                for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
                    tasks.get(i).run();
                }
            });
            worker.start();
            workers.add(worker);
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            next.set(size);
            throw e;
        }
        List<R> results = new ArrayList<>();
        for (FutureTask<R> task : tasks) {
            results.add(task.get());
        }
        return results;
    }
}
