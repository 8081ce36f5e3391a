package racecourse.engine.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import racecourse.engine.model.EngineId;
import racecourse.engine.run.Job;

/** The hosts of the engines that need nothing but a JVM. */
public final class EngineHosts {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration TOTAL = Duration.ofMinutes(10);

  private EngineHosts() {}

  /** The explorer. */
  public static EngineHost explorer() {
    return new Plain(
        EngineId.EXPLORER,
        "racecourse.engine.explore.ExplorerRunner",
        new LaunchPlan(
            List.of("-XX:+UseSerialGC"),
            List.of(),
            Set.of(),
            true,
            256,
            SILENCE,
            TOTAL,
            LaunchPlan.Blame.ENGINE));
  }

  /**
   * Real threads with injected sleeps. It keeps the full compiler: C1 alone hides what a missing
   * volatile does.
   */
  public static EngineHost fuzz() {
    return new Plain(
        EngineId.FUZZ,
        "racecourse.engine.fuzz.FuzzRunner",
        new LaunchPlan(
            List.of("-XX:+UseSerialGC"),
            List.of(),
            Set.of("java.management"),
            false,
            256,
            SILENCE,
            TOTAL,
            LaunchPlan.Blame.CODE));
  }

  /** With level {@code HIGH} every limit is twenty times as long. */
  private record Plain(EngineId id, String runner, LaunchPlan normal) implements EngineHost {
    @Override
    public LaunchPlan plan(Job job, Path folder) {
      int factor = job.level() == Job.Level.HIGH ? 20 : 1;
      return new LaunchPlan(
          normal.jvmOptions(),
          normal.classPath(),
          normal.modules(),
          normal.opensJavaBase(),
          normal.heapMegabytes(),
          normal.silence().multipliedBy(factor),
          normal.total().multipliedBy(factor),
          normal.blame());
    }
  }
}
