package racecourse.engine.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The virtual threads that sleep just now. The JVM lists no virtual threads, so whoever sleeps
 * would look as if he did not exist, and who waits for him as if he waited for nobody. Static,
 * because the sleeps are called by rewritten classes, and threads belong to the JVM; safe for use
 * by any thread.
 */
final class VirtualSleepers {
  private static final Map<Thread, Long> SLEEPERS = new ConcurrentHashMap<>();
  private static final Map<Thread, Long> HELD_BACK = new ConcurrentHashMap<>();
  private static final AtomicLong SLEEPS = new AtomicLong();

  private VirtualSleepers() {}

  /** Sleeps of one kind, which may be interrupted. */
  @FunctionalInterface
  interface Sleep {
    /** Sleeps. */
    void run() throws InterruptedException;
  }

  /**
   * Who sleeps at one moment, each with a number that no other sleep has.
   *
   * @param sleepers those that sleep in the student's code, by the ids of the threads
   * @param heldBack those that the kit holds back, likewise
   */
  record Now(Map<Long, Long> sleepers, Map<Long, Long> heldBack) {
    Now {
      sleepers = Map.copyOf(sleepers);
      heldBack = Map.copyOf(heldBack);
    }

    /** Without those that have slept since then. */
    Now since(Now then) {
      return new Now(without(sleepers, then.sleepers), without(heldBack, then.heldBack));
    }

    private static Map<Long, Long> without(Map<Long, Long> those, Map<Long, Long> then) {
      Map<Long, Long> left = new HashMap<>(those);
      left.entrySet().removeAll(then.entrySet());
      return left;
    }

    boolean isEmpty() {
      return sleepers.isEmpty() && heldBack.isEmpty();
    }
  }

  /** Runs a sleep of the student's. */
  static void sleep(Sleep sleep) throws InterruptedException {
    sleep(SLEEPERS, sleep);
  }

  /** Runs a sleep of the kit's. */
  static void holdBack(Sleep sleep) throws InterruptedException {
    sleep(HELD_BACK, sleep);
  }

  private static void sleep(Map<Thread, Long> among, Sleep sleep) throws InterruptedException {
    Thread me = Thread.currentThread();
    // Thread.isVirtual() is newer than Java 17.
    if (!me.getClass().getName().equals("java.lang.VirtualThread")) {
      sleep.run();
      return;
    }
    among.put(me, SLEEPS.incrementAndGet());
    try {
      sleep.run();
    } finally {
      among.remove(me);
    }
  }

  static Now now() {
    return new Now(byId(SLEEPERS), byId(HELD_BACK));
  }

  private static Map<Long, Long> byId(Map<Thread, Long> those) {
    Map<Long, Long> byId = new HashMap<>();
    those.forEach((thread, sleep) -> byId.put(thread.getId(), sleep));
    return byId;
  }
}
