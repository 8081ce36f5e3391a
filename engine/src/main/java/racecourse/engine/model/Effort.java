package racecourse.engine.model;

/**
 * How much was tried, so that a tick from a capped search does not read like a proof.
 *
 * @param schedules schedules run by the explorer, or iterations run by vmlens; 0 if none
 * @param preemptions the largest preemption bound that was searched
 * @param complete whether every schedule with up to {@code preemptions} preemptions was run
 * @param rounds rounds on real threads; 0 if none
 * @param seed the seed of the random choices; 0 if there were none
 * @param millis wall-clock time in milliseconds
 */
public record Effort(
    int schedules, int preemptions, boolean complete, int rounds, long seed, long millis) {

  /** Nothing was run. */
  public static final Effort NONE = new Effort(0, 0, false, 0, 0, 0);

  public Effort {
    if (schedules < 0 || preemptions < 0 || rounds < 0 || millis < 0) {
      throw new IllegalArgumentException("An effort has no negative parts.");
    }
  }
}
