package racecourse.confinement;

import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final Object printing = new Object();
    private volatile int count;
    private int open;
    private boolean closed;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
    }

    public synchronized void increment() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        open++;
        new Thread(() -> {
            synchronized (printing) {
                count++;
                printer.accept("The count is " + count);
                printer.accept("---------------");
            }
            synchronized (this) {
                open--;
                notifyAll();
            }
        }).start();
    }

    public synchronized void join() throws InterruptedException {
        while (open > 0) {
            wait();
        }
    }

    public int count() {
        return count;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            while (open > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // Goes on waiting.
                }
            }
        }
    }
}
