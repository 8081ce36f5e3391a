package racecourse.engine.fuzz;

/**
 * Random numbers that depend on their seed alone (SplitMix64); not safe for use by several threads.
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    state = seed;
  }

  /** A seed made of several parts, each of which changes all of it. */
  static long seed(long... parts) {
    long seed = 0;
    for (long part : parts) {
      seed = mix(seed + GOLDEN + part);
    }
    return seed;
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number from 0 up to but not including {@code bound}. */
  int below(int bound) {
    return (int) ((nextLong() >>> 33) % bound);
  }

  /** True once in {@code n} throws. */
  boolean oneIn(int n) {
    return below(n) == 0;
  }

  private static long mix(long z) {
    long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
