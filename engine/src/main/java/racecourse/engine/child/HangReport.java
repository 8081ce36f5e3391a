package racecourse.engine.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/**
 * Says what thread dumps of a silent child show. Slow is not hung: a thread is only accused if it
 * stands in the same call of the student's code in every dump, was there for most of the silence,
 * and has burnt the processor or has not moved at all.
 */
final class HangReport {
  private static final Duration BURNT = Duration.ofSeconds(3);

  private HangReport() {}

  /**
   * The finding, if the student's code hangs.
   *
   * @param dumps dumps taken some time apart, oldest first
   * @param student the prefix of the names of the student's classes
   * @param silence how long nothing was heard
   */
  static Optional<Finding> of(List<ThreadDump> dumps, String student, Duration silence) {
    if (dumps.size() < 2) {
      return dumps.isEmpty() ? Optional.empty() : cycle(dumps.get(0), student);
    }
    ThreadDump last = dumps.get(dumps.size() - 1);
    Optional<Finding> cycle = cycle(last, student);
    if (cycle.isPresent()) {
      return cycle;
    }
    List<ThreadDump.Stack> waiting = new ArrayList<>();
    List<ThreadDump.Stack> running = new ArrayList<>();
    for (ThreadDump.Stack stack : last.threads()) {
      if (entry(stack, student) == null || !hangs(stack, dumps, student, silence)) {
        continue;
      }
      (stack.runs() ? running : waiting).add(stack);
    }
    if (!running.isEmpty()) {
      ThreadDump.Stack spinner = running.get(0);
      return Optional.of(
          place(
              Kind.LIVELOCK,
              "Thread \"%s\" never came to an end: after %d s without a result it was still running in %s."
                  .formatted(
                      Text.oneLine(spinner.name(), 80),
                      silence.toSeconds(),
                      where(innermost(spinner, student))),
              student,
              innermost(spinner, student)));
    }
    if (!waiting.isEmpty()) {
      ThreadDump.Stack waiter = waiting.get(0);
      return Optional.of(
          place(
              Kind.STUCK,
              "Thread \"%s\" waits for something that never comes: after %d s without a result it still stood in %s."
                  .formatted(
                      Text.oneLine(waiter.name(), 80),
                      silence.toSeconds(),
                      where(innermost(waiter, student))),
              student,
              innermost(waiter, student)));
    }
    return Optional.empty();
  }

  private static Optional<Finding> cycle(ThreadDump dump, String student) {
    List<ThreadDump.Stack> members =
        dump.threads().stream().filter(stack -> dump.deadlocked().contains(stack.name())).toList();
    if (members.size() < dump.deadlocked().size()
        || members.isEmpty()
        || members.stream().anyMatch(stack -> entry(stack, student) == null)) {
      return Optional.empty();
    }
    List<String> parts =
        members.stream()
            .map(
                stack ->
                    "\"%s\" in %s"
                        .formatted(
                            Text.oneLine(stack.name(), 80), where(innermost(stack, student))))
            .toList();
    return Optional.of(
        place(
            Kind.DEADLOCK,
            "Threads wait for each other's locks and can never go on: "
                + String.join(", ", parts)
                + ".",
            student,
            innermost(members.get(0), student)));
  }

  private static boolean hangs(
      ThreadDump.Stack stack, List<ThreadDump> dumps, String student, Duration silence) {
    boolean sameFrames = true;
    for (ThreadDump dump : dumps) {
      ThreadDump.@Nullable Stack earlier =
          dump.threads().stream()
              .filter(other -> other.id() == stack.id())
              .findFirst()
              .orElse(null);
      if (earlier == null || !Objects.equals(entry(earlier, student), entry(stack, student))) {
        return false;
      }
      sameFrames &= earlier.frames().equals(stack.frames());
    }
    // On a busy machine time alone says little: who runs must have used the processor, who waits
    // must not have moved at all.
    boolean old = stack.elapsedMillis() * 2 >= silence.toMillis();
    long burnt = Math.min(BURNT.toMillis(), silence.toMillis() / 2);
    return old && (stack.runs() ? stack.cpuMillis() >= burnt : sameFrames);
  }

  /** The student's outermost frame: the call that has not returned. */
  private static ThreadDump.@Nullable Frame entry(ThreadDump.Stack stack, String student) {
    ThreadDump.Frame entry = null;
    for (ThreadDump.Frame frame : stack.frames()) {
      if (frame.type().startsWith(student)) {
        entry = frame;
      }
    }
    return entry;
  }

  private static ThreadDump.@Nullable Frame innermost(ThreadDump.Stack stack, String student) {
    return stack.frames().stream()
        .filter(frame -> frame.type().startsWith(student))
        .findFirst()
        .orElse(null);
  }

  private static String where(ThreadDump.@Nullable Frame frame) {
    if (frame == null) {
      return "code of the kit";
    }
    String type = frame.type().substring(frame.type().lastIndexOf('.') + 1);
    return "%s.%s (%s:%d)".formatted(type, frame.method(), frame.file(), frame.line());
  }

  private static Finding place(
      Kind kind, String message, String student, ThreadDump.@Nullable Frame frame) {
    Finding finding = Finding.of(kind, message);
    if (frame == null) {
      return finding;
    }
    String folder = frame.type().substring(0, frame.type().lastIndexOf('.') + 1).replace('.', '/');
    return frame.type().startsWith(student)
        ? finding.at(folder + frame.file(), frame.line())
        : finding;
  }
}
