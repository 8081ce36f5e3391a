package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    public void increment() {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            accepted++;
            increments.add("one");
        }
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
            closed = true;
        }
        boolean interrupted = false;
        while (counting.isAlive() || printing.isAlive()) {
            try {
                counting.join(20);
                printing.join(20);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isOver(int done) {
        return closed && done == accepted;
    }

    private void countAll() {
        try {
            while (!isOver(count)) {
                if (increments.poll(20, TimeUnit.MILLISECONDS) != null) {
                    count++;
                    lines.add("The count is " + count);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void printAll() {
        try {
            int done = 0;
            while (!isOver(done)) {
                String line = lines.poll(20, TimeUnit.MILLISECONDS);
                if (line != null) {
                    printer.accept(line);
                    printer.accept("---------------");
                    done++;
                    synchronized (this) {
                        printed = done;
                        notifyAll();
                    }
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
