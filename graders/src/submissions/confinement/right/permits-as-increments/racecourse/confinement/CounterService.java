package racecourse.confinement;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final Semaphore increments = new Semaphore(0);
    private final Semaphore prints = new Semaphore(0);
    private final Thread counting = new Thread(this::countAll);
    private final Thread printing = new Thread(this::printAll);
    private volatile int count;
    private int accepted;
    private int printed;
    private boolean closed;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
        counting.start();
        printing.start();
    }

    public synchronized void increment() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        accepted++;
        increments.release();
    }

    public synchronized void join() throws InterruptedException {
        while (printed != accepted) {
            wait();
        }
    }

    public int count() {
        return count;
    }

    private synchronized boolean isAll(int number) {
        return closed && number == accepted;
    }

    private void countAll() {
        for (int n = 1; ; n++) {
            increments.acquireUninterruptibly();
            if (isAll(n - 1)) {
                prints.release();
                return;
            }
            count = n;
            prints.release();
        }
    }

    private void printAll() {
        for (int n = 1; ; n++) {
            prints.acquireUninterruptibly();
            if (isAll(n - 1)) {
                return;
            }
            printer.accept("The count is " + n);
            printer.accept("---------------");
            synchronized (this) {
                printed = n;
                notifyAll();
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            increments.release();
        }
        boolean interrupted = false;
        while (counting.isAlive() || printing.isAlive()) {
            try {
                counting.join();
                printing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
