package racecourse.confinement;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private static final int CLOSED = 1 << 30;

    private final Consumer<String> printer;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger printed = new AtomicInteger();
    private final Queue<Thread> joiners = new ConcurrentLinkedQueue<>();
    private final Thread worker = new Thread(this::work, "worker");
    private volatile int count;

    public CounterService(Consumer<String> printer) {
        this.printer = printer;
        worker.start();
    }

    public void increment() {
        int now = accepted.get();
        while (now >= CLOSED || !accepted.compareAndSet(now, now + 1)) {
            if (now >= CLOSED) {
                throw new IllegalStateException("closed");
            }
            now = accepted.get();
        }
        LockSupport.unpark(worker);
    }

    public void join() throws InterruptedException {
        int wanted = accepted.get() & (CLOSED - 1);
        Thread me = Thread.currentThread();
        joiners.add(me);
        try {
            while (printed.get() < wanted) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            joiners.remove(me);
        }
    }

    public int count() {
        return count;
    }

    @Override
    public void close() {
        accepted.getAndUpdate(now -> now | CLOSED);
        LockSupport.unpark(worker);
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
            int now = accepted.get();
            if (count < (now & (CLOSED - 1))) {
                count++;
                printer.accept("The count is " + count);
                printer.accept("---------------");
                printed.set(count);
                for (Thread joiner : joiners) {
                    LockSupport.unpark(joiner);
                }
            } else if (now >= CLOSED) {
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }
}
