package racecourse.engine.fuzz;

import java.time.Duration;
import racecourse.engine.run.Job.Level;

/**
 * How long one question may be asked. A share of time, but never so few rounds that the answer says
 * nothing, even if every round takes long.
 *
 * @param share the question's part of the exercise's time
 */
record Budget(Duration share) {
  private static final Duration NORMAL = Duration.ofMillis(1_000);
  private static final int HIGH = 20;
  private static final int ENOUGH = 24;
  private static final int FEW = 12;
  private static final int FEWEST = 6;

  /** The time for an exercise, split evenly over its questions. */
  static Budget of(Level level, int questions) {
    Duration all = level == Level.HIGH ? NORMAL.multipliedBy(HIGH) : NORMAL;
    return new Budget(all.dividedBy(Math.max(1, questions)));
  }

  /** Whether the question has been asked long enough. */
  boolean isSpent(int rounds, Duration spent) {
    return (spent.compareTo(share) >= 0 && rounds >= ENOUGH)
        || (spent.compareTo(share.multipliedBy(2)) >= 0 && rounds >= FEW)
        || (spent.compareTo(share.multipliedBy(6)) >= 0 && rounds >= FEWEST);
  }
}
