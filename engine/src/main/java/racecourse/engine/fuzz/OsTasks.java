package racecourse.engine.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the operating system says about this process's threads. A Java thread that was woken still
 * looks as if it waited until it gets a core; the operating system knows better. Only Linux
 * answers.
 */
final class OsTasks {
  private static final Path TASKS = Path.of("/proc/self/task");

  /**
   * Threads of the JVM that run now and then and stop nobody. While others run, such as the VM
   * thread, a thread may stand still.
   */
  private static final List<String> OF_THE_JVM =
      List.of("C1 Compiler", "C2 Compiler", "VM Periodic");

  private final boolean known = Files.isDirectory(TASKS);

  /**
   * How many threads of this process, not counting the caller and the compilers, run or could;
   * empty if unknown.
   */
  OptionalInt running() {
    if (!known) {
      return OptionalInt.empty();
    }
    int running = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (isRunning(task)) {
          running++;
        }
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.max(0, running - 1));
  }

  private static boolean isRunning(Path task) {
    String stat;
    try {
      stat = new String(Files.readAllBytes(task.resolve("stat")), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return false;
    }
    int from = stat.indexOf('(') + 1;
    int to = stat.lastIndexOf(')');
    if (from <= 0 || to + 2 >= stat.length()) {
      return false;
    }
    char state = stat.charAt(to + 2);
    if (state != 'R' && state != 'D') {
      return false;
    }
    String name = stat.substring(from, to);
    return OF_THE_JVM.stream().noneMatch(name::startsWith);
  }
}
