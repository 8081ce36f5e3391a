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

  private static final String CONCURRENT = "java/util/concurrent/";

  private static final Set<String> WALKS =
      Set.of(
          "containsValue",
          "forEach",
          "forEachFrom",
          "forEachRemaining",
          "size",
          "toArray",
          "toArrayInternal",
          "toList",
          "toString");

  /**
   * Whether a loop of this method goes through a collection of which others may change a part
   * meanwhile ("weakly consistent", says its documentation), so that what it finds is of no single
   * moment.
   */
  static boolean walks(String type, String method) {
    return WALKS.contains(method)
        && (type.startsWith(CONCURRENT + "ConcurrentSkipListMap")
            || type.startsWith(CONCURRENT + "ConcurrentLinked")
            || type.startsWith(CONCURRENT + "LinkedTransferQueue"));
  }

  /** Whether all that goes through such a collection calls this method for each element. */
  static boolean advances(String type, String method) {
    return method.equals("advance")
        && (type.equals(CONCURRENT + "ConcurrentHashMap$Traverser")
            || type.equals(CONCURRENT + "ConcurrentHashMap$BulkTask"));
  }

  /** Whether the copy's static state is made fresh in every execution. */
  static boolean isFresh(String name) {
    return FRESH.contains(name);
  }
}
