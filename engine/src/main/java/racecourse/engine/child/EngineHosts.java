package racecourse.engine.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import racecourse.engine.model.EngineId;
import racecourse.engine.run.Job;

/** The hosts of the engines that need nothing but a JVM. */
public final class EngineHosts {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration TOTAL = Duration.ofMinutes(10);

  private static final Duration A_PERSONS_TIME = Duration.ofHours(12);
  private static final String EXPLORER = "racecourse.engine.explore.ExplorerRunner";

  private EngineHosts() {}

  /**
   * The explorer. In the second or two that a normal run takes, compiling with the full compiler
   * costs more than its code saves (measured: half the processor time without it); a long run has
   * it.
   */
  public static EngineHost explorer() {
    return new Plain(
        EngineId.EXPLORER,
        EXPLORER,
        List.of("-XX:TieredStopAtLevel=1"),
        false,
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
   * The explorer, with a JVM that waits for a debugger before it runs anything; for one schedule.
   * Its limits are those of a person.
   *
   * @param port where the JVM listens, on this machine only
   */
  public static EngineHost explorerUnderDebugger(int port) {
    LaunchPlan plan =
        new LaunchPlan(
            List.of(
                "-XX:+UseSerialGC",
                // What the agent itself prints would come between the frames.
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:"
                    + port),
            List.of(),
            Set.of("jdk.jdwp.agent"),
            true,
            256,
            A_PERSONS_TIME,
            A_PERSONS_TIME,
            LaunchPlan.Blame.ENGINE);
    return new Plain(EngineId.EXPLORER, EXPLORER, List.of(), false, plan);
  }

  /**
   * Real threads with injected sleeps. It keeps the full compiler: C1 alone hides what a missing
   * volatile does.
   */
  public static EngineHost fuzz() {
    return new Plain(
        EngineId.FUZZ,
        "racecourse.engine.fuzz.FuzzRunner",
        List.of(),
        true,
        new LaunchPlan(
            fuzzOptions(Runtime.version().feature(), Runtime.getRuntime().availableProcessors()),
            List.of(),
            Set.of("java.management"),
            false,
            256,
            SILENCE,
            TOTAL,
            LaunchPlan.Blame.CODE));
  }

  /**
   * Until JDK 24 a CompletableFuture gives each task a thread where the common pool would have only
   * one. From 25 on two tasks of which one waits for the other hang on a machine with two cores,
   * and on no larger one. A verdict is not about the machine.
   */
  static List<String> fuzzOptions(int feature, int processors) {
    return feature >= 25 && processors <= 3
        ? List.of("-XX:+UseSerialGC", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3")
        : List.of("-XX:+UseSerialGC");
  }

  /**
   * With level {@code HIGH} every limit is twenty times as long.
   *
   * @param hurried further JVM options for level {@code NORMAL}
   */
  private record Plain(
      EngineId id, String runner, List<String> hurried, boolean mostlyWaits, LaunchPlan normal)
      implements EngineHost {
    @Override
    public LaunchPlan plan(Job.Level level, Path folder) {
      boolean high = level == Job.Level.HIGH;
      int factor = high ? 20 : 1;
      List<String> options = new ArrayList<>(normal.jvmOptions());
      options.addAll(high ? List.of() : hurried);
      return new LaunchPlan(
          options,
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
