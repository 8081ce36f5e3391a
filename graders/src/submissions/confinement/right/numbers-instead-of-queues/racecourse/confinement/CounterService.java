package racecourse.confinement;

import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final Thread worker = new Thread(this::work);
    private int accepted;
    private int counted;
    private int printed;
    private boolean closed;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
        worker.start();
    }

    public synchronized void increment() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        accepted++;
        notifyAll();
    }

    public synchronized void join() throws InterruptedException {
        while (printed < accepted) {
            wait();
        }
    }

    public synchronized int count() {
        return counted;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (true) {
            int now;
            synchronized (this) {
                while (counted == accepted && !closed) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        // Nobody interrupts this thread.
                    }
                }
                if (counted == accepted) {
                    return;
                }
                counted++;
                now = counted;
            }
            printer.accept("The count is " + now);
            printer.accept("---------------");
            synchronized (this) {
                printed = now;
                notifyAll();
            }
        }
    }
}
