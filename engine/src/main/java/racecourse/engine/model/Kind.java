package racecourse.engine.model;

import java.util.Arrays;

/** What is wrong, in the words of the field. The order is the order of the contract, not a rank. */
public enum Kind {
  COMPILE_ERROR("compile-error"),
  /** A member of the contract is missing or differs. */
  CONTRACT("contract"),
  WRONG_RESULT("wrong-result"),
  EXCEPTION("exception"),
  LOST_UPDATE("lost-update"),
  DATA_RACE("data-race"),
  /** A cycle of threads that wait for each other. */
  DEADLOCK("deadlock"),
  /** A thread waits for something that never comes, though there is no cycle. */
  STUCK("stuck"),
  LIVELOCK("livelock"),
  /** Correct, but serialised where the contract says it runs at once. */
  NOT_PARALLEL("not-parallel"),
  /** A thread outlives its owner. */
  LEAK("leak"),
  /** Tried to end, inspect or tamper with the grader. */
  FORBIDDEN("forbidden"),
  OUT_OF_RESOURCES("out-of-resources");

  private final String id;

  Kind(String id) {
    this.id = id;
  }

  /** The name in the JSON result and in the catalogue. */
  public String id() {
    return id;
  }

  /**
   * The kind with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Kind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no kind '" + id + "'."));
  }
}
