package racecourse.engine.fuzz;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for the student's sleeps and makes them a hundred times shorter, for all threads alike.
 * Timed waits are not touched: how long code waits for somebody else is part of its behaviour.
 * Called by rewritten classes.
 */
public final class Sleeps {
  private static final int FACTOR = 100;

  private Sleeps() {}

  /**
   * For {@link Thread#sleep(long)}.
   *
   * @throws InterruptedException as the original does
   * @throws IllegalArgumentException as the original does
   */
  public static void sleep(long millis) throws InterruptedException {
    doze(shortened(millis));
  }

  /**
   * For {@link Thread#sleep(long, int)}.
   *
   * @throws InterruptedException as the original does
   * @throws IllegalArgumentException as the original does
   */
  public static void sleep(long millis, int nanos) throws InterruptedException {
    if (nanos < 0 || nanos > 999_999) {
      Thread.sleep(millis, nanos);
    }
    doze(shortened(millis == 0 && nanos > 0 ? 1 : millis));
  }

  /**
   * For {@code Thread.sleep(Duration)}, which is newer than Java 17.
   *
   * @throws InterruptedException as the original does
   */
  public static void sleep(Duration duration) throws InterruptedException {
    if (duration.isNegative() || duration.isZero()) {
      Thread.sleep(0);
    } else {
      doze(shortened(Math.max(1, TimeUnit.MILLISECONDS.convert(duration))));
    }
  }

  /**
   * For {@link TimeUnit#sleep}.
   *
   * @throws InterruptedException as the original does
   */
  public static void sleep(TimeUnit unit, long length) throws InterruptedException {
    if (length > 0) {
      doze(shortened(Math.max(1, unit.toMillis(length))));
    }
  }

  private static void doze(long millis) throws InterruptedException {
    Sleepers.sleep(millis);
  }

  /** A length in milliseconds, shortened; what is not positive stays as it is. */
  static long shortened(long millis) {
    return millis <= 0 ? millis : Math.max(1, millis / FACTOR);
  }
}
