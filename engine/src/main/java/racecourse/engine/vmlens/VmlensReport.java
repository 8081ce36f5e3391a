package racecourse.engine.vmlens;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import racecourse.engine.child.Fork;

/**
 * What vmlens makes of the events of a child that has ended: the data races. The reading happens in
 * a process of its own, see {@link EventReader}.
 *
 * @param races the racing accesses, in vmlens's order
 * @param trouble why there may be more races than these; empty if there was no trouble
 */
record VmlensReport(List<Race> races, String trouble) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A class of each jar that the reading needs. */
  private static final List<String> NEEDED =
      List.of(
          EventReader.class.getName(),
          "com.anarsoft.race.detection.main.ProcessEvents",
          "com.vmlens.report.builder.ReportBuilder",
          "com.vmlens.trace.agent.bootstrap.description.ClassDescription",
          "gnu.trove.list.TLinkable",
          "scala.Option",
          "scala.runtime.LazyVals");

  VmlensReport {
    races = List.copyOf(races);
  }

  /**
   * Reads the events. Blocks for about a second; gives up after {@link #LIMIT}.
   *
   * @param events the folder with the events
   * @param folder where the reading may put files of its own
   * @param texts where the texts for people are put, a folder for each check; created
   * @throws IOException if vmlens's reader cannot be started or is not complete: the kit's fault
   */
  static VmlensReport read(Path events, Path folder, Path texts) throws IOException {
    Files.createDirectories(folder);
    Path races = folder.resolve(EventReader.RACES);
    try (Fork fork = new Fork()) {
      List<String> options = new ArrayList<>(Fork.SHORT_LIVED);
      options.add("-Xmx192m");
      options.add("-D" + EventReader.EVENTS + "=" + events.toAbsolutePath());
      options.add("-D" + EventReader.TEXTS + "=" + texts.toAbsolutePath());
      Process process = fork.start(options, classPath(), EventReader.class.getName(), folder);
      try {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          return new VmlensReport(
              List.of(),
              "vmlens came to no answer on its events within " + LIMIT.toSeconds() + " s");
        }
      } finally {
        fork.kill(process);
      }
      if (process.exitValue() == EventReader.INCOMPLETE) {
        throw new IOException(
            "vmlens's reader lacks a class, see " + folder.resolve(EventReader.OUTPUT) + ".");
      }
      if (process.exitValue() != 0 || !Files.exists(races)) {
        return new VmlensReport(List.of(), "vmlens could not read its own events");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("the run is being stopped");
    }
    return new VmlensReport(parse(Files.readAllLines(races)), "");
  }

  /** The file of a loop's text, relative to the folder for texts: {@code check/question.txt}. */
  static String textFile(String loop) {
    String[] parts = loop.split("/", 3);
    return parts.length < 3
        ? "other.txt"
        : parts[1].replaceAll("[^A-Za-z0-9-]", "_")
            + "/"
            + parts[2].replaceAll("[^A-Za-z0-9-]", "_")
            + ".txt";
  }

  static List<Race> parse(List<String> lines) {
    List<Race> races = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 4) {
        races.add(new Race(parts[0], parts[1], parts[2], parts[3]));
      }
    }
    return races;
  }

  private static Set<Path> classPath() throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    for (String name : NEEDED) {
      try {
        Class<?> type = Class.forName(name, false, VmlensReport.class.getClassLoader());
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source != null) {
          paths.add(Path.of(source.getLocation().toURI()));
        }
      } catch (ClassNotFoundException | URISyntaxException e) {
        throw new IOException("vmlens's reader lacks the class " + name + ".", e);
      }
    }
    return paths;
  }
}
