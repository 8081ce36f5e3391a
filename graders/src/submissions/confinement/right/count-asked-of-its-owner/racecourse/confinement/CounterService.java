package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private static final Object INCREMENT = new Object();
    private static final Object END = new Object();

    private final Consumer<String> printer;
    private final BlockingQueue<Object> increments = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread counting = new Thread(this::countAll, "counter");
    private final Thread printing = new Thread(this::printAll, "printer");
    private final CompletableFuture<Integer> finalCount = new CompletableFuture<>();
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
        increments.add(INCREMENT);
    }

    public synchronized void join() throws InterruptedException {
        int wanted = accepted;
        while (printed < wanted) {
            wait();
        }
    }

    public int count() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                answer = finalCount;
            } else {
                increments.add(answer);
            }
        }
        return answer.join();
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
            int count = 0;
            for (Object message = increments.take(); message != END; message = increments.take()) {
                if (message instanceof CompletableFuture<?>) {
                    @SuppressWarnings("unchecked")
                    CompletableFuture<Integer> answer = (CompletableFuture<Integer>) message;
                    answer.complete(count);
                } else {
                    count++;
                    lines.add("The count is " + count);
                }
            }
            finalCount.complete(count);
            lines.add("");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void printAll() {
        try {
            for (String line = lines.take(); !line.isEmpty(); line = lines.take()) {
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
