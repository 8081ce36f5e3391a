package racecourse.engine.run;

import racecourse.engine.model.Kind;

/** A scenario's expectation that did not hold. Its message is the sentence for the student. */
public final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** An expectation that did not hold. */
  public Violation(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** The kind of failure the scenario names. */
  public Kind kind() {
    return kind;
  }
}
