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
        Semaphore permits = new Semaphore(maxWorkers);
        List<FutureTask<R>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try {
            for (T item : items) {
                permits.acquire();
                FutureTask<R> task = new FutureTask<>(() -> {
                    try {
                        return function.apply(item);
                    } finally {
                        permits.release();
                    }
                });
                tasks.add(task);
                Thread thread = new Thread(task);
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
        List<R> results = new ArrayList<>();
        for (FutureTask<R> task : tasks) {
            results.add(task.get());
        }
        return results;
    }
}
