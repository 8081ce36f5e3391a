package racecourse.confinement;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private static final String END = "end";

    private final Consumer<String> printer;
    private final BlockingQueue<String> increments = new ArrayBlockingQueue<>(100);
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(100);
    private final Thread counting = new Thread(this::countAll, "counter");
    private final Thread printing = new Thread(this::printAll, "printer");
    private final Object news = new Object();
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
        put(increments, "one");
    }

    private static void put(BlockingQueue<String> queue, String what) {
        boolean interrupted = false;
        for (;;) {
            try {
                queue.put(what);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public void join() throws InterruptedException {
        int wanted;
        synchronized (this) {
            wanted = accepted;
        }
        synchronized (news) {
            while (printed < wanted) {
                news.wait();
            }
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
                put(increments, END);
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
                lines.put("The count is " + count);
            }
            lines.put(END);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void printAll() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                printer.accept(line);
                printer.accept("---------------");
                synchronized (news) {
                    printed++;
                    news.notifyAll();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
