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
        List<FutureTask<R>> tasks = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        for (T item : items) tasks.add(new FutureTask<>(() -> {
            try { return function.apply(item); } catch (Throwable t) { stop.set(true); throw t; }
        }));
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int k = 0; k < Math.min(maxWorkers, tasks.size()); k++) {
            Thread t = new Thread(() -> { for (int i; !stop.get() && (i = next.getAndIncrement()) < tasks.size(); ) tasks.get(i).run(); });
            threads.add(t);
            t.start();
        }
        InterruptedException hit = null;
        for (Thread t : threads) while (t.isAlive()) try { t.join(); } catch (InterruptedException e) {
            hit = e; stop.set(true); threads.forEach(Thread::interrupt);
        }
        if (hit != null) throw hit;
        List<R> results = new ArrayList<>();
        for (FutureTask<R> t : tasks) results.add(t.get());     // whatever was never begun comes after the failure
        return results;
    }
}
