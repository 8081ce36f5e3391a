package racecourse.engine.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;

/** How one execution ended. */
sealed interface Outcome {

  /** The scenario came to its end and was content. */
  record Completed() implements Outcome {}

  /** An expectation of the scenario's did not hold. */
  record Violated(Violation violation, String strand) implements Outcome {}

  /** An exception left one of the scenario's threads. */
  record Threw(Throwable thrown, String strand) implements Outcome {}

  /** Two accesses of a variable, at least one of them a write, that nothing orders. */
  record Raced(String variable, Touch first, Touch second) implements Outcome {}

  /** One access of a variable. */
  record Touch(String strand, int site, boolean write) {}

  /** Nobody can go on, ever. */
  record Halted(Halt halt, List<Waiter> waiters, Kind kind, String message) implements Outcome {}

  /** The ways in which an execution stops without coming to its end. */
  enum Halt {
    /** The waiters form a cycle. */
    CYCLE,
    /** Someone waits for what nobody will do. */
    NO_SIGNAL,
    /** Threads run for ever without getting anywhere. */
    SPIN,
    /** A gate of the scenario's cannot open. */
    GATE,
    /** Threads of the student's are left over. */
    LEFT_OVER
  }

  /**
   * A strand that does not go on.
   *
   * @param strand its name
   * @param state what it is doing
   * @param site where
   * @param object what it waits for, in the words of the source, or empty
   * @param holder the strand that holds or is that object; null if none
   * @param ofScenario whether the scenario started it
   */
  record Waiter(
      String strand,
      Strand.State state,
      int site,
      String object,
      @Nullable String holder,
      boolean ofScenario) {}

  /** Ended early: it had come to a state that another execution has gone on from. */
  record Merged() implements Outcome {}

  /** The explorer cannot run this code. */
  record Unsupported(String reason) implements Outcome {}

  /** Whether this is a failure of the submission. */
  default boolean failed() {
    return !(this instanceof Completed || this instanceof Merged || this instanceof Unsupported);
  }
}
