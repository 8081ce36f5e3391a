package racecourse.engine.grading;

import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/**
 * Told how the grading goes. Calls come from several threads, but never two at once; a call that
 * throws does not disturb the grading.
 */
public interface Listener {

  /** Hears nothing. */
  Listener NONE = new Listener() {};

  /** Something the user should know that is no verdict, in one sentence. */
  default void notice(String sentence) {}

  /** The exercise is being compiled. */
  default void started(Exercise exercise) {}

  /** An engine is done with a check; what it says may still be completed when its JVM has ended. */
  default void observed(Exercise exercise, Check check, Observation observation) {}

  /** The exercise has its verdict. These calls come in the order of the course. */
  default void graded(ExerciseResult result) {}
}
