package racecourse.engine.explore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a schedule that fails: every schedule with no preemption, then every one with one, and
 * so on (iterative context bounding, Musuvathi and Qadeer, PLDI 2007), each exactly once; beyond
 * the budget, random ones (PCT).
 */
final class Search {
  private static final int MAX_PENDING = 400_000;
  private static final long MAX_PENDING_BYTES = 100_000_000;
  private static final int MAX_EXPANDED = 3_000;

  /**
   * What was searched.
   *
   * @param failure the first failing outcome; null if there was none
   * @param choices the choices that lead to it
   * @param schedules how many schedules were run
   * @param preemptions the largest bound that was begun
   * @param complete whether all schedules up to that bound were run
   * @param random how many of the schedules were random
   * @param racyFields fields seen in a data race
   */
  record Result(
      @Nullable Outcome failure,
      byte[] choices,
      int schedules,
      int preemptions,
      boolean complete,
      int random,
      BitSet racyFields) {}

  /** Runs one schedule. */
  interface Runs {
    Outcome run(Choices choices, BitSet racyFields);

    /** Scheduling points passed so far, in all runs. */
    long points();
  }

  /**
   * How far to go.
   *
   * @param schedules at most this many schedules in order
   * @param points no further schedule in order once so many scheduling points were passed: a
   *     schedule of code that polls may have thousands. The random ones may pass a quarter more.
   * @param preemptions at most this preemption bound
   * @param random this many random ones if that was not all
   * @param seed for the random ones
   * @param enough asked before each schedule; true ends the search
   */
  record Budget(
      int schedules, long points, int preemptions, int random, long seed, BooleanSupplier enough) {}

  private record Item(byte[] prefix, int cost) {}

  private final Runs runs;
  private final Choices choices = new Choices();
  private long pendingBytes;

  private final @Nullable Seen seen;

  /**
   * A search.
   *
   * @param runs runs one schedule
   * @param merges whether executions that come to the same state may be merged: right for code
   *     without a data race
   */
  Search(Runs runs, boolean merges) {
    this.runs = runs;
    this.seen = merges ? new Seen() : null;
  }

  Result search(Budget budget) {
    BitSet racy = new BitSet();
    ArrayDeque<Item> now = new ArrayDeque<>();
    ArrayDeque<Item> next = new ArrayDeque<>();
    now.push(new Item(new byte[0], 0));
    int schedules = 0;
    int bound = 0;
    boolean complete = true;
    boolean lost = false;
    int longest = 1;
    long end = runs.points() + budget.points;
    while (true) {
      while (!now.isEmpty()) {
        if (schedules >= budget.schedules || runs.points() >= end || budget.enough.getAsBoolean()) {
          complete = false;
          break;
        }
        Item item = now.pop();
        pendingBytes -= item.prefix.length;
        choices.follow(item.prefix, Choices.DEFAULTS, seen, item.cost);
        Outcome outcome = runs.run(choices, racy);
        schedules++;
        longest = Math.max(longest, choices.length);
        if (outcome instanceof Outcome.Unsupported || outcome.failed()) {
          return new Result(outcome, choices.all(), schedules, bound, false, 0, racy);
        }
        lost |= choices.diverged;
        lost |= !expand(item, bound, now, next);
      }
      if (!complete || bound == budget.preemptions || next.isEmpty()) {
        break;
      }
      bound++;
      ArrayDeque<Item> swap = now;
      now = next;
      next = swap;
    }
    if (complete && next.isEmpty()) {
      bound = budget.preemptions;
    }
    if (complete && !lost) {
      return new Result(null, new byte[0], schedules, bound, true, 0, racy);
    }
    int random = 0;
    end = runs.points() + budget.points / 4;
    for (;
        random < budget.random && runs.points() < end && !budget.enough.getAsBoolean();
        random++) {
      choices.follow(new byte[0], new Pct(budget.seed + random, 1 + random % 4, longest));
      Outcome outcome = runs.run(choices, racy);
      if (outcome instanceof Outcome.Unsupported || outcome.failed()) {
        return new Result(
            outcome, choices.all(), schedules + random + 1, bound, false, random + 1, racy);
      }
    }
    return new Result(null, new byte[0], schedules + random, bound, false, random, racy);
  }

  /**
   * Queues every schedule that differs from the last run in one more choice; false if some had to
   * be dropped.
   */
  private boolean expand(Item item, int bound, ArrayDeque<Item> now, ArrayDeque<Item> next) {
    int end = Math.min(choices.length, MAX_EXPANDED);
    for (int i = item.prefix.length; i < end; i++) {
      for (int alternative = 1; alternative < choices.counts[i]; alternative++) {
        int cost = item.cost + choices.preemption(i, alternative);
        if (now.size() + next.size() >= MAX_PENDING || pendingBytes >= MAX_PENDING_BYTES) {
          return false;
        }
        pendingBytes += i + 1;
        byte[] prefix = Arrays.copyOf(choices.taken, i + 1);
        prefix[i] = (byte) alternative;
        (cost <= bound ? now : next).push(new Item(prefix, cost));
      }
    }
    return end == choices.length;
  }

  /**
   * Fewer preemptions and fewer other deviations from the default that still fail in the same way.
   */
  byte[] minimise(byte[] failing, java.util.function.Predicate<Outcome> same, int attempts) {
    byte[] best = failing;
    BitSet ignored = new BitSet();
    boolean better = true;
    int left = attempts;
    while (better && left > 0) {
      better = false;
      for (int i = best.length - 1; i >= 0 && left > 0; i--) {
        if (best[i] == 0) {
          continue;
        }
        for (byte[] shorter : new byte[][] {Arrays.copyOf(best, i), without(best, i)}) {
          left--;
          choices.follow(shorter, Choices.DEFAULTS);
          if (same.test(runs.run(choices, ignored)) && weight(choices.all()) < weight(best)) {
            best = choices.all();
            better = true;
            break;
          }
        }
        if (better) {
          break;
        }
      }
    }
    return best;
  }

  private static byte[] without(byte[] choices, int index) {
    byte[] copy = choices.clone();
    copy[index] = 0;
    return copy;
  }

  private static int weight(byte[] choices) {
    int sum = 0;
    for (byte choice : choices) {
      sum += choice == 0 ? 0 : 1000;
    }
    return sum + choices.length;
  }
}
