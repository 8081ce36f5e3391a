package racecourse.engine.run;

import racecourse.engine.model.Observation;

/** Where a runner says what it does; safe for use by any thread. */
public interface Report {

  /** The runner begins with this check; if the JVM dies now, it died in this check. */
  void started(String check);

  /** The runner is done with this check. */
  void observed(String check, Observation observation);
}
