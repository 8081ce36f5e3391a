package racecourse.barrier;

import java.util.*;
import java.util.concurrent.*;
import java.util.function.IntConsumer;
import java.util.stream.*;

public class InitPool {
    private final int workers;
    private final IntConsumer initialise, work;

    public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
        this.workers = workers;
        this.initialise = initialise;
        this.work = work;
    }

    public void run() throws InterruptedException, ExecutionException {
        CyclicBarrier barrier = new CyclicBarrier(Math.max(1, workers));
        try (ExecutorService pool =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            CompletionService<Void> service = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < workers; i++) {
                int w = i;
                service.submit(
                        () -> {
                            initialise.accept(w);
                            try {
                                barrier.await();
                            } catch (BrokenBarrierException | InterruptedException e) {
                                return null;
                            }
                            work.accept(w);
                            return null;
                        });
            }
            ExecutionException first = null;
            try {
                for (int i = 0; i < workers; i++) {
                    try {
                        service.take().get();
                    } catch (ExecutionException e) {
                        if (first == null) first = e;
                        barrier.reset();
                        pool.shutdownNow();
                    }
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                throw e;
            }
            if (first != null) throw first;
        }
    }
}
