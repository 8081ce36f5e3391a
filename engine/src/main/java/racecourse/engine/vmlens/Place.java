package racecourse.engine.vmlens;

import org.jspecify.annotations.Nullable;

/**
 * A place in the student's source.
 *
 * @param file the source file below the source root; null if unknown
 * @param line the line, from 1; 0 if unknown
 * @param method the method, as {@code Pipeline.setMessage}; empty if unknown
 */
record Place(@Nullable String file, int line, String method) {
  static final Place UNKNOWN = new Place(null, 0, "");

  /** The topmost frame of the student's, or {@link #UNKNOWN}. */
  static Place first(StackTraceElement[] frames, String studentPackage) {
    for (StackTraceElement frame : frames) {
      // The hidden classes of lambdas have no place in the source.
      if (frame.getClassName().startsWith(studentPackage) && frame.getLineNumber() > 0) {
        return of(frame);
      }
    }
    return UNKNOWN;
  }

  private static Place of(StackTraceElement frame) {
    String type = frame.getClassName();
    int dot = type.lastIndexOf('.');
    String folder = type.substring(0, dot + 1).replace('.', '/');
    String simple = type.substring(dot + 1).replace('$', '.');
    return new Place(
        frame.getFileName() == null ? null : folder + frame.getFileName(),
        Math.max(0, frame.getLineNumber()),
        simple + "." + frame.getMethodName());
  }
}
