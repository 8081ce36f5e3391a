package racecourse.engine.vmlens;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for {@link Thread#sleep} in the student's classes. A sleep orders nothing, so a short
 * one allows the same interleavings as a long one, and a hundred runs of a method that sleeps for
 * 100 ms fit into the time there is. Public only because rewritten classes call it.
 */
public final class ShortSleep {
  private static final long LONGEST_NANOS = Duration.ofMillis(1).toNanos();

  private ShortSleep() {}

  /** {@link Thread#sleep(long)}. */
  public static void sleep(long millis) throws InterruptedException {
    if (millis < 0) {
      Thread.sleep(millis);
    }
    nap(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** {@link Thread#sleep(long, int)}. */
  public static void sleep(long millis, int nanos) throws InterruptedException {
    if (millis < 0 || nanos < 0 || nanos > 999_999) {
      Thread.sleep(millis, nanos);
    }
    long whole = TimeUnit.MILLISECONDS.toNanos(millis);
    nap(whole > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : whole + nanos);
  }

  /** {@code Thread.sleep(Duration)}, there from 19 on. */
  public static void sleep(Duration duration) throws InterruptedException {
    nap(Math.max(0, TimeUnit.NANOSECONDS.convert(duration)));
  }

  /** {@link TimeUnit#sleep}. */
  public static void sleep(TimeUnit unit, long timeout) throws InterruptedException {
    if (timeout > 0) {
      nap(unit.toNanos(timeout));
    }
  }

  private static void nap(long nanos) throws InterruptedException {
    Cast cast = Cast.current();
    if (nanos <= LONGEST_NANOS || cast == null) {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    } else {
      cast.spared(nanos - LONGEST_NANOS);
      Thread.sleep(LONGEST_NANOS / 1_000_000);
    }
  }
}
