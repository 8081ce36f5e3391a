package racecourse.graders;

/** How late somebody comes who must be waited for. Only virtual time can pass that fast. */
final class LongTime {
  /**
   * A little more than half an hour, in milliseconds: longer than any limit that is meant as one.
   * Who writes an hour or a day means for ever.
   */
  static final long HALF_AN_HOUR = 31 * 60_000L;

  private LongTime() {}
}
