package racecourse.engine.explore;

import java.util.Arrays;

/**
 * A vector clock (Mattern 1989): for each strand, by its number, how much of its history is known
 * here. Grows as strands are added. Only the running strand touches a clock.
 */
final class Clock {
  private int[] times;

  Clock() {
    this.times = new int[4];
  }

  /** What is known of this strand's history. */
  int at(int strand) {
    return strand < times.length ? times[strand] : 0;
  }

  /** For how many strands there is room; the others are not known of at all. */
  int width() {
    return times.length;
  }

  /** The strand does one more step that others may come to know. */
  void tick(int strand) {
    reserve(strand + 1);
    times[strand]++;
  }

  /** Learns all that the other clock knows. */
  void join(Clock other) {
    int[] theirs = other.times;
    if (times.length < theirs.length) {
      // Not more than that: two clocks that overtook each other would grow without end.
      times = Arrays.copyOf(times, theirs.length);
    }
    for (int i = 0; i < theirs.length; i++) {
      if (theirs[i] > times[i]) {
        times[i] = theirs[i];
      }
    }
  }

  /** Knows exactly what the other clock knows. */
  void set(Clock other) {
    if (times.length < other.times.length) {
      times = other.times.clone();
    } else {
      System.arraycopy(other.times, 0, times, 0, other.times.length);
      Arrays.fill(times, other.times.length, times.length, 0);
    }
  }

  private void reserve(int length) {
    if (times.length < length) {
      times = Arrays.copyOf(times, Math.max(length, times.length * 2));
    }
  }
}
