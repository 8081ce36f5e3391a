package racecourse.engine.explore;

import java.util.Arrays;
import java.util.Random;

/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010):
 * random priorities, and a few random moments at which the running strand falls to the lowest.
 */
final class Pct implements Policy {
  private final Random random;
  private final int[] changeAt;
  private final int fairFrom;
  private final int[] priorities = new int[128];
  private int step;
  private int lowest = -1;

  /**
   * A new run.
   *
   * @param seed decides everything
   * @param depth how many moments of change
   * @param length about how many choices a run has
   */
  Pct(long seed, int depth, int length) {
    random = new Random(seed);
    changeAt = new int[depth];
    fairFrom = Math.min(10_000, 200 + 2 * length);
    for (int i = 0; i < depth; i++) {
      changeAt[i] = random.nextInt(Math.max(1, length));
    }
    for (int i = 0; i < priorities.length; i++) {
      priorities[i] = 1 + random.nextInt(1 << 20);
    }
  }

  @Override
  public int nextStrand(Strand[] candidates, int count, int free, long state) {
    int now = step++;
    if (now > fairFrom) {
      // Whoever starves others for ever by our own fault would look like a livelock; the default is
      // fair.
      return 0;
    }
    if (Arrays.stream(changeAt).anyMatch(at -> at == now)) {
      priorities[candidates[0].number & 127] = lowest--;
    }
    int best = 0;
    for (int i = 1; i < count; i++) {
      boolean sleeper = candidates[i].timed();
      if ((!sleeper || random.nextInt(8) == 0)
          && priorities[candidates[i].number & 127] > priorities[candidates[best].number & 127]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public int choose(int count, int free, long state) {
    return free < count && random.nextInt(12) != 0 ? 0 : random.nextInt(count);
  }
}
