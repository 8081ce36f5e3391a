package racecourse.engine.run;

import racecourse.engine.model.EngineId;

/** One engine, running inside its own child JVM on one exercise. */
public interface Runner {

  /** Which engine this is. */
  EngineId id();

  /**
   * What can be done before the job is known, called once, before {@link #run}. No class of a
   * student's has been loaded then.
   *
   * @throws Exception for faults of the kit
   */
  default void early() throws Exception {}

  /**
   * Looks at the job's checks, one after another, and reports each as soon as it is known.
   *
   * @throws Exception only for faults of the kit; what the student's code throws is part of an
   *     observation
   */
  void run(Job job, Report report) throws Exception;
}
