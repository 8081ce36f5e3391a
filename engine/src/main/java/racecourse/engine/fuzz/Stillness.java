package racecourse.engine.fuzz;

/**
 * Decides whether a run stands still for good: everybody waits, nobody has done anything or used
 * any processor time between several looks, and the operating system agrees that nobody is about
 * to. Used by one thread.
 */
final class Stillness {
  private static final int LOOKS = 3;
  private static final int QUIET_LOOKS = 2;

  /** Where the operating system cannot be asked: so many looks, and more if the machine is busy. */
  private static final int LOOKS_WITHOUT_ANSWER = 25;

  private static final int LOOKS_PER_MILLISECOND_LATE = 10;

  /** Where something else in this process never stops running. */
  private static final int LOOKS_IN_SPITE = 300;

  private final RunThreads threads;
  private long fingerprint;
  private int looks;
  private int quiet;
  private int unanswered;
  private long lastLook;
  private long shortest;
  private long longest;

  Stillness(RunThreads threads) {
    this.threads = threads;
  }

  /** Whether the run stands still, after this look at it. */
  boolean after(Sample sample) {
    if (!sample.allWaitForGood()) {
      looks = 0;
      return false;
    }
    long now = sample.fingerprint();
    for (Seen seen : sample.threads()) {
      now = now * 31 + threads.cpu(seen.id());
    }
    if (looks == 0 || now != fingerprint) {
      begin();
    }
    fingerprint = now;
    looks++;
    measureLateness();
    switch (threads.quiet()) {
      case YES -> quiet++;
      case UNKNOWN -> unanswered++;
      case NO -> {}
    }
    long late = Math.max(0, longest - shortest) / 1_000_000;
    return (looks >= LOOKS && quiet >= QUIET_LOOKS)
        || (unanswered >= LOOKS_WITHOUT_ANSWER + LOOKS_PER_MILLISECOND_LATE * late)
        || looks >= LOOKS_IN_SPITE;
  }

  private void begin() {
    looks = 0;
    quiet = 0;
    unanswered = 0;
    shortest = Long.MAX_VALUE;
    longest = 0;
  }

  private void measureLateness() {
    long now = System.nanoTime();
    if (looks > 1) {
      shortest = Math.min(shortest, now - lastLook);
      longest = Math.max(longest, now - lastLook);
    }
    lastLook = now;
  }
}
