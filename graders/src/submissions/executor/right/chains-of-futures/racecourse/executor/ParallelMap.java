package racecourse.executor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

public final class ParallelMap {
    private ParallelMap() {
    }

    private record Outcome<R>(R result, Throwable failure) {}

    private record Job<T>(int index, T item) {}

    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        int count = items.size();
        AtomicReferenceArray<Outcome<R>> outcomes = new AtomicReferenceArray<>(Math.max(1, count));
        SynchronousQueue<Job<T>> desk = new SynchronousQueue<>();
        List<Thread> crew = new ArrayList<>();
        Job<T> home = new Job<>(-1, null);
        for (int i = 0; i < Math.min(maxWorkers, count); i++) {
            Thread worker = new Thread(() -> {
                try {
                    for (Job<T> job = desk.take(); job != home; job = desk.take()) {
                        outcomes.set(job.index(), outcome(function, job.item()));
                    }
                } catch (InterruptedException e) {
                    // Sent home early.
                }
            });
            worker.start();
            crew.add(worker);
        }
        boolean finished = false;
        try {
            int index = 0;
            for (Iterator<? extends T> all = items.iterator(); all.hasNext(); index++) {
                desk.put(new Job<>(index, all.next()));
            }
            for (int i = 0; i < crew.size(); i++) {
                desk.put(home);
            }
            for (Thread worker : crew) {
                worker.join();
            }
            finished = true;
        } finally {
            if (!finished) {
                crew.forEach(Thread::interrupt);
            }
        }
        List<R> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Outcome<R> outcome = outcomes.get(i);
            if (outcome.failure() != null) {
                throw new ExecutionException(outcome.failure());
            }
            results.add(outcome.result());
        }
        return results;
    }

    private static <T, R> Outcome<R> outcome(Function<? super T, ? extends R> function, T item) {
        try {
            return new Outcome<>(function.apply(item), null);
        } catch (Throwable failure) {
            boolean interrupted = Thread.interrupted();
            return new Outcome<>(null, failure);
        }
    }
}
