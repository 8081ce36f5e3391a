package racecourse.engine.fuzz;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the student's places in stack traces. */
final class Places {
  private static final int LONGEST = 160;

  private final String studentPackage;

  /** For classes below this package, as in {@code racecourse.barrier.}. */
  Places(String studentPackage) {
    this.studentPackage = studentPackage;
  }

  boolean isStudents(StackTraceElement frame) {
    return frame.getClassName().startsWith(studentPackage);
  }

  /** The innermost frame of the student's. */
  Optional<StackTraceElement> innermost(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (isStudents(frame)) {
        return Optional.of(frame);
      }
    }
    return Optional.empty();
  }

  /** The outermost frame of the student's. */
  Optional<StackTraceElement> outermost(StackTraceElement[] stack) {
    for (int i = stack.length - 1; i >= 0; i--) {
      if (isStudents(stack[i])) {
        return Optional.of(stack[i]);
      }
    }
    return Optional.empty();
  }

  /** The innermost frame of the student's in the throwable or its causes. */
  Optional<StackTraceElement> of(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 10; depth++) {
      Optional<StackTraceElement> frame = innermost(at.getStackTrace());
      if (frame.isPresent()) {
        return frame;
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  /** The file below the source root. */
  static @Nullable String file(StackTraceElement frame) {
    String name = frame.getClassName();
    String folder = name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/');
    return frame.getFileName() == null ? null : folder + frame.getFileName();
  }

  /** As in {@code Pipeline.java:31}. */
  static String words(StackTraceElement frame) {
    return frame.getFileName() + ":" + Math.max(0, frame.getLineNumber());
  }

  /** As in {@code " at Pipeline.java:31"}; empty if the place is unknown. */
  static String at(Optional<StackTraceElement> frame) {
    return frame.map(known -> " at " + words(known)).orElse("");
  }

  /**
   * What was thrown and where, as in {@code IllegalStateException at Pipeline.java:31 ("closed")}.
   */
  String thrown(Throwable thrown) {
    StringBuilder words = new StringBuilder(simpleName(thrown));
    words.append(at(innermost(thrown.getStackTrace())));
    String message = thrown.getMessage();
    Throwable cause = thrown.getCause();
    if (cause != null && cause != thrown) {
      words.append(", caused by ").append(simpleName(cause));
      words.append(at(innermost(cause.getStackTrace())));
      message = cause.getMessage();
    }
    if (message != null && !message.isBlank()) {
      String line = message.strip().lines().findFirst().orElse("");
      words.append(": ").append(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }
    return words.toString();
  }

  private static String simpleName(Throwable thrown) {
    String name = thrown.getClass().getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
