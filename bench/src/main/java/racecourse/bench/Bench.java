package racecourse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import racecourse.engine.explore.ExplorerBench;

/** Prints what the explorer and Lincheck do in a second on the same scenario, on this machine. */
public final class Bench {
  private Bench() {}

  /** With an argument: one part, in this JVM. Without: every part, each in a JVM of its own. */
  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("explorer")) {
      ExplorerBench.run(System.out::println);
    } else if (args.length == 1 && args[0].equals("lincheck")) {
      LincheckBench.run(System.out::println);
    } else {
      System.out.printf(
          "One-slot pipeline with ReentrantLock and Conditions, two messages. JDK %s, %d cores.%n",
          Runtime.version().feature(), Runtime.getRuntime().availableProcessors());
      fork("explorer");
      fork("lincheck");
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
