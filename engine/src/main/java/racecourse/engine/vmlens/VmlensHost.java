package racecourse.engine.vmlens;

import com.vmlens.api.AllInterleavings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.LaunchPlan;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;

/**
 * The parent's side of vmlens: starts the child with the agent, and once it has ended adds the data
 * races that vmlens found in its events. These are suspicions: vmlens knows nothing of semaphores,
 * latches and {@code wait}, and calls right code racy.
 */
public final class VmlensHost implements EngineHost {
  private static final String AGENT = "agent";

  // The runner watches its time itself; these only meet a child that is beyond help, also on a
  // machine that is very busy.
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration TOTAL = Duration.ofMinutes(3);

  /** A host; without state. */
  public VmlensHost() {}

  @Override
  public EngineId id() {
    return EngineId.VMLENS;
  }

  @Override
  public String runner() {
    return VmlensRunner.class.getName();
  }

  @Override
  public LaunchPlan plan(Job.Level level, Path folder) throws IOException {
    VmlensAgent.layOut(folder.resolve(AGENT));
    int factor = level == Job.Level.HIGH ? 6 : 1;
    return new LaunchPlan(
        List.of(
            // Relative to the child's working directory: an equals sign in a path would end it.
            VmlensAgent.jvmOption(Path.of(AGENT)), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        List.of(api()),
        Set.of("java.instrument", "java.management", "jdk.unsupported"),
        false,
        256,
        SILENCE.multipliedBy(factor),
        TOTAL.multipliedBy(factor),
        LaunchPlan.Blame.ENGINE);
  }

  @Override
  public Map<String, Observation> afterwards(
      Job job, Path folder, Path reports, Map<String, Observation> observed) throws IOException {
    VmlensAgent agent = new VmlensAgent(folder.resolve(AGENT));
    if (!agent.hasEvents()) {
      return observed;
    }
    VmlensReport report = VmlensReport.read(agent.events(), folder.resolve("reader"), reports);
    agent.remove();
    return merged(job, observed, report);
  }

  /** What was observed, with what vmlens found out afterwards. */
  static Map<String, Observation> merged(
      Job job, Map<String, Observation> observed, VmlensReport report) {
    Map<String, Observation> merged = new LinkedHashMap<>();
    observed.forEach((check, seen) -> merged.put(check, merged(job, check, seen, report)));
    return merged;
  }

  private static Observation merged(Job job, String check, Observation seen, VmlensReport report) {
    boolean open =
        seen instanceof Observation.Clean
            || (seen instanceof Observation.Abstained && seen.effort().schedules() > 0);
    if (!open) {
      return seen;
    }
    String prefix = VmlensRunner.loopName(job.exercise(), check, "");
    List<Race> races =
        report.races().stream()
            .filter(race -> race.loop().startsWith(prefix))
            .sorted(Comparator.comparing(race -> !race.isStudents(job.studentPackage())))
            .toList();
    if (!races.isEmpty()) {
      return new Observation.Suspected(EngineId.VMLENS, finding(races), seen.effort());
    }
    return report.trouble().isEmpty() || seen instanceof Observation.Abstained
        ? seen
        : new Observation.Abstained(
            EngineId.VMLENS, "vmlens says nothing: " + report.trouble() + ".", seen.effort());
  }

  private static Finding finding(List<Race> races) {
    String subject = races.get(0).subject();
    String places =
        races.stream()
            .filter(race -> race.subject().equals(subject))
            .map(race -> race.place() + " on thread " + race.thread())
            .distinct()
            .limit(3)
            .collect(Collectors.joining(" and "));
    String others =
        races.stream()
            .map(Race::subject)
            .distinct()
            .skip(1)
            .limit(5)
            .collect(Collectors.joining(", "));
    String message =
        "vmlens reports a data race on "
            + subject
            + ": "
            + places
            + (others.isEmpty() ? "." : "; and on " + others + ".");
    return new Finding(Kind.DATA_RACE, message, null, null, 0, List.of(), "", subject);
  }

  private static Path api() throws IOException {
    try {
      return Path.of(
          AllInterleavings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("The place of vmlens's API is not a file.", e);
    }
  }
}
