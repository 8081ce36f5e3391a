package racecourse.engine.child;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import racecourse.engine.model.EngineId;
import racecourse.engine.run.Job;

/** Starts children with a {@link FakeRunner}. */
public record FakeHost(
    EngineId id, String runner, Duration silence, Duration total, LaunchPlan.Blame blame)
    implements EngineHost {

  /** A host with generous limits. */
  public static FakeHost of(Class<? extends FakeRunner> runner) {
    EngineId id;
    try {
      id = runner.getDeclaredConstructor().newInstance().id();
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
    return new FakeHost(
        id,
        runner.getName(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        id == EngineId.FUZZ ? LaunchPlan.Blame.CODE : LaunchPlan.Blame.ENGINE);
  }

  /** The same with less patience. */
  public FakeHost within(Duration silence, Duration total) {
    return new FakeHost(id, runner, silence, total, blame);
  }

  /** Real threads mostly wait. */
  @Override
  public boolean mostlyWaits() {
    return id == EngineId.FUZZ;
  }

  @Override
  public LaunchPlan plan(Job.Level level, Path folder) {
    return new LaunchPlan(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        List.of(testClasses()),
        Set.of(),
        false,
        64,
        silence,
        total,
        blame);
  }

  /** Where the test classes are. */
  public static Path testClasses() {
    try {
      return Path.of(FakeHost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
