package racecourse.engine.vmlens;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import racecourse.engine.child.ClassPaths;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Launcher;
import racecourse.engine.child.Unwanted;
import racecourse.engine.judge.Judge;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Verdict;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.graders.vmprobe.VmProbeGrader;

/** Looks at a submission of the made-up exercise with vmlens alone, in a real child JVM. */
final class ProbeRun {
  private final Path folder;
  private final Map<String, Observation> observations;

  private ProbeRun(Path folder, Map<String, Observation> observations) {
    this.folder = folder;
    this.observations = observations;
  }

  /** Runs the checks on a class {@code Probe} with this body. */
  static ProbeRun of(Path folder, String body, String... checks) {
    return of(new VmlensHost(), folder, body, checks);
  }

  /** Runs them until something is found, also on a machine that does next to nothing. */
  static ProbeRun patiently(Path folder, String body, String... checks) {
    return of(new VmlensHost(), Job.Level.HIGH, folder, body, checks);
  }

  /** Runs the checks on a class {@code Probe} with this body, as the host says. */
  static ProbeRun of(EngineHost host, Path folder, String body, String... checks) {
    return of(host, Job.Level.NORMAL, folder, body, checks);
  }

  private static ProbeRun of(
      EngineHost host, Job.Level level, Path folder, String body, String... checks) {
    try {
      Path classes = compile(folder, body);
      Job job =
          new Job("vmprobe", VmProbeGrader.class.getName(), classes, List.of(checks), level, 1, "");
      try (Fork fork = new Fork()) {
        Launcher launcher = new Launcher(fork, ClassPaths.ofChild(List.of(VmProbeGrader.class)));
        return new ProbeRun(
            folder,
            launcher.run(
                host,
                job,
                folder.resolve("job"),
                folder.resolve("reports"),
                (check, seen) -> {},
                new Unwanted()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What vmlens saw of a check. */
  Observation of(String check) {
    return requireNonNull(observations.get(check), "There is no observation of " + check + ".");
  }

  /** The verdict on a check if the other engines found nothing. */
  Verdict verdict(String check) {
    Exercise exercise = new VmProbeGrader().exercise();
    Map<String, Map<EngineId, Observation>> all = new HashMap<>();
    for (Check each : exercise.checks()) {
      Map<EngineId, Observation> seen = new HashMap<>();
      Effort some = new Effort(1, 0, true, 1, 1, 1);
      seen.put(EngineId.EXPLORER, new Observation.Clean(EngineId.EXPLORER, some));
      seen.put(EngineId.FUZZ, new Observation.Clean(EngineId.FUZZ, some));
      Observation own = observations.get(each.id());
      if (own != null) {
        seen.put(EngineId.VMLENS, own);
      }
      all.put(each.id(), seen);
    }
    ExerciseResult result = Judge.judge(exercise, all);
    return result.checks().stream()
        .filter(each -> each.id().equals(check))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** A file that is kept for people. */
  Path report(String name) {
    return folder.resolve("reports").resolve(name);
  }

  private static Path compile(Path folder, String body) throws IOException {
    Path source = folder.resolve("src/racecourse/vmprobe/Probe.java");
    Path classes = folder.resolve("classes");
    Files.createDirectories(source.getParent());
    Files.createDirectories(classes);
    Files.writeString(
        source,
        """
        package racecourse.vmprobe;

        import java.util.*;
        import java.util.concurrent.*;
        import java.util.concurrent.atomic.*;
        import java.util.concurrent.locks.*;

        public class Probe {
        %s
        }
        """
            .formatted(body.indent(2)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-g", "-proc:none", "-Xlint:-options", "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return classes;
  }
}
