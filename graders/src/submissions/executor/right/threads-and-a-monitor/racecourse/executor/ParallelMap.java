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
        Object[] results = new Object[items.size()];
        Throwable[] failures = new Throwable[items.size()];
        int[] next = {0};
        Runnable work = () -> {
            while (true) {
                int i;
                synchronized (next) {
                    if (next[0] >= items.size()) {
                        return;
                    }
                    i = next[0]++;
                }
                try {
                    results[i] = function.apply(items.get(i));
                } catch (Throwable e) {
                    failures[i] = e;
                }
            }
        };
        Thread[] workers = new Thread[Math.min(maxWorkers, items.size())];
        for (int w = 0; w < workers.length; w++) {
            workers[w] = new Thread(work, "worker " + w);
            workers[w].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        List<R> list = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            if (failures[i] != null) {
                throw new ExecutionException(failures[i]);
            }
            @SuppressWarnings("unchecked")
            R result = (R) results[i];
            list.add(result);
        }
        return list;
    }
}
