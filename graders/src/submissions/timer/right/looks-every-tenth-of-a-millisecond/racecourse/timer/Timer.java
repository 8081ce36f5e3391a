package racecourse.timer;
import java.time.Duration; import java.util.concurrent.atomic.*; import java.util.concurrent.locks.LockSupport;
public final class Timer {
  private final Duration delay; private final Runnable action; private final AtomicInteger state = new AtomicInteger(); private final AtomicBoolean started = new AtomicBoolean(); private volatile Thread thread;
  public Timer(Duration delay, Runnable action) { if (delay.isNegative()) throw new IllegalArgumentException("" + delay); this.delay = delay; this.action = java.util.Objects.requireNonNull(action); }
  public void start() {
    if (!started.compareAndSet(false, true)) throw new IllegalStateException("started");
    long begun = System.nanoTime();
    Thread t = new Thread(() -> {
      while (state.get() == 0) {
        if (Duration.ofNanos(System.nanoTime() - begun).compareTo(delay) >= 0) { if (state.compareAndSet(0, 1)) action.run(); return; }
        LockSupport.parkNanos(100_000);
      }
    });
    thread = t; t.start();
  }
  public boolean cancel() {
    boolean mine = state.compareAndSet(0, 2) || state.get() == 2;
    Thread t = thread;
    if (mine && t != null && t != Thread.currentThread()) { boolean in = false; while (t.isAlive()) { in |= Thread.interrupted(); LockSupport.parkNanos(100_000); } if (in) Thread.currentThread().interrupt(); }
    return mine;
  }
}
