package racecourse.daemon;
import java.time.Duration; import java.util.concurrent.atomic.*; import java.util.concurrent.locks.LockSupport;
public final class Heartbeat implements AutoCloseable {
  private final Runnable beat; private final Duration period; private final AtomicInteger state = new AtomicInteger(); // 0 new 1 running 2 closed
  private final AtomicReference<Thread> beating = new AtomicReference<>();
  public Heartbeat(Runnable beat, Duration period) { if (period.isZero() || period.isNegative()) throw new IllegalArgumentException("" + period); this.beat = beat; this.period = period; }
  public void start() {
    if (!state.compareAndSet(0, 1)) throw new IllegalStateException("started");
    Thread t = new Thread(() -> {
      Thread me = Thread.currentThread();
      while (true) {
        beating.set(me);
        if (state.get() == 1) { try { beat.run(); } catch (Throwable e) { /* the next one may do better */ } }
        beating.set(null);
        long begun = System.nanoTime();
        while (true) {
          if (state.get() != 1) return;
          if (Duration.ofNanos(System.nanoTime() - begun).compareTo(period) >= 0) break;
          Thread.interrupted();
          LockSupport.parkNanos(100_000);
        }
      }
    });
    t.setDaemon(true); t.start();
  }
  public boolean isRunning() { return state.get() == 1; }
  public void close() {
    state.set(2);
    boolean interrupted = false;
    while (true) { Thread b = beating.get(); if (b == null || b == Thread.currentThread()) break; interrupted |= Thread.interrupted(); LockSupport.parkNanos(100_000); }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
