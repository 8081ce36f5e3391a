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
  SLOW_SITE(false);

  /** The order in which rounds use the styles; the first round shows which sites there are. */
  private static final Style[] TURNS = {
    YIELDS,
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
   */
  static Style ofRound(int round, boolean spins) {
    Style style = TURNS[round % TURNS.length];
    return style == LATE && !spins ? SLOW_SITE : style;
  }
}
