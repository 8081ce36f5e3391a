package racecourse.engine.explore;

/**
 * Makes an execution's choices. An execution is a function of the scenario, the code and these
 * choices.
 */
interface Policy {
  /** The answer that ends the execution: whatever comes now has been seen before. */
  int ENOUGH = -1;

  /**
   * Which strand runs next.
   *
   * @param candidates strands that can run or could wake up; the default comes first
   * @param count how many of them, at least 2
   * @param free so many of them, at least the first, cost nothing; to choose one of the others
   *     counts as a preemption
   * @param state a hash of the state of the execution
   * @return the index of a candidate, or {@link #ENOUGH}
   */
  int nextStrand(Strand[] candidates, int count, int free, long state);

  /**
   * Some other choice: which waiter a notification wakes, whether a wake-up is spurious.
   *
   * @param count alternatives, at least 2; the default is 0
   * @param free so many of them, at least the default, cost nothing; each of the others counts as a
   *     preemption
   * @param state a hash of the state of the execution
   * @return an alternative, or {@link #ENOUGH}
   */
  int choose(int count, int free, long state);
}
