package racecourse.engine.child;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What HotSpot prints when it is asked for its threads, read from outside: it works whatever state
 * the program is in.
 *
 * @param threads the threads, in the order printed
 * @param deadlocked the names of the threads that wait for each other in a cycle
 */
record ThreadDump(List<Stack> threads, Set<String> deadlocked) {
  static final String BEGIN = "Full thread dump ";

  private static final Pattern HEAD =
      Pattern.compile(
          "^\"(.*)\" (?:#(\\d+) )?.*?(?:cpu=([0-9.]+)ms )?(?:elapsed=([0-9.]+)s )?tid=.*");
  private static final Pattern STATE =
      Pattern.compile("^\\s+java\\.lang\\.Thread\\.State: (\\w+).*");
  private static final Pattern FRAME =
      Pattern.compile("^\\s+at (?:[^/(]+//?)?([\\w.$]+)\\.([\\w$<>]+)\\(([^:)]*)(?::(\\d+))?\\)");
  private static final Pattern DEADLOCKED = Pattern.compile("^\"(.*)\":\\s*$");

  ThreadDump {
    threads = List.copyOf(threads);
    deadlocked = Set.copyOf(deadlocked);
  }

  /**
   * One thread.
   *
   * @param name its name
   * @param id its number in the JVM, never used twice; 0 if unknown
   * @param cpuMillis the processor time it has had
   * @param elapsedMillis the time since it was started
   * @param state its state, as {@link Thread.State} names it; empty if unknown
   * @param frames its frames, innermost first
   */
  record Stack(
      String name, long id, long cpuMillis, long elapsedMillis, String state, List<Frame> frames) {
    Stack {
      frames = List.copyOf(frames);
    }

    /** Whether it is running, not waiting. */
    boolean runs() {
      return state.equals("RUNNABLE");
    }
  }

  /** One frame of a stack. */
  record Frame(String type, String method, String file, int line) {}

  /** Reads the last complete dump in the text; empty if there is none. */
  static ThreadDump lastIn(String text) {
    int begin = text.lastIndexOf(BEGIN);
    List<Stack> threads = new ArrayList<>();
    Set<String> deadlocked = new LinkedHashSet<>();
    if (begin < 0) {
      return new ThreadDump(threads, deadlocked);
    }
    boolean inDeadlock = false;
    Matcher head = null;
    String state = "";
    List<Frame> frames = new ArrayList<>();
    for (String line : text.substring(begin).lines().toList()) {
      if (line.startsWith("Found ") && line.contains("deadlock")) {
        inDeadlock = true;
      }
      Matcher next = HEAD.matcher(line);
      if (inDeadlock || next.matches()) {
        if (head != null) {
          threads.add(stack(head, state, frames));
        }
        head = inDeadlock ? null : next;
        state = "";
        frames = new ArrayList<>();
      }
      if (inDeadlock) {
        Matcher name = DEADLOCKED.matcher(line);
        if (name.matches()) {
          deadlocked.add(name.group(1));
        }
        continue;
      }
      Matcher stateMatch = STATE.matcher(line);
      if (stateMatch.matches()) {
        state = stateMatch.group(1);
      }
      Matcher frame = FRAME.matcher(line);
      if (frame.find()) {
        frames.add(
            new Frame(
                frame.group(1),
                frame.group(2),
                frame.group(3),
                frame.group(4) == null ? 0 : Integer.parseInt(frame.group(4))));
      }
    }
    if (head != null) {
      threads.add(stack(head, state, frames));
    }
    return new ThreadDump(threads, deadlocked);
  }

  private static Stack stack(Matcher head, String state, List<Frame> frames) {
    return new Stack(
        head.group(1),
        head.group(2) == null ? 0 : Long.parseLong(head.group(2)),
        head.group(3) == null ? 0 : (long) Double.parseDouble(head.group(3)),
        head.group(4) == null ? 0 : (long) (Double.parseDouble(head.group(4)) * 1000),
        state,
        frames);
  }
}
