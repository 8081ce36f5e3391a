package racecourse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Times whole gradings as a student sees them: {@code mvn test} from a warm Maven, wall clock, and the memory of each JVM. */
final class GradingBench {
  private static final int RUNS = 3;
  private static final List<String> CORE =
      List.of("fakedatabase", "twolockpipeline", "queuepipeline", "barrier");

  private GradingBench() {}

  static void run(Path repository, Consumer<String> out) throws Exception {
    String solutions = "-Dsubmission=" + repository.resolve("solutions/src/main/java");
    time("the whole course, solved", repository, List.of(solutions), out);
    time(
        "the four core exercises, solved",
        repository,
        List.of(solutions, "-Dexercise=" + String.join(",", CORE)),
        out);
    for (String id : CORE) {
      time(id + ", solved", repository, List.of(solutions, "-Dexercise=" + id), out);
      for (Path wrong : someWrong(repository, id)) {
        time(
            id + ", wrong: " + wrong.getFileName(),
            repository,
            List.of("-Dsubmission=" + wrong, "-Dexercise=" + id),
            out);
      }
    }
  }

  private static List<Path> someWrong(Path repository, String id) throws IOException {
    try (Stream<Path> folders =
        Files.list(repository.resolve("graders/src/submissions").resolve(id).resolve("wrong"))) {
      return folders.sorted().limit(2).toList();
    }
  }

  private static void time(String what, Path repository, List<String> options, Consumer<String> out)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    Map<String, Long> peaks = new TreeMap<>();
    for (int run = 0; run <= RUNS; run++) {
      List<String> command = new ArrayList<>(List.of(maven(repository), "-q", "test", "-Dfresh"));
      command.addAll(options);
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .directory(repository.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(each -> peak(each, peaks));
      }
      if (run > 0) {
        seconds.add((System.nanoTime() - begin) / 1e9);
      }
    }
    seconds.sort(null);
    out.accept(
        "mvn test, %s: %.1f s (median of %d)%s"
            .formatted(what, seconds.get(RUNS / 2), RUNS, peaks.isEmpty() ? "" : ", peak memory " + peaks));
  }

  private static String maven(Path repository) {
    String name = System.getProperty("os.name").startsWith("Windows") ? "mvnw.cmd" : "mvnw";
    return repository.resolve(name).toString();
  }

  /** The most resident memory of a process so far, in MB, where the operating system tells. */
  private static void peak(ProcessHandle process, Map<String, Long> peaks) {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    try (Stream<String> lines = Files.lines(status)) {
      long kilobytes =
          lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
      String command = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      String role =
          command.contains("ChildMain")
              ? "child"
              : command.contains("racecourse.graders.cli")
                  ? "grader"
                  : command.contains("plexus") ? "maven" : "other";
      peaks.merge(role, kilobytes / 1024, Math::max);
    } catch (IOException | RuntimeException gone) {
      // It has ended in the meantime.
    }
  }
}
