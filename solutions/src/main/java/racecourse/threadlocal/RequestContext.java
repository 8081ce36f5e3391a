package racecourse.threadlocal;

import java.util.Optional;

/** Keeps the id in a thread local, where an empty one and a missing one are the same. */
public final class RequestContext {
  private static final ThreadLocal<Optional<String>> CURRENT =
      ThreadLocal.withInitial(Optional::empty);

  private RequestContext() {}

  /** Runs the task with this id as current and restores what was current before. */
  public static void runWith(String id, Runnable task) {
    runWith(Optional.of(id), task);
  }

  /** The id of the task that the calling thread runs; empty if it has none. */
  public static Optional<String> current() {
    return CURRENT.get();
  }

  /** The same task with the id that is current now, on whatever thread it will run. */
  public static Runnable capture(Runnable task) {
    Optional<String> captured = current();
    return () -> runWith(captured, task);
  }

  private static void runWith(Optional<String> id, Runnable task) {
    // A local variable: the thread that runs a captured task is not the one that captured it.
    Optional<String> before = current();
    CURRENT.set(id);
    try {
      task.run();
    } finally {
      if (before.isPresent()) {
        CURRENT.set(before);
      } else {
        // Threads of a pool live long; what is not removed stays with them.
        CURRENT.remove();
      }
    }
  }
}
