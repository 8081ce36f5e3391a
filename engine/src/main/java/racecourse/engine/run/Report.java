package racecourse.engine.run;

import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Observation;

/** Where a runner says what it does; safe for use by any thread. */
public interface Report {

  /** The runner begins with this check; if the JVM dies now, it died in this check. */
  void started(String check);

  /** The runner is done with this check. */
  void observed(String check, Observation observation);

  /**
   * Whether it still matters what the runner observes. If not, because another engine has decided
   * the check in the meantime, the runner may abstain and go on with the next.
   */
  default boolean isWanted(String check) {
    return true;
  }

  /** What a runner says of a check that no longer matters. */
  static Observation notNeeded(EngineId engine, Effort effort) {
    return new Observation.Abstained(
        engine, "The check had failed already when engine " + engine.id() + " came to it.", effort);
  }
}
