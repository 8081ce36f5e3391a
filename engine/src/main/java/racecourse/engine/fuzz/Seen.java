package racecourse.engine.fuzz;

import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;

/**
 * One thread at one moment.
 *
 * @param thread the thread
 * @param info what the JVM says about it
 * @param doing what that means
 * @param helper whether it is a thread of the JDK that works for others, such as those of the
 *     common pool
 */
record Seen(Thread thread, ThreadInfo info, Doing doing, boolean helper) {

  /** What a thread is doing, with a view to whether anything can still happen. */
  enum Doing {
    /** It runs, or will without anybody's help. */
    RUNS,
    /** It sleeps, in the student's code. */
    SLEEPS,
    /** It waits for somebody, but not for ever. */
    WAITS_TIMED,
    /** It waits until somebody does something about it. */
    WAITS;
  }

  private static final List<String> IDLE_IN =
      List.of(
          "java.util.concurrent.ForkJoinPool.awaitWork",
          "java.util.concurrent.ThreadPoolExecutor.getTask");

  static Seen of(Thread thread, ThreadInfo info, boolean helper) {
    return new Seen(thread, info, doing(info), helper);
  }

  private static Doing doing(ThreadInfo info) {
    StackTraceElement[] stack = info.getStackTrace();
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (type.equals(FuzzPoints.class.getName()) || type.equals(StartLine.class.getName())) {
        return Doing.RUNS;
      }
    }
    return switch (info.getThreadState()) {
      case BLOCKED, WAITING -> Doing.WAITS;
      case TIMED_WAITING -> timed(stack);
      default -> Doing.RUNS;
    };
  }

  private static Doing timed(StackTraceElement[] stack) {
    boolean delayed = false;
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().equals(Sleeps.class.getName())) {
        return Doing.SLEEPS;
      }
      delayed |= frame.getClassName().contains("DelayedWorkQueue");
      if (!delayed && IDLE_IN.contains(frame.getClassName() + "." + frame.getMethodName())) {
        return Doing.WAITS;
      }
    }
    return Doing.WAITS_TIMED;
  }

  /** Whether it only waits for tasks, with a time-out after which it ends or waits again. */
  boolean isIdleInTurns() {
    return doing == Doing.WAITS && info.getThreadState() == Thread.State.TIMED_WAITING;
  }

  boolean runs() {
    return doing == Doing.RUNS;
  }

  boolean waitsForGood() {
    return doing == Doing.WAITS;
  }

  long id() {
    return info.getThreadId();
  }

  String name() {
    return info.getThreadName();
  }

  StackTraceElement[] stack() {
    return info.getStackTrace();
  }

  /** Changes whenever the thread has done anything. */
  long fingerprint() {
    long count = info.getWaitedCount() * 31 + info.getBlockedCount();
    return (count * 31 + id()) * 31 + Arrays.hashCode(stack()) + doing.ordinal();
  }
}
