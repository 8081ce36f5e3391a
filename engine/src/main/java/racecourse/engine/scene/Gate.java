package racecourse.engine.scene;

/**
 * A place in the scenario's own callbacks where threads wait for each other; it does not order the
 * student's memory accesses in the eyes of the race check.
 */
public interface Gate {

  /**
   * Counts this arrival and waits until the gate's number of arrivals is reached or the gate is
   * opened. An interrupt does not end the wait. If the threads that are missing can never come, the
   * check fails with the kind and message that the gate was made with.
   */
  void pass();

  /** Lets everybody through, now and later. */
  void open();

  /** Arrivals so far. */
  int arrivals();
}
