package racecourse.engine.explore;

import java.util.Set;

/** Which classes of the JDK the explorer copies, by internal name. */
final class CopiedClasses {
  /**
   * Copies whose static state is made fresh in every execution, because threads or counters hang on
   * it.
   */
  private static final Set<String> FRESH =
      Set.of(
          "java/util/concurrent/ForkJoinPool",
          "java/util/concurrent/ForkJoinWorkerThread",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/CompletableFuture$Delayer",
          "java/util/concurrent/Executors$DefaultThreadFactory",
          "java/util/concurrent/ScheduledThreadPoolExecutor",
          "java/util/concurrent/ThreadLocalRandom",
          // Knows how many threads the common pool has.
          "java/util/stream/AbstractTask",
          "java/util/Timer");

  private CopiedClasses() {}

  static boolean isCopied(String name) {
    return name.startsWith("java/util/concurrent/")
            && !name.equals("java/util/concurrent/locks/LockSupport")
        || name.startsWith("java/util/Timer")
        || name.equals("java/util/TaskQueue")
        || name.startsWith("java/util/Collections$Synchronized")
        || isOrIn(name, "java/util/Vector")
        || isOrIn(name, "java/util/Stack")
        || isOrIn(name, "java/util/Hashtable");
  }

  /** Streams, which are copied only for code that makes one of them parallel. */
  static boolean isOfStreams(String name) {
    return name.startsWith("java/util/stream/");
  }

  private static boolean isOrIn(String name, String type) {
    return name.equals(type) || name.startsWith(type + "$");
  }

  /**
   * Whether the copy's own code reads plain fields that others write, without an order; then those
   * count as synchronisation.
   */
  static boolean isRacy(String name) {
    return name.startsWith("java/util/concurrent/ForkJoin")
        || name.startsWith("java/util/concurrent/CompletableFuture")
        || name.startsWith("java/util/concurrent/Exchanger")
        || name.startsWith("java/util/concurrent/CountedCompleter")
        || name.startsWith("java/util/concurrent/Recursive")
        || name.startsWith("java/util/concurrent/atomic/Striped64")
        || name.startsWith("java/util/concurrent/DelayScheduler");
  }

  /** Whether the copy's static state is made fresh in every execution. */
  static boolean isFresh(String name) {
    return FRESH.contains(name);
  }
}
