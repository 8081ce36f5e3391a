package racecourse.engine.vmlens;

import racecourse.engine.model.Finding;

/** What came of one question. */
sealed interface Answer {

  /** Runs made. */
  int runs();

  /** Nothing went wrong. */
  record Fine(int runs) implements Answer {}

  /** Something went wrong in a run that really happened. */
  record Wrong(int runs, Finding finding) implements Answer {}

  /**
   * Nothing can be said.
   *
   * @param reason the rest of a sentence
   * @param hung whether threads were left behind
   */
  record Open(int runs, String reason, boolean hung) implements Answer {}

  /** vmlens is not there. */
  record NoAgent() implements Answer {
    @Override
    public int runs() {
      return 0;
    }
  }
}
