package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

public final class CounterService implements AutoCloseable {
    private interface Message {}

    private enum Signal implements Message { INCREMENT, STOP }

    private record Line(long number) implements Message {}

    private abstract static class Actor extends Thread {
        private final BlockingQueue<Message> inbox;

        Actor(String name, BlockingQueue<Message> inbox) {
            super(name);
            this.inbox = inbox;
        }

        abstract void receive(Message message) throws InterruptedException;

        @Override
        public void run() {
            try {
                Message message;
                do {
                    message = inbox.take();
                    receive(message);
                } while (message != Signal.STOP);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody has this thread", e);
            }
        }
    }

    private final BlockingQueue<Message> increments = new LinkedTransferQueue<>();
    private final SynchronousQueue<Message> lines = new SynchronousQueue<>(true);
    private final AtomicLong counted = new AtomicLong();
    private final Object lid = new Object();
    private final Object printedLock = new Object();
    private final Actor counter;
    private final Actor printer;
    private long accepted;
    private long printed;
    private boolean closed;

    public CounterService(Consumer<String> out) {
        counter = new Actor("counter", increments) {
            @Override
            void receive(Message message) throws InterruptedException {
                lines.put(message == Signal.STOP ? message : new Line(counted.incrementAndGet()));
            }
        };
        printer = new Actor("printer", lines) {
            @Override
            void receive(Message message) {
                if (message instanceof Line line) {
                    out.accept("The count is " + line.number());
                    out.accept("---------------");
                    synchronized (printedLock) {
                        printed = line.number();
                        printedLock.notifyAll();
                    }
                }
            }
        };
        counter.start();
        printer.start();
    }

    public void increment() {
        synchronized (lid) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            accepted++;
            increments.add(Signal.INCREMENT);
        }
    }

    public void join() throws InterruptedException {
        long wanted;
        synchronized (lid) {
            wanted = accepted;
        }
        synchronized (printedLock) {
            while (printed < wanted) {
                printedLock.wait(5_000);
            }
        }
    }

    public int count() {
        return (int) counted.get();
    }

    @Override
    public void close() {
        synchronized (lid) {
            if (!closed) {
                closed = true;
                increments.add(Signal.STOP);
            }
        }
        boolean interrupted = Thread.interrupted();
        while (counter.isAlive() || printer.isAlive()) {
            try {
                counter.join();
                printer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
