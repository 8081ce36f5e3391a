package racecourse.engine.vmlens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sleep of hours that was not shortened would meet the time limit. */
@Timeout(60)
final class ShortSleepTest {
  private final Cast cast = new Cast("test");

  @Test
  void longSleepsAreCountedAndNotSlept() throws Exception {
    inCast(
        () -> {
          ShortSleep.sleep(3_600_000);
          ShortSleep.sleep(1_000, 500_000);
          ShortSleep.sleep(TimeUnit.HOURS, 1);
          ShortSleep.sleep(Duration.ofHours(1));
          return null;
        });
    long slept = Duration.ofHours(3).plusMillis(1_000).plusNanos(500_000).toNanos();
    long most = Duration.ofMillis(4).toNanos();
    assertThat(cast.sparedNanos()).isEqualTo(slept - most);
    cast.newRun();
    assertThat(cast.sparedNanos()).isZero();
  }

  @Test
  void theLongestOfAllThreadsCounts() throws Exception {
    inCast(() -> sleep(5_000));
    inCast(() -> sleep(1_000));
    assertThat(cast.sparedNanos()).isEqualTo(Duration.ofMillis(4_999).toNanos());
  }

  @Test
  void aSleepForEverIsNoOverflow() throws Exception {
    inCast(
        () -> {
          ShortSleep.sleep(Long.MAX_VALUE, 999_999);
          ShortSleep.sleep(TimeUnit.DAYS, Long.MAX_VALUE);
          return null;
        });
    assertThat(cast.sparedNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anInterruptEndsASleepAsEver() {
    assertThatThrownBy(
            () ->
                inCast(
                    () -> {
                      Thread.currentThread().interrupt();
                      return sleep(5_000);
                    }))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void wrongArgumentsAreRefusedAsEver() {
    assertThatThrownBy(() -> inCast(() -> sleep(-1)))
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  private static Void sleep(long millis) throws InterruptedException {
    ShortSleep.sleep(millis);
    return null;
  }

  private void inCast(Callable<Void> body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body);
    Thread thread = new Thread(cast, task);
    thread.start();
    task.get();
  }
}
