package racecourse.engine.model;

/** The verdict on an exercise or on one of its checks. */
public enum Verdict {
  /** Every engine that had to run ran, and none found anything wrong. */
  PASSED("passed"),
  /** An execution that really happened shows the code to be wrong. */
  FAILED("failed"),
  /** The stub, unchanged or still throwing {@link UnsupportedOperationException}. */
  NOT_STARTED("not-started"),
  /** The kit could not grade it, by its own fault; never a pass, never silently a zero. */
  NOT_GRADED("not-graded");

  private final String id;

  Verdict(String id) {
    this.id = id;
  }

  /** The name in the JSON result. */
  public String id() {
    return id;
  }
}
