package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final BlockingQueue<String> increments = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread counting = new Thread(this::countAll, "counter");
    private final Thread printing = new Thread(this::printAll, "printer");
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
        increments.add("one");
    }

    public synchronized void join() throws InterruptedException {
        int wanted = accepted;
        while (printed < wanted) {
            wait();
        }
    }

    public int count() {
        return count;
    }

    @Override
    public void close() {
        boolean interrupted = false;
        synchronized (this) {
            closed = true;
            while (printed < accepted) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        counting.interrupt();
        printing.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void countAll() {
        try {
            while (true) {
                increments.take();
                count = count + 1;
                lines.add("The count is " + count);
            }
        } catch (InterruptedException e) {
            // Asked to end, when nothing is left to do.
        }
    }

    private void printAll() {
        try {
            while (true) {
                String line = lines.take();
                printer.accept(line);
                printer.accept("---------------");
                synchronized (this) {
                    printed++;
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            // Asked to end, when nothing is left to do.
        }
    }
}
