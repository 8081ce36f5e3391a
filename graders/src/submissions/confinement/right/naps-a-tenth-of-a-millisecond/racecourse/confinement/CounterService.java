package racecourse.confinement;
import java.util.*; import java.util.concurrent.*; import java.util.concurrent.atomic.*; import java.util.concurrent.locks.*; import java.util.function.Consumer;
public final class CounterService implements AutoCloseable {
  private final ConcurrentLinkedQueue<Integer> increments = new ConcurrentLinkedQueue<>(); private final ConcurrentLinkedQueue<Integer> lines = new ConcurrentLinkedQueue<>();
  private final AtomicLong accepted = new AtomicLong(), printed = new AtomicLong(); private volatile int count; private volatile boolean closed, counted;
  private final Object gate = new Object(); private final Thread counter, printer;
  public CounterService(Consumer<String> out) {
    counter = new Thread(() -> { while (true) { boolean last = closed; Integer i = increments.poll(); if (i != null) { int now = count + 1; count = now; lines.add(now); } else if (last) { counted = true; return; } else nap(); } }, "counter");
    printer = new Thread(() -> { while (true) { boolean last = counted; Integer n = lines.poll(); if (n != null) { try { out.accept("The count is " + n); out.accept("---------------"); } catch (RuntimeException e) { /* the printer's own */ } printed.incrementAndGet(); } else if (last) return; else nap(); } }, "printer");
    counter.start(); printer.start();
  }
  private static void nap() { Thread.interrupted(); LockSupport.parkNanos(100_000); }
  public void increment() { synchronized (gate) { if (closed) throw new IllegalStateException("closed"); accepted.incrementAndGet(); increments.add(1); } }
  public void join() throws InterruptedException { if (Thread.interrupted()) throw new InterruptedException(); long so = accepted.get(); while (printed.get() < so) Thread.sleep(0, 100_000); }
  public int count() { return count; }
  public void close() {
    synchronized (gate) { closed = true; }
    boolean interrupted = false;
    for (Thread t : new Thread[] {counter, printer}) while (t.isAlive() && t != Thread.currentThread()) { interrupted |= Thread.interrupted(); LockSupport.parkNanos(100_000); }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
