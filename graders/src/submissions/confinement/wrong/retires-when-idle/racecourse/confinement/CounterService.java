package racecourse.confinement;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final ThreadPoolExecutor executor;
    private volatile int count;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
        executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        executor.allowCoreThreadTimeOut(true);
    }

    public void increment() {
        try {
            executor.execute(() -> {
                count++;
                printer.accept("The count is " + count);
                printer.accept("---------------");
            });
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("closed", e);
        }
    }

    public void join() throws InterruptedException {
        try {
            executor.submit(() -> {}).get();
        } catch (RejectedExecutionException e) {
            executor.awaitTermination(1, TimeUnit.DAYS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public int count() {
        return count;
    }

    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
