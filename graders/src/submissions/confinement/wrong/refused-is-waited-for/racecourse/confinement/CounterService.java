package racecourse.confinement;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A counting thread and a printing thread, each fed by a queue that ends with an END. */
public final class CounterService implements AutoCloseable {
  private static final String INCREMENT = "increment";
  private static final String END = "end";

  private final Consumer<String> printer;
  private final BlockingQueue<String> increments = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread counting = new Thread(this::countAll, "counter");
  private final Thread printing = new Thread(this::printAll, "printer");

  // Written by the counting thread alone, so adding one needs no lock.
  private volatile int count;

  // Who has to agree on the next three does so under the lock of "progress".
  private final Object progress = new Object();
  private final java.util.concurrent.atomic.AtomicInteger accepted =
      new java.util.concurrent.atomic.AtomicInteger();
  private int printed;
  private boolean closed;

  /** A service whose count is 0. */
  public CounterService(Consumer<String> printer) {
    this.printer = printer;
    counting.start();
    printing.start();
  }

  /** Asks the counting thread to add one. */
  public void increment() {
    accepted.incrementAndGet();
    synchronized (progress) {
      if (closed) {
        accepted.decrementAndGet();
        throw new IllegalStateException("The service is closed.");
      }
      // Under the lock, so that END comes last. The queue has no bound, so nobody waits here.
      increments.add(INCREMENT);
    }
  }

  /** Waits until what was accepted before is printed. */
  public void join() throws InterruptedException {
    synchronized (progress) {
      int wanted = accepted.get();
      while (printed < wanted) {
        progress.wait();
      }
    }
  }

  /** How many increments have been counted. */
  public int count() {
    return count;
  }

  /** Lets both threads finish what was accepted, and waits for their ends. */
  @Override
  public void close() {
    synchronized (progress) {
      if (!closed) {
        closed = true;
        increments.add(END);
      }
    }
    boolean interrupted = joinUninterruptibly(counting);
    interrupted |= joinUninterruptibly(printing);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private void countAll() {
    try {
      while (!increments.take().equals(END)) {
        int next = count + 1;
        count = next;
        lines.add("The count is " + next);
      }
      lines.add(END);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the counting thread.", e);
    }
  }

  private void printAll() {
    try {
      String line = lines.take();
      while (!line.equals(END)) {
        printer.accept(line);
        printer.accept("---------------");
        synchronized (progress) {
          printed++;
          progress.notifyAll();
        }
        line = lines.take();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the printing thread.", e);
    }
  }
}
