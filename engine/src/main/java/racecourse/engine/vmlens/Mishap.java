package racecourse.engine.vmlens;

import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;

/**
 * Tells what a throwable that ended a run says: something about the student's code, or only about
 * vmlens.
 */
final class Mishap {
  private Mishap() {}

  /**
   * Whether this may be vmlens's doing: it was thrown inside vmlens, or it is of the sort that
   * rewritten classes and deeper stacks cause.
   */
  static boolean mayBeVmlens(Throwable thrown) {
    if (thrown instanceof Violation) {
      return false;
    }
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
      if ((t instanceof LinkageError && !(t instanceof ExceptionInInitializerError))
          || t instanceof VirtualMachineError
          || insideVmlens(t.getStackTrace())) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the frames is vmlens's. */
  static boolean insideVmlens(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith("com.vmlens.")
          || frame.getClassName().startsWith("com.anarsoft.")) {
        return true;
      }
    }
    return false;
  }

  /** What the student reads. */
  static Finding finding(VmlensScene.Failure failure, String studentPackage) {
    Throwable cause = failure.cause();
    if (cause instanceof Violation violation) {
      return Finding.of(
          violation.kind(),
          String.format(String.valueOf(violation.getMessage()), failure.arguments().toArray()));
    }
    Place place = Place.first(cause.getStackTrace(), studentPackage);
    StringBuilder sentence = new StringBuilder();
    sentence.append("Thread ").append(failure.thread()).append(" ended with ");
    sentence.append(cause.getClass().getSimpleName());
    if (!place.method().isEmpty()) {
      sentence.append(" in ").append(place.method());
    }
    if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
      sentence.append(": ").append(shortened(cause.getMessage()));
    }
    if (sentence.charAt(sentence.length() - 1) != '.') {
      sentence.append('.');
    }
    return Finding.of(Kind.EXCEPTION, sentence.toString()).at(place.file(), place.line());
  }

  private static String shortened(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    return line.length() <= 120 ? line : line.substring(0, 117) + "...";
  }
}
