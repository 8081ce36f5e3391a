package racecourse.engine.vmlens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;

/** Deadlocks in this very JVM, of locks that an interrupt ends. */
final class DeadlockTest {
  private static final String HERE = DeadlockTest.class.getName();

  private final Lock bread = new ReentrantLock();
  private final Lock butter = new ReentrantLock();
  private final CyclicBarrier bothHoldOne = new CyclicBarrier(2);
  private final List<Thread> threads = new ArrayList<>();

  private interface Wish {
    void lock(Lock lock) throws InterruptedException;
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void namesTheCycle() {
    cross(Lock::lockInterruptibly);
    await().until(() -> Deadlock.find(Set.of(), HERE).isPresent());
    Deadlock deadlock = Deadlock.find(Set.of(), HERE).orElseThrow();
    assertThat(deadlock.members())
        .extracting(Deadlock.Member::thread)
        .containsOnly("left", "right");
    assertThat(deadlock.finding().kind()).isEqualTo(Kind.DEADLOCK);
    assertThat(deadlock.finding().message())
        .matches(
            "Deadlock: (left|right) waits to lock ReentrantLock 1, held by (right|left), and"
                + " (right|left) waits to lock ReentrantLock 2, held by (left|right)\\.");
    assertThat(deadlock.finding().file()).isEqualTo("racecourse/engine/vmlens/DeadlockTest.java");
    assertThat(deadlock.finding().schedule())
        .hasSize(2)
        .allMatch(step -> step.action() == Action.BLOCKED && step.line() > 0);
  }

  @Test
  void aCycleThatIsKnownIsNotFoundAgain() {
    cross(Lock::lockInterruptibly);
    await().until(() -> Deadlock.find(Set.of(), HERE).isPresent());
    Set<Long> ids = Deadlock.find(Set.of(), HERE).orElseThrow().ids();
    assertThat(Deadlock.find(ids, HERE)).isEmpty();
  }

  @Test
  void aTimedWaitEndsByItself() {
    cross(lock -> lock.tryLock(1, TimeUnit.HOURS));
    await().until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
    assertThat(Deadlock.find(Set.of(), HERE)).isEmpty();
  }

  /** Two threads, each of which holds one lock and wants the other. */
  private void cross(Wish wish) {
    start("left", bread, butter, wish);
    start("right", butter, bread, wish);
  }

  private void start(String name, Lock first, Lock second, Wish wish) {
    Thread thread =
        new Thread(
            () -> {
              first.lock();
              try {
                bothHoldOne.await();
                wish.lock(second);
              } catch (Exception ended) {
                // The test is over.
              } finally {
                first.unlock();
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }
}
