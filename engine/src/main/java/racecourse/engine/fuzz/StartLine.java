package racecourse.engine.fuzz;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the actors that start together wait for each other, awake, so that they really start
 * together.
 */
final class StartLine {
  private static final int SPINS = 200;

  private final AtomicInteger missing;

  StartLine(int actors) {
    missing = new AtomicInteger(actors);
  }

  /** Returns when all are there. */
  void arrive() {
    missing.decrementAndGet();
    for (int turn = 0; missing.get() > 0; turn++) {
      if (turn < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Lets everybody start who is there. */
  void giveUp() {
    missing.set(0);
  }

  /** Holds the current thread back. */
  void hold(long nanos) {
    FuzzPoints.delay(nanos);
  }
}
