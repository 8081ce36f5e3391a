package racecourse.barrier;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.IntConsumer;

public class InitPool {
    private final int workers;
    private final IntConsumer initialise, work;

    public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
        this.workers = workers;
        this.initialise = initialise;
        this.work = work;
    }

    public void run() throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(workers);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int w = i;
            threads.add(
                    Thread.ofVirtual()
                            .name("worker " + w)
                            .start(
                                    () -> {
                                        try {
                                            initialise.accept(w);
                                        } catch (Throwable e) {
                                            failure.compareAndSet(null, e);
                                        } finally {
                                            ready.countDown();
                                        }
                                        try {
                                            ready.await();
                                        } catch (InterruptedException e) {
                                            return;
                                        }
                                        if (failure.get() != null) return;
                                        try {
                                            work.accept(w);
                                        } catch (Throwable e) {
                                            failure.compareAndSet(null, e);
                                        }
                                    }));
        }
        try {
            for (Thread t : threads) t.join();
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
        if (failure.get() != null) throw new ExecutionException(failure.get());
    }
}
