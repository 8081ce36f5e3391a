package racecourse.engine.model;

/** What one engine saw of one check. */
public sealed interface Observation {

  /** The engine that looked. */
  EngineId engine();

  /** How hard it looked. */
  Effort effort();

  /** It ran and found nothing wrong. */
  record Clean(EngineId engine, Effort effort) implements Observation {}

  /** It found something wrong. */
  record Found(EngineId engine, Finding finding, Effort effort) implements Observation {}

  /**
   * It reported something that only counts when another engine confirms it, such as vmlens's data
   * races.
   *
   * @param finding what was reported
   */
  record Suspected(EngineId engine, Finding finding, Effort effort) implements Observation {}

  /**
   * It started, could not finish, and says nothing about the code; the other engines decide.
   *
   * @param reason one sentence
   */
  record Abstained(EngineId engine, String reason, Effort effort) implements Observation {}

  /**
   * It did not run, by the kit's own fault; the check is then not graded.
   *
   * @param reason one sentence
   */
  record DidNotRun(EngineId engine, String reason) implements Observation {
    @Override
    public Effort effort() {
      return Effort.NONE;
    }
  }
}
