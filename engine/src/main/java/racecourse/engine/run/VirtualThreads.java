package racecourse.engine.run;

/**
 * What can be told of virtual threads, which are newer than Java 17 and which no JVM lists. May be
 * called from any thread.
 */
public final class VirtualThreads {
  private static final String VIRTUAL = "java.lang.VirtualThread";
  private static final String CARRIER = "jdk.internal.misc.CarrierThread";

  private VirtualThreads() {}

  /** Whether it is one. */
  public static boolean isVirtual(Thread thread) {
    return thread.getClass().getName().equals(VIRTUAL);
  }

  /** Whether it is a thread of the JDK that carries virtual ones. */
  public static boolean isCarrier(Thread thread) {
    return thread.getClass().getName().equals(CARRIER);
  }

  /** Whether there were virtual threads a short while ago: their carriers stay for a while. */
  public static boolean anyCarrier() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] alive = new Thread[2 * root.activeCount() + 16];
    int count = root.enumerate(alive, true);
    for (int i = 0; i < count; i++) {
      if (isCarrier(alive[i])) {
        return true;
      }
    }
    return false;
  }
}
