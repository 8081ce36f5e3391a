package racecourse.engine.explore;

/**
 * The states that a search has gone on from, with the fewest preemptions it took to get there. A
 * hash table from long to byte with open addressing. Two executions that have come to the same
 * state differ only in the order of things that do not touch each other: going on from one of them
 * is enough (Godefroid 1996; for the cost, Coons, Musuvathi and McKinley, OOPSLA 2013).
 */
final class Seen {
  private static final int MOST = 1 << 21;

  private long[] states = new long[1 << 10];
  private byte[] costs = new byte[1 << 10];
  private int size;

  /** Whether the search should go on from this state; from now on it has. */
  boolean admits(long state, int cost) {
    long key = state == 0 ? 1 : state;
    int slot = slot(states, key);
    if (states[slot] == key) {
      if (costs[slot] <= cost) {
        return false;
      }
      costs[slot] = (byte) cost;
      return true;
    }
    if (size >= MOST) {
      return true;
    }
    states[slot] = key;
    costs[slot] = (byte) cost;
    if (++size * 2 > states.length) {
      grow();
    }
    return true;
  }

  private static int slot(long[] table, long key) {
    int mask = table.length - 1;
    int slot = (int) (key ^ key >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldStates = states;
    byte[] oldCosts = costs;
    states = new long[oldStates.length * 2];
    costs = new byte[oldStates.length * 2];
    for (int i = 0; i < oldStates.length; i++) {
      if (oldStates[i] != 0) {
        int slot = slot(states, oldStates[i]);
        states[slot] = oldStates[i];
        costs[slot] = oldCosts[i];
      }
    }
  }
}
