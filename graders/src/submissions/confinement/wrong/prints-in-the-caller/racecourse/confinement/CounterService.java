package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private static final String END = "end";

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
        count++;
        printer.accept("The count is " + count);
        printer.accept("---------------");
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
        synchronized (this) {
            if (!closed) {
                closed = true;
                increments.add(END);
            }
        }
        boolean interrupted = false;
        for (Thread thread : new Thread[] {counting, printing}) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void countAll() {
        try {
            while (!increments.take().equals(END)) {
                count = count + 1;
                lines.add("The count is " + count);
            }
            lines.add(END);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void printAll() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                printer.accept(line);
                printer.accept("---------------");
                synchronized (this) {
                    printed++;
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
