package racecourse.daemon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Runs something again and again, on a daemon thread of its own, until it is closed. */
public final class Heartbeat implements AutoCloseable {
  private final Runnable beat;
  private final long period;
  private final ReentrantLock lock = new ReentrantLock();

  /** Somebody closes it, or a beat is over. */
  private final Condition changed = lock.newCondition();

  private Thread thread;
  private boolean closed;
  private boolean beating;

  /** A heartbeat that has not been started. */
  public Heartbeat(Runnable beat, Duration period) {
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("A heart that beats every " + period + " is ill.");
    }
    this.beat = beat;
    this.period = TimeUnit.NANOSECONDS.convert(period);
  }

  /** Begins to beat. */
  public void start() {
    lock.lock();
    try {
      if (thread != null || closed) {
        throw new IllegalStateException("The heartbeat can be started only once.");
      }
      thread = new Thread(this::live, "heartbeat");
      thread.setDaemon(true);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has been started and not been closed. */
  public boolean isRunning() {
    lock.lock();
    try {
      return thread != null && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; waits for the beat under way, unless that is the caller. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      while (beating && Thread.currentThread() != thread) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void live() {
    lock.lock();
    try {
      while (!closed) {
        beatOnce();
        rest();
      }
    } finally {
      // Also when a beat has thrown something.
      closed = true;
      lock.unlock();
    }
  }

  /** Looks and begins under the lock, beats without it: isRunning() answers meanwhile. */
  private void beatOnce() {
    beating = true;
    lock.unlock();
    try {
      beat.run();
    } finally {
      lock.lock();
      beating = false;
      changed.signalAll();
    }
  }

  private void rest() {
    long left = period;
    while (!closed && left > 0) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        // A beat has interrupted its own thread; close() needs no interrupt.
      }
    }
  }
}
