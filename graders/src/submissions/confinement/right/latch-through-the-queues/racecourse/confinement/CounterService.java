package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private static final Object END = new Object();

    private final Consumer<String> printer;
    private final BlockingQueue<Object> increments = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> lines = new LinkedBlockingQueue<>();
    private final Thread counting = new Thread(this::countAll, "counter");
    private final Thread printing = new Thread(this::printAll, "printer");
    private final AtomicInteger count = new AtomicInteger();
    private boolean closed;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
        counting.start();
        printing.start();
    }

    public void increment() {
        if (!send("one")) {
            throw new IllegalStateException("closed");
        }
    }

    private synchronized boolean send(Object message) {
        return !closed && increments.offer(message);
    }

    public void join() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        if (send(latch)) {
            latch.await();
        } else {
            counting.join();
            printing.join();
        }
    }

    public int count() {
        return count.get();
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
            for (Object message = increments.take(); message != END; message = increments.take()) {
                lines.add(message instanceof CountDownLatch ? message : "The count is " + count.incrementAndGet());
            }
            lines.add(END);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void printAll() {
        try {
            for (Object message = lines.take(); message != END; message = lines.take()) {
                if (message instanceof CountDownLatch latch) {
                    latch.countDown();
                } else {
                    printer.accept((String) message);
                    printer.accept("---------------");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
