package racecourse.engine.grading;

import java.nio.file.Path;
import java.util.List;
import racecourse.engine.child.EngineHost;
import racecourse.engine.run.Job;

/**
 * How to grade.
 *
 * @param work where sources, classes and reports of the run are put; emptied of what earlier runs
 *     left for the same exercises
 * @param engines the engines' hosts; an engine that a check asks for and that is not here counts as
 *     not run
 * @param level how hard to look
 * @param thorough whether every engine looks at everything, also at what another one has decided
 * @param seed the seed for random choices
 * @param parallelism how many children that compute run at once, at least 1; beside them as many of
 *     engines that mostly wait
 * @param replay a finding's {@code replay}, to run just that again; empty for a normal run
 */
public record Settings(
    Path work,
    List<EngineHost> engines,
    Job.Level level,
    boolean thorough,
    long seed,
    int parallelism,
    String replay) {

  /**
   * More children than this for one exercise cost more to start than they gain, also where there
   * are many processors.
   */
  private static final int MOST_SHARES = 4;

  public Settings {
    engines = List.copyOf(engines);
    if (parallelism < 1) {
      throw new IllegalArgumentException("At least one child must run.");
    }
  }

  /** Whether this check is to be looked at: all of them, unless just one schedule is run again. */
  boolean replays(String check) {
    return replay.isEmpty() || replay.startsWith(check + "/");
  }

  /**
   * Into how many children the checks of one exercise are shared for this engine: one that mostly
   * waits gets several where there are processors for them.
   *
   * @param exercises how many are graded at once
   */
  int shares(EngineHost host, int exercises) {
    return host.mostlyWaits()
        ? Math.max(1, Math.min(MOST_SHARES, parallelism / Math.max(1, exercises)))
        : 1;
  }

  /** The usual way: as hard as normal, in {@link #usualParallelism} children. */
  public static Settings of(Path work, List<EngineHost> engines, long seed) {
    return new Settings(work, engines, Job.Level.NORMAL, false, seed, usualParallelism(), "");
  }

  /** The number of processors. */
  public static int usualParallelism() {
    return Runtime.getRuntime().availableProcessors();
  }
}
