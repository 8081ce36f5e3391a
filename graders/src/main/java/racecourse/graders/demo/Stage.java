package racecourse.graders.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a demo writes on: one line for each thing that happens, with the time and the thread. Safe
 * for use by any thread.
 */
final class Stage {
  private static final int NAME = 16;

  private final PrintStream out;
  private final long begin = System.nanoTime();
  private int lines;
  private int wrong;
  private boolean afterVerdict;

  Stage(PrintStream out) {
    this.out = out;
  }

  /** What a thread does. */
  interface Act {
    /** Does it; an exception is what a wrong class lets out. */
    void play() throws Exception;
  }

  /** The heading of what comes next. */
  synchronized void scene(String what) {
    out.println();
    out.println(what);
    out.println();
    lines++;
    afterVerdict = false;
  }

  /** Says what the calling thread does, did, or sees. */
  synchronized void say(String what) {
    if (afterVerdict) {
      out.println();
      afterVerdict = false;
    }
    lines++;
    out.printf(
        Locale.ROOT,
        "  %7.3f  %-" + NAME + "s  %s%n",
        (System.nanoTime() - begin) / 1e9,
        Thread.currentThread().getName(),
        what);
  }

  /** Says how it ended: the one sentence if it is as promised, the other one if not. */
  synchronized void promised(boolean kept, String asPromised, String instead) {
    lines++;
    if (!kept) {
      wrong++;
    }
    if (!afterVerdict) {
      out.println();
      afterVerdict = true;
    }
    out.println(kept ? "  right:  " + asPromised : "  WRONG:  " + instead);
  }

  /** Something that must not happen, whatever comes next. */
  synchronized void wrong(String what) {
    wrong++;
    say("WRONG: " + what);
  }

  /** How often something was wrong so far. */
  synchronized int wrongs() {
    return wrong;
  }

  /** How many lines there are so far. */
  synchronized int lines() {
    return lines;
  }

  /** Starts a thread; an exception that leaves it is said. It does not keep the JVM alive. */
  Thread start(String name, Act act) {
    Thread thread =
        new Thread(
            () -> {
              try {
                act.play();
              } catch (Throwable fault) {
                wrong("ends with " + fault(fault));
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until all have ended. */
  static void joinAll(List<Thread> threads) throws InterruptedException {
    for (Thread thread : new ArrayList<>(threads)) {
      thread.join();
    }
  }

  /** Lets time pass, where the demo stands for work that takes some. */
  static void pause(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  /** The same for a callback that may throw nothing checked. */
  static void work(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Counts down and waits for the others, for about three seconds: counted in short waits, as a
   * machine that stands still for a moment is nobody's mistake.
   *
   * @return whether all have come
   */
  static boolean meet(CountDownLatch others) {
    others.countDown();
    try {
      for (int i = 0; i < 60; i++) {
        if (others.await(50, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** An exception in a few words: its class, its message, and the student's line. */
  static String fault(Throwable fault) {
    StringBuilder words = new StringBuilder(fault.getClass().getSimpleName());
    if (fault.getMessage() != null) {
      words.append(" (").append(fault.getMessage()).append(')');
    }
    for (StackTraceElement frame : fault.getStackTrace()) {
      if (isStudents(frame)) {
        return words.append(" at ").append(place(frame)).toString();
      }
    }
    return words.toString();
  }

  /** Whether this is a line of the exercise's package. */
  static boolean isStudents(StackTraceElement frame) {
    return frame.getClassName().startsWith("racecourse.")
        && !frame.getClassName().startsWith("racecourse.graders.");
  }

  /** {@code Bank:12}. */
  static String place(StackTraceElement frame) {
    String file = String.valueOf(frame.getFileName());
    return (file.endsWith(".java") ? file.substring(0, file.length() - 5) : file)
        + ":"
        + frame.getLineNumber();
  }
}
