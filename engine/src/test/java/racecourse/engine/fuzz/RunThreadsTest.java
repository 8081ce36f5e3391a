package racecourse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import racecourse.engine.run.VirtualThreads;

/** Which threads of the JVM the watch of a round looks at. */
class RunThreadsTest {
  private final RunThreads threads = new RunThreads();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread sleeper = new Thread(this::sleepAndWait, "sleeper");

  @BeforeEach
  void startsSomebodyWhoSleeps() {
    sleeper.setDaemon(true);
    sleeper.start();
    await().pollInSameThread().until(() -> isSeen(Seen.Doing.SLEEPS));
  }

  @AfterEach
  void ends() {
    end.countDown();
  }

  private void sleepAndWait() {
    try {
      Sleeps.sleep(Long.MAX_VALUE);
    } catch (InterruptedException interrupted) {
      try {
        end.await();
      } catch (InterruptedException ignored) {
        // Then it ends at once.
      }
    }
  }

  private boolean isSeen(Seen.Doing doing) {
    return threads.look(Set.of()).threads().stream()
        .anyMatch(seen -> seen.thread() == sleeper && seen.doing() == doing);
  }

  @Test
  void seesWhoSleepsInThisRound() {
    assertThat(isSeen(Seen.Doing.SLEEPS)).isTrue();
  }

  @Test
  void overlooksWhoHasSleptSinceAnEarlierRound() {
    threads.beginRound();

    assertThat(threads.look(Set.of()).threads()).extracting(Seen::thread).doesNotContain(sleeper);
  }

  @Test
  void countsWhoSleepsAsRestlessAndWhoWaitsAsNot() {
    assertThat(threads.restless()).isOne();

    sleeper.interrupt();

    await().pollInSameThread().untilAsserted(() -> assertThat(threads.restless()).isZero());
  }

  @Test
  void seesWhoWakesAfterAll() {
    threads.beginRound();

    sleeper.interrupt();

    await().pollInSameThread().untilAsserted(() -> assertThat(isSeen(Seen.Doing.WAITS)).isTrue());
  }

  @Test
  void seesWhoStillSleepsInTheNextRoundAsLittle() {
    threads.beginRound();
    threads.beginRound();

    assertThat(isSeen(Seen.Doing.SLEEPS)).isFalse();
  }

  /** The JVM lists no virtual threads; where all others wait, they still may go on. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void seesVirtualThreadsThatSleep() throws Exception {
    sleeper.interrupt();
    await().pollInSameThread().until(() -> isSeen(Seen.Doing.WAITS));
    Thread virtual =
        (Thread)
            Thread.class
                .getMethod("startVirtualThread", Runnable.class)
                .invoke(null, (Runnable) this::sleepAndWait);
    await().pollInSameThread().until(() -> !threads.look(Set.of()).virtual().sleepers().isEmpty());
    assertThat(threads.look(Set.of()).allWaitForGood()).isFalse();
    assertThat(VirtualThreads.anyCarrier()).isTrue();

    threads.beginRound();
    assertThat(threads.look(Set.of()).virtual().isEmpty()).isTrue();

    virtual.interrupt();
    await()
        .pollInSameThread()
        .untilAsserted(() -> assertThat(Sleepers.virtual().isEmpty()).isTrue());
  }
}
