package racecourse.graders.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The main class of a demo's JVM. On its class path the student's classes stand first. A program
 * that has nothing to say for a while, or never comes to its end, is ended, and where its threads
 * stood is said.
 */
public final class DemoMain {
  /** The system property with the exercise's id. */
  public static final String EXERCISE = "racecourse.demo";

  /** The exit code after a demo that came to its end, whatever there was to see. */
  public static final int ENDED = 0;

  /** The exit code after a demo that hung. */
  public static final int HUNG = 4;

  /** The exit code if there is no such demo. */
  public static final int UNKNOWN = 5;

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration SILENCE = Duration.ofSeconds(4);

  /** Whoever is busy may be slow: on a machine with much else to do, say. */
  private static final int PATIENCE_WITH_THE_BUSY = 4;

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int PRINTED = 16 << 10;

  private DemoMain() {}

  /** Called by the JVM, without arguments. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream printed = new PrintStream(new Capped(out), true, StandardCharsets.UTF_8);
    System.setIn(InputStream.nullInputStream());
    System.setOut(printed);
    System.setErr(printed);
    Demo demo = Demos.of(System.getProperty(EXERCISE, "")).orElse(null);
    if (demo == null) {
      Runtime.getRuntime().halt(UNKNOWN);
      return;
    }
    out.println(demo.title());
    Stage stage = new Stage(out);
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    Thread watch = new Thread(() -> watch(stage, before, out), "demo watch");
    watch.setDaemon(true);
    before.add(watch);
    watch.start();
    try {
      demo.play(stage);
    } catch (Throwable fault) {
      stage.wrong("ends with " + Stage.fault(fault));
    }
    out.println();
    out.println(
        stage.wrongs() == 0
            ? "Nothing went wrong this time. That is one order of many: the grader tries the"
                + " others."
            : "Something went wrong, as you saw. The grader says which order of steps leads"
                + " there.");
    // Threads that the student's class left behind must not keep anybody waiting.
    Runtime.getRuntime().halt(ENDED);
  }

  private static void watch(Stage stage, Set<Thread> known, PrintStream out) {
    // Counted in ticks, not read from the clock: a machine that stands still for a moment stops
    // both this thread and those it watches.
    long ticks = 0;
    long silence = 0;
    long idle = 0;
    long enough = SILENCE.dividedBy(TICK) * PATIENCE_WITH_THE_BUSY;
    int lines = 0;
    while (idle < enough && ticks < LONGEST.dividedBy(TICK)) {
      try {
        Thread.sleep(TICK.toMillis());
      } catch (InterruptedException ignored) {
        // Nobody has to stop this thread: the end of the demo does.
      }
      ticks++;
      boolean quiet = stage.lines() == lines;
      silence = quiet ? silence + 1 : 0;
      idle = quiet ? idle + (somebodyIsBusy(known) ? 1 : PATIENCE_WITH_THE_BUSY) : 0;
      lines = stage.lines();
    }
    StringBuilder end = new StringBuilder("\n  WRONG:  ");
    if (idle >= enough) {
      end.append(
          "Nothing has happened for %d s: it hangs."
              .formatted(TICK.multipliedBy(silence).toSeconds()));
    } else {
      end.append("It does not come to its end within %d s.".formatted(LONGEST.toSeconds()));
    }
    end.append(" This is where the threads are:\n\n");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, String> rows = new TreeMap<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (isOfTheDemo(thread, known)) {
                ThreadInfo info = threads.getThreadInfo(thread.getId());
                if (info != null && thread.isAlive()) {
                  rows.put(thread.getId(), line(thread, stack, info));
                }
              }
            });
    rows.values().forEach(line -> end.append(line).append('\n'));
    end.append("\nThe demo was ended here. The grader says which order of steps leads there.");
    out.println(end);
    Runtime.getRuntime().halt(HUNG);
  }

  private static boolean somebodyIsBusy(Set<Thread> known) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread -> isOfTheDemo(thread, known) && thread.getState() == Thread.State.RUNNABLE);
  }

  private static boolean isOfTheDemo(Thread thread, Set<Thread> known) {
    return !known.contains(thread) || thread.getName().equals("main");
  }

  private static String line(Thread thread, StackTraceElement[] stack, ThreadInfo info) {
    String where = "outside of your code";
    for (StackTraceElement frame : stack) {
      if (Stage.isStudents(frame)) {
        where = "at " + Stage.place(frame);
        break;
      }
    }
    String does =
        switch (thread.getState()) {
          case BLOCKED -> "waits for a lock";
          case WAITING, TIMED_WAITING ->
              info.getLockOwnerName() == null ? "waits" : "waits for a lock";
          default -> "is busy";
        };
    String owner =
        info.getLockOwnerName() == null ? "" : ", which " + info.getLockOwnerName() + " holds";
    return "           %-16s  %s %s%s".formatted(thread.getName(), does, where, owner);
  }

  /** Drops what is written beyond a limit, so that a loop that prints does not bury the demo. */
  private static final class Capped extends OutputStream {
    private final OutputStream out;
    private int left = PRINTED;

    private Capped(OutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      if (left > 0) {
        left--;
        out.write(b);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      int count = Math.min(length, left);
      left -= count;
      out.write(bytes, offset, count);
    }
  }
}
