package racecourse.engine.explore;

/** Makes an execution's choices. An execution is a function of the scenario, the code and these choices. */
interface Policy {

  /**
   * Which strand runs next.
   *
   * @param candidates strands that can run or could wake up; the default comes first
   * @param count how many of them, at least 2
   * @param costs bit i is set if choosing candidate i counts as a preemption
   */
  int nextStrand(Strand[] candidates, int count, long costs);

  /**
   * Some other choice: which waiter a notification wakes, whether a wake-up is spurious.
   *
   * @param count alternatives, at least 2; the default is 0
   * @param costs bit i is set if choosing alternative i counts as a preemption
   */
  int choose(int count, long costs);
}
