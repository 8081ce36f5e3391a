package racecourse.graders.maven;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mvn test} runs: grades a submission in a JVM of its own and, unless everything
 * passed, ends Maven with the grader's exit code.
 *
 * <p>Ending the JVM is deliberate. A Maven goal can only fail by an exception, for which Maven
 * prints ten lines of advice on Maven below the scorecard, which is what a student came to read.
 * This is the last module and Maven would stop here anyway.
 */
public final class GradeInMaven {
  private static final String USAGE =
      "GradeInMaven is started by Maven, with root=DIR and then exercise=, submission=, effort=,"
          + " fresh=, hint=, watch=, demo=, replay=, debug=.";

  private GradeInMaven() {}

  /**
   * Grades. Returns if every selected exercise passed, and ends the JVM otherwise. On a thread of
   * Maven's.
   *
   * @param args {@code name=value} each; an empty value means that it was not given
   * @throws IOException if no JVM could be started
   * @throws InterruptedException if Maven gives up waiting
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options = options(args);
    String root = options.get("root");
    if (root == null) {
      throw new IllegalArgumentException(USAGE);
    }
    Path directory = Path.of(root);
    Process grader =
        new ProcessBuilder(command(directory, options))
            .directory(directory.toFile())
            .inheritIO()
            .start();
    Thread killer = new Thread(() -> end(grader), "end the grader");
    Runtime.getRuntime().addShutdownHook(killer);
    int exit = grader.waitFor();
    if (exit != 0) {
      System.err.println(
          isOn(options, "demo") ? "The build fails: no demo. See above." : reason(exit));
      System.exit(exit);
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new TreeMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(USAGE);
      }
      String value = arg.substring(equals + 1).strip();
      if (!value.isEmpty()) {
        options.put(arg.substring(0, equals), value);
      }
    }
    return options;
  }

  private static List<String> command(Path root, Map<String, String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A child JVM that could attach to this one could write its own verdict.
    command.add("-XX:+DisableAttachMechanism");
    command.add("-Xmx256m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    // No student's class is ever loaded here, and verifying the kit's takes a fifth of the start.
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:-BytecodeVerificationRemote");
    command.add("-cp");
    command.add(classPath());
    command.add("racecourse.graders.cli.Main");
    boolean hint = isOn(options, "hint");
    boolean demo = !hint && isOn(options, "demo");
    boolean watch = !hint && !demo && isOn(options, "watch");
    command.add(hint ? "hint" : demo ? "demo" : watch ? "watch" : "grade");
    command.add(submission(root, options.get("submission")));
    for (String id : options.getOrDefault("exercise", "").split(",")) {
      if (!id.isBlank()) {
        command.add("--exercise");
        command.add(id.strip());
      }
    }
    if (hint || demo) {
      return command;
    }
    if (!watch) {
      command.add("--maven");
      command.add(again(options.get("submission")));
    }
    if (options.containsKey("replay")) {
      command.add("--replay");
      command.add(options.get("replay"));
      if (isOn(options, "debug")) {
        command.add("--debug");
      }
      return command;
    }
    command.add("--json");
    command.add("graders/target/racecourse/result.json");
    command.add("--html");
    command.add("graders/target/racecourse/report.html");
    if (options.containsKey("effort") && !watch) {
      command.add("--effort");
      command.add(options.get("effort"));
    }
    if (isOn(options, "fresh")) {
      command.add("--fresh");
    }
    return command;
  }

  /** Maven gives a property that is named without a value the value true. */
  private static boolean isOn(Map<String, String> options, String name) {
    return !options.getOrDefault(name, "false").equals("false");
  }

  private static String again(@Nullable String submission) {
    String maven = File.separatorChar == '\\' ? ".\\mvnw test" : "./mvnw test";
    return submission == null
        ? maven
        : maven
            + (submission.matches("[A-Za-z0-9_./:\\\\~+-]+")
                ? " -Dsubmission=" + submission
                : " \"-Dsubmission=" + submission + '"');
  }

  /** As the student wrote it if that still means the same from the root, which reads better. */
  private static String submission(Path root, @Nullable String given) {
    if (given == null) {
      return "exercises";
    }
    Path here = Path.of("").toAbsolutePath();
    return here.equals(root.toAbsolutePath().normalize()) ? given : here.resolve(given).toString();
  }

  /** The class path that Maven worked out for this module. */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    if (GradeInMaven.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        try {
          entries.add(Path.of(url.toURI()).toString());
        } catch (URISyntaxException e) {
          throw new IllegalStateException("Maven's class path names no file: " + url, e);
        }
      }
      return String.join(File.pathSeparator, entries);
    }
    return System.getProperty("java.class.path");
  }

  private static String reason(int exit) {
    return switch (exit) {
      case 1 -> "The build fails: a selected exercise does not pass yet. See the scorecard above.";
      case 2 -> "The build fails: the grader did not understand what it was asked. See above.";
      case 3 -> "The build fails: something could not be graded. See the scorecard above.";
      default -> "The build fails: the grader ended with exit code " + exit + ". See above.";
    };
  }

  private static void end(Process grader) {
    grader.destroy();
    try {
      if (!grader.waitFor(5, TimeUnit.SECONDS)) {
        grader.destroyForcibly();
      }
    } catch (InterruptedException e) {
      grader.destroyForcibly();
    }
  }
}
