package racecourse.engine.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows a list of choices, then takes another policy's; writes down every choice it makes and
 * what else there was.
 */
final class Choices implements Policy {
  /** Takes the default. */
  static final Policy DEFAULTS =
      new Policy() {
        @Override
        public int nextStrand(Strand[] candidates, int count, int free, long state) {
          return 0;
        }

        @Override
        public int choose(int count, int free, long state) {
          return 0;
        }
      };

  private byte[] prefix = new byte[0];
  private Policy beyond = DEFAULTS;
  byte[] taken = new byte[64];
  byte[] counts = new byte[64];

  /** So many of the alternatives, the first ones, cost nothing. */
  private byte[] frees = new byte[64];

  int length;

  /** Whether the code behaved differently from the last time the prefix was followed. */
  boolean diverged;

  private @Nullable Seen seen;
  private int cost;

  /** Begins anew. */
  void follow(byte[] choices, Policy then) {
    follow(choices, then, null, 0);
  }

  /**
   * Begins anew, and ends early in a state that has been seen.
   *
   * @param choices what to begin with
   * @param then what to do then
   * @param seen the states seen so far; null to go on to the end
   * @param cost the preemptions among the choices
   */
  void follow(byte[] choices, Policy then, @Nullable Seen seen, int cost) {
    this.seen = seen;
    this.cost = cost;
    prefix = choices;
    beyond = then;
    length = 0;
    diverged = false;
  }

  @Override
  public int nextStrand(Strand[] candidates, int count, int free, long state) {
    if (length >= prefix.length && seen != null && !seen.admits(state, this.cost)) {
      return ENOUGH;
    }
    int choice =
        length < prefix.length
            ? prefixed(count)
            : beyond.nextStrand(candidates, count, free, state);
    return note(choice, count, free);
  }

  @Override
  public int choose(int count, int free, long state) {
    if (length >= prefix.length && seen != null && !seen.admits(state, this.cost)) {
      return ENOUGH;
    }
    int choice = length < prefix.length ? prefixed(count) : beyond.choose(count, free, state);
    return note(choice, count, free);
  }

  private int prefixed(int count) {
    int choice = prefix[length];
    if (choice >= count) {
      diverged = true;
      return 0;
    }
    return choice;
  }

  private int note(int choice, int count, int free) {
    if (length == taken.length) {
      taken = Arrays.copyOf(taken, length * 2);
      counts = Arrays.copyOf(counts, length * 2);
      frees = Arrays.copyOf(frees, length * 2);
    }
    taken[length] = (byte) choice;
    counts[length] = (byte) count;
    frees[length] = (byte) free;
    length++;
    return choice;
  }

  /** All choices of the run, without the defaults at its end. */
  byte[] all() {
    int end = length;
    while (end > 0 && taken[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(taken, end);
  }

  /** What it costs, in preemptions, to take that alternative at that place. */
  int preemption(int place, int alternative) {
    return alternative < frees[place] ? 0 : 1;
  }

  /** How many of the choices made count as preemptions. */
  int preemptions() {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += preemption(i, taken[i]);
    }
    return sum;
  }
}
