package racecourse.engine.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the calling thread, and the threads that it starts from then on, on one core.
 *
 * <p>Of the carriers only one ever runs. On one core the operating system hands over from one to
 * the other in two microseconds; across cores it has to wake a core that sleeps, which takes up to
 * ten times as long, or a carrier has to keep a core busy with looking.
 */
final class OneCore {
  private static final List<Path> TASKSET =
      List.of(Path.of("/usr/bin/taskset"), Path.of("/bin/taskset"));

  /** Which field of {@code /proc/thread-self/stat} after the name says on which core it runs. */
  private static final int PROCESSOR = 36;

  private OneCore() {}

  /**
   * Pins the calling thread to the core that it runs on. Returns false where that can't be done: a
   * system other than Linux, no {@code taskset}, not permitted.
   */
  static boolean pinMe() {
    Path self = Path.of("/proc/thread-self");
    try {
      for (Path taskset : TASKSET) {
        if (Files.isExecutable(taskset) && Files.exists(self)) {
          String stat = Files.readString(self.resolve("stat"));
          String core = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[PROCESSOR];
          String thread = Files.readSymbolicLink(self).getFileName().toString();
          Process process =
              new ProcessBuilder(taskset.toString(), "-p", "-c", core, thread)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start();
          return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        }
      }
      return false;
    } catch (IOException | RuntimeException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
