package racecourse.engine.fuzz;

/**
 * How threads are disturbed in one round. No single style finds everything, so rounds take turns.
 */
enum Style {
  /**
   * Not at all, and in classes without any points, so that the compiler may do to them what it
   * likes.
   */
  BARE(true),
  /** As {@link #BARE}, but one thread starts some milliseconds after the others. */
  LATE(true),
  /** Threads often give their turn away. */
  YIELDS(false),
  /** A few delays of one or two milliseconds, anywhere. */
  RARE_LONG(false),
  /** Many delays of microseconds. */
  OFTEN_TINY(false),
  /** One place in the source is slow, all others are not. */
  SLOW_SITE(false),
  /**
   * Threads that the student's code starts come to their first point when whoever does not wait for
   * them is done: a join that is missing, or gives up, shows.
   */
  LATE_START(false);

  /** The order in which rounds use the styles; the first round shows which sites there are. */
  private static final Style[] TURNS = {
    YIELDS,
    LATE_START,
    SLOW_SITE,
    SLOW_SITE,
    BARE,
    SLOW_SITE,
    LATE,
    SLOW_SITE,
    OFTEN_TINY,
    SLOW_SITE,
    RARE_LONG,
    SLOW_SITE,
    LATE,
  };

  private final boolean plain;

  Style(boolean plain) {
    this.plain = plain;
  }

  /** Whether the round runs on classes without points. */
  boolean isPlain() {
    return plain;
  }

  /**
   * The style of a round.
   *
   * @param round its number, from 0
   * @param spins whether there are loops that a late thread could show to be wrong
   * @param starts whether the student's code has started threads in the rounds so far
   */
  static Style ofRound(int round, boolean spins, boolean starts) {
    Style style = TURNS[round % TURNS.length];
    boolean useless = style == LATE && !spins || style == LATE_START && !starts;
    return useless ? SLOW_SITE : style;
  }
}
