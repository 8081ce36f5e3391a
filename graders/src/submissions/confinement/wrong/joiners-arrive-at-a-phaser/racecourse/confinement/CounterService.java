package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private final Consumer<String> printer;
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> output = new LinkedBlockingQueue<>();
    private final ReadWriteLock lid = new ReentrantReadWriteLock();
    private final Phaser underWay = new Phaser(1);
    private final Thread counting = new Thread(() -> run(work));
    private final Thread printing = new Thread(() -> run(output));
    private final AtomicInteger count = new AtomicInteger();
    private boolean closed;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
        counting.start();
        printing.start();
    }

    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void run(BlockingQueue<Runnable> queue) {
        try {
            while (true) {
                queue.take().run();
            }
        } catch (End end) {
            // The end.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void increment() {
        lid.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            underWay.register();
            work.add(() -> {
                int now = count.incrementAndGet();
                output.add(() -> {
                    printer.accept("The count is " + now);
                    printer.accept("---------------");
                    underWay.arriveAndDeregister();
                });
            });
        } finally {
            lid.readLock().unlock();
        }
    }

    public void join() throws InterruptedException {
        synchronized (underWay) {
            underWay.awaitAdvanceInterruptibly(underWay.arrive());
        }
    }

    public int count() {
        return count.get();
    }

    @Override
    public void close() {
        lid.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                work.add(() -> {
                    output.add(() -> {
                        throw new End();
                    });
                    throw new End();
                });
            }
        } finally {
            lid.writeLock().unlock();
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
