package racecourse.engine.child;

import java.nio.file.Path;
import java.util.Map;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;

/**
 * The parent's side of one engine: how its child JVMs are started, and what is to be done once one
 * has ended. Used by several threads at once; implementations keep no state.
 */
public interface EngineHost {

  /** Which engine this is. */
  EngineId id();

  /** The name of the {@link racecourse.engine.run.Runner} that the child loads. */
  String runner();

  /**
   * Whether this engine's children mostly wait. Such a child leaves its processor to others, and
   * two of them, each with a part of the checks, take half as long as one.
   */
  default boolean mostlyWaits() {
    return false;
  }

  /**
   * How to start a child, which is told its job later.
   *
   * @param level how hard it will have to look
   * @param folder an empty folder of this child's own, its working directory; the host may lay out
   *     files in it
   * @throws Exception if the engine cannot be started here; its message becomes the reason for not
   *     grading
   */
  LaunchPlan plan(Job.Level level, Path folder) throws Exception;

  /**
   * Called after the child has ended, normally or not, for engines that learn more from what it
   * left behind.
   *
   * @param job the job
   * @param folder the child's folder
   * @param reports where files may be put that are kept for people; not created yet
   * @param observed by the id of the check, in order, what the child reported, and what its end
   *     says about the check that was under way; checks it did not come to are absent
   * @return the observations that count, for the same checks
   * @throws Exception for faults of the kit; the checks are then not graded
   */
  default Map<String, Observation> afterwards(
      Job job, Path folder, Path reports, Map<String, Observation> observed) throws Exception {
    return observed;
  }
}
