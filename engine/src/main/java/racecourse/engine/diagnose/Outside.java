package racecourse.engine.diagnose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Kind;

/**
 * The misconceptions about files and processes. No schedule shows them; the check's sentence and
 * the code do.
 */
final class Outside {
  private Outside() {}

  /** The JVM's own exceptions that say what is wrong. */
  static @Nullable Diagnosis exceptions(Case c) {
    if (!c.is(Kind.EXCEPTION)) {
      return null;
    }
    if (c.says("OverlappingFileLockException")) {
      return new Diagnosis(
          "lock-for-processes",
          "Line %d asks for a lock that another thread of this JVM holds."
              .formatted(c.finding().line()),
          -1,
          "");
    }
    if (c.says("BufferOverflowException")) {
      return new Diagnosis(
          "fixed-buffer",
          "In line %d more comes than the buffer has room for.".formatted(c.finding().line()),
          -1,
          "");
    }
    return null;
  }

  /** Two threads that wait, in the JVM's words, each for the lock of the other. */
  static @Nullable Diagnosis lockCycle(Case c) {
    Matcher cycle =
        Pattern.compile(
                "^(.+?) at \\S+ waits to lock an? (\\S+), which is held by (.+?);"
                    + " (.+?) at \\S+ waits to lock an? (\\S+), which is held by (.+?)\\.$")
            .matcher(c.finding().message());
    return c.is(Kind.DEADLOCK)
            && c.trail().size() == 0
            && cycle.find()
            && cycle.group(1).equals(cycle.group(6))
            && cycle.group(3).equals(cycle.group(4))
        ? new Diagnosis(
            "lock-order",
            "%s holds what %s wants, and the other way round."
                .formatted(cycle.group(1), cycle.group(4)),
            -1,
            "")
        : null;
  }

  /** A lock stays taken after an exception: the only unlock stands behind what throws. */
  static @Nullable Diagnosis keptByAnException(Case c) {
    if (!c.is(Kind.STUCK) || c.trail().size() > 0 || !c.says("to lock a ReentrantLock")) {
      return null;
    }
    for (Op lock : c.ops()) {
      if (!lock.calls("lock")) {
        continue;
      }
      Body body = lock.body();
      boolean thrown =
          body.ops().stream()
                  .anyMatch(
                      op ->
                          op.what() == Op.What.CALL
                              && op.owner().startsWith("java/io/")
                              && op.held().contains(lock.receiver()))
              || body.ops(Op.What.THROW)
                  .anyMatch(
                      op ->
                          op.index() > lock.index()
                              && op.args().get(0).kind() == Sym.Kind.NEW
                              && op.held().contains(lock.receiver()));
      boolean guarded =
          body.handlers().stream()
              .anyMatch(
                  handler ->
                      handler.type() == null
                          && body.after(handler).anyMatch(op -> op.calls("unlock")));
      if (thrown && !guarded && body.calls("unlock").findAny().isPresent()) {
        return new Diagnosis(
            "no-unlock-on-exception",
            "An exception leaves the method that locks in line %d, and no finally unlocks."
                .formatted(lock.line()),
            -1,
            "");
      }
    }
    return null;
  }
}
