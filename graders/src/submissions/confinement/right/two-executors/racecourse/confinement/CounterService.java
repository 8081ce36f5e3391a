package racecourse.confinement;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final ExecutorService counting = Executors.newSingleThreadExecutor();
    private final ExecutorService printing = Executors.newSingleThreadExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private volatile int count;
    private long open;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
    }

    public void increment() {
        lock.lock();
        try {
            counting.execute(this::countOne);
            open++;
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("closed", e);
        } finally {
            lock.unlock();
        }
    }

    private void countOne() {
        int now = ++count;
        printing.execute(() -> {
            printer.accept("The count is " + now);
            printer.accept("---------------");
            lock.lock();
            try {
                open--;
                done.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

    public void join() throws InterruptedException {
        lock.lock();
        try {
            while (open > 0) {
                done.await();
            }
        } finally {
            lock.unlock();
        }
    }

    public int count() {
        return count;
    }

    @Override
    public void close() {
        boolean interrupted = end(counting);
        interrupted |= end(printing);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean end(ExecutorService executor) {
        executor.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.DAYS)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
