package racecourse.engine.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import racecourse.engine.run.VirtualThreads;

/**
 * Who sleeps just now, and until when. The JVM says of a thread only that it sleeps; and it lists
 * no virtual threads, so that one of those would look as if it did not exist, and who waits for it
 * as if he waited for nobody. Static, because the sleeps are called by rewritten classes, and
 * threads belong to the JVM; safe for use by any thread.
 */
final class Sleepers {
  private static final Map<Thread, Nap> SLEEPERS = new ConcurrentHashMap<>();
  private static final Map<Thread, Nap> HELD_BACK = new ConcurrentHashMap<>();
  private static final AtomicLong NAPS = new AtomicLong();

  private Sleepers() {}

  /**
   * One sleep.
   *
   * @param number no other sleep has it
   * @param until its end, by {@link System#nanoTime}
   */
  record Nap(long number, long until) {
    /** Whether it will be over only after so many nanoseconds. */
    boolean isLongerThan(long nanos) {
      return until - System.nanoTime() > nanos;
    }
  }

  /**
   * The virtual threads that sleep at one moment, by their ids.
   *
   * @param sleepers those that sleep in the student's code
   * @param heldBack those that the kit holds back
   */
  record Virtual(Map<Long, Nap> sleepers, Map<Long, Nap> heldBack) {
    static final Virtual NONE = new Virtual(Map.of(), Map.of());

    Virtual {
      sleepers = Map.copyOf(sleepers);
      heldBack = Map.copyOf(heldBack);
    }

    /** Without those that have slept since then. */
    Virtual since(Virtual then) {
      return new Virtual(without(sleepers, then.sleepers), without(heldBack, then.heldBack));
    }

    private static Map<Long, Nap> without(Map<Long, Nap> those, Map<Long, Nap> then) {
      Map<Long, Nap> left = new HashMap<>(those);
      left.entrySet().removeAll(then.entrySet());
      return left;
    }

    boolean isEmpty() {
      return sleepers.isEmpty() && heldBack.isEmpty();
    }
  }

  /** Sleeps in the student's code, for so many milliseconds. */
  static void sleep(long millis) throws InterruptedException {
    sleep(SLEEPERS, millis, 0);
  }

  /** Sleeps on behalf of the kit, for so many milliseconds and nanoseconds. */
  static void holdBack(long millis, int nanos) throws InterruptedException {
    sleep(HELD_BACK, millis, nanos);
  }

  private static void sleep(Map<Thread, Nap> among, long millis, int nanos)
      throws InterruptedException {
    Thread me = Thread.currentThread();
    // No sleep is so long that the clock would begin again.
    long length = Math.min(TimeUnit.MILLISECONDS.toNanos(millis), Long.MAX_VALUE / 4);
    among.put(me, new Nap(NAPS.incrementAndGet(), System.nanoTime() + length));
    try {
      Thread.sleep(millis, nanos);
    } finally {
      among.remove(me);
    }
  }

  /** The sleep of a thread in the student's code; null if it does not sleep. */
  static @Nullable Nap of(Thread thread) {
    return SLEEPERS.get(thread);
  }

  /** The virtual threads among them. */
  static Virtual virtual() {
    return new Virtual(virtual(SLEEPERS), virtual(HELD_BACK));
  }

  private static Map<Long, Nap> virtual(Map<Thread, Nap> those) {
    Map<Long, Nap> virtual = new HashMap<>();
    those.forEach(
        (thread, nap) -> {
          if (VirtualThreads.isVirtual(thread)) {
            virtual.put(thread.getId(), nap);
          }
        });
    return virtual;
  }
}
