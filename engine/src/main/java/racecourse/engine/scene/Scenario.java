package racecourse.engine.scene;

/**
 * One question to a submission: makes a fresh subject, lets named threads use it, and says what
 * must hold afterwards. Run many times, each time from the start, on a thread called "main"; it
 * keeps no state between runs.
 */
@FunctionalInterface
public interface Scenario {

  /**
   * Plays the scenario once.
   *
   * @throws Exception whatever the student's code throws on this thread; the engine reports it as
   *     the student's failure
   */
  void play(Scene scene) throws Exception;
}
