package racecourse.confinement;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private volatile int count;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
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
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
