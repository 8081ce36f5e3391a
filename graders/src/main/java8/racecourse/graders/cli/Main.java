package racecourse.graders.cli;

import java.lang.reflect.InvocationTargetException;

/**
 * The main class of {@code racecourse.jar}. Compiled for Java 8, and using nothing newer, so that an old JVM can run it as far as
 * the sentence that says what is missing. Everything else is in {@code Cli}.
 */
public final class Main {

  static final int NEEDED = 17;

  private Main() {}

  /** Grades; see {@code --help}. Ends the JVM with the exit code. */
  public static void main(String[] args) throws Exception {
    int version = feature(System.getProperty("java.specification.version"));
    if (version < NEEDED) {
      System.err.println(tooOld(version));
      System.exit(2);
    }
    try {
      Class.forName("racecourse.graders.cli.Cli")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      System.err.println("Racecourse could not start, and that is not your code's fault: " + e.getCause());
      System.exit(3);
    }
  }

  static String tooOld(int version) {
    return "Racecourse needs JDK " + NEEDED + " or newer, and this is Java " + version
        + ": install one, or set JAVA_HOME to it.";
  }

  /** 8 for "1.8", 17 for "17". */
  static int feature(String version) {
    String[] parts = version.split("\\.");
    return Integer.parseInt(parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0]);
  }
}
