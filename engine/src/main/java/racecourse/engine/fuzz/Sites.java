package racecourse.engine.fuzz;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * What the rounds of one question have come by: sites, and threads that the student's code started.
 * Safe for use by any thread.
 */
final class Sites {
  /** From so many sites on a second one is slow now and then. */
  private static final int MANY = 8;

  private final BitSet seen = new BitSet();
  private final long seed;
  private int turn;
  private boolean starts;

  /** No sites yet. */
  Sites(long seed) {
    this.seed = seed;
  }

  synchronized void saw(int site) {
    seen.set(site);
  }

  synchronized void sawStart() {
    starts = true;
  }

  /** Whether the student's code starts threads. */
  synchronized boolean starts() {
    return starts;
  }

  /**
   * The sites that are slow in the next round. Each gets its turn, in an order that the seed
   * decides, and sometimes another one with it; never the same one, for two slow sites can also be
   * in each other's way.
   */
  synchronized BitSet next() {
    BitSet picked = new BitSet();
    List<Integer> order =
        seen.stream()
            .boxed()
            .sorted(Comparator.comparingLong(site -> Dice.seed(seed, site)))
            .toList();
    if (!order.isEmpty()) {
      Dice dice = new Dice(Dice.seed(seed, turn));
      picked.set(order.get(turn++ % order.size()));
      if (order.size() >= MANY && dice.oneIn(2)) {
        picked.set(order.get(dice.below(order.size())));
      }
    }
    return picked;
  }
}
