package racecourse.engine.fuzz;

import java.util.BitSet;

/**
 * What one thread does at its points in one round. The same seed and the same sites give the same
 * choices. Not safe for use by several threads.
 */
final class Choices {
  /** Go on at once. */
  static final long NOTHING = 0;

  /** Give the turn away. */
  static final long YIELD = -1;

  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;

  private final Style style;

  /** Not changed any more. */
  private final BitSet slowSites;

  /** How long the first delay of a late start is. */
  private final long late;

  private final Dice dice;

  /**
   * What may still be injected in this round: without an end a loop over points would never get
   * anywhere.
   */
  private int left;

  /**
   * The choices of one thread.
   *
   * @param late by how many nanoseconds it comes late to its first point if it is one of those that
   *     start late in this round
   */
  Choices(Style style, BitSet slowSites, long late, long seed) {
    this.style = style;
    this.slowSites = slowSites;
    this.late = late;
    this.dice = new Dice(seed);
    this.left =
        switch (style) {
          case BARE, LATE -> 0;
          case YIELDS -> 500;
          case RARE_LONG -> 6;
          case OFTEN_TINY -> 200;
          case SLOW_SITE -> 3;
          case LATE_START -> late > 0 ? 1 : 0;
        };
  }

  /** What to do at this site: {@link #NOTHING}, {@link #YIELD} or a delay in nanoseconds. */
  long at(int site) {
    if (left == 0) {
      return NOTHING;
    }
    long choice =
        switch (style) {
          case BARE, LATE -> NOTHING;
          case YIELDS -> dice.oneIn(2) ? YIELD : NOTHING;
          case RARE_LONG -> dice.oneIn(24) ? (1 + dice.below(2)) * MILLISECOND : NOTHING;
          case OFTEN_TINY -> dice.oneIn(3) ? (1 + dice.below(40)) * MICROSECOND : NOTHING;
          case SLOW_SITE -> site >= 0 && slowSites.get(site) && !dice.oneIn(6) ? slow() : NOTHING;
          case LATE_START -> late;
        };
    if (choice != NOTHING) {
      left--;
    }
    return choice;
  }

  private long slow() {
    return dice.oneIn(3) ? (20 + dice.below(150)) * MICROSECOND : MILLISECOND;
  }
}
