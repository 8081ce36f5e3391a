package racecourse.confinement;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final AtomicInteger count = new AtomicInteger();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private boolean closed;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
    }

    public synchronized void increment() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        last = last.thenRunAsync(() -> {
            int now = count.incrementAndGet();
            printer.accept("The count is " + now);
            printer.accept("---------------");
        }, executor);
    }

    public void join() throws InterruptedException {
        CompletableFuture<Void> now;
        synchronized (this) {
            now = last;
        }
        try {
            now.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public int count() {
        return count.get();
    }

    @Override
    public void close() {
        CompletableFuture<Void> now;
        synchronized (this) {
            closed = true;
            now = last;
        }
        now.join();
        executor.shutdown();
    }
}
