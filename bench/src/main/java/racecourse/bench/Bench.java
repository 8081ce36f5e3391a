package racecourse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import racecourse.engine.explore.ExplorerBench;

/** Prints what the explorer, Lincheck and whole gradings cost on this machine. */
public final class Bench {
  private Bench() {}

  /** With the name of a part: that part, in this JVM. With the repository's folder: every part, each in JVMs of its own. */
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "explorer" -> ExplorerBench.run(System.out::println);
      case "lincheck" -> LincheckBench.run(System.out::println);
      default -> {
        System.out.printf(
            "JDK %s, %d cores, %s%n",
            Runtime.version().feature(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"));
        System.out.println("One-slot pipeline with ReentrantLock and Conditions, two messages:");
        fork("explorer");
        fork("lincheck");
        GradingBench.run(Path.of(args[0]), System.out::println);
      }
    }
  }

  private static void fork(String part) throws IOException, InterruptedException {
    Path openings = Files.createTempFile("racecourse-openings", ".args");
    List<String> lines = new ArrayList<>();
    for (String name : new TreeSet<>(Object.class.getModule().getPackages())) {
      lines.add("--add-exports=java.base/" + name + "=ALL-UNNAMED");
      lines.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
    Files.write(openings, lines);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "@" + openings,
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName(),
                part)
            .inheritIO()
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    Files.delete(openings);
  }
}
