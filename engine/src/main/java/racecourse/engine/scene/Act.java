package racecourse.engine.scene;

/** What an actor does. */
@FunctionalInterface
public interface Act {

  /**
   * Does it, on the actor's own thread.
   *
   * @throws Exception whatever the student's code throws; the engine reports it as the student's
   *     failure
   */
  void run() throws Exception;
}
