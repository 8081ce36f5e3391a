package racecourse.engine.fuzz;

/**
 * Decides whether a run stands still for good: everybody waits, nobody has done anything between several looks, and the
 * operating system agrees that nobody is about to. Used by one thread.
 */
final class Stillness {
  private static final int LOOKS = 3;
  private static final int QUIET_LOOKS = 2;

  /** Where the operating system cannot be asked, or something else keeps it busy. */
  private static final int LOOKS_WITHOUT_ANSWER = 60;

  private final RunThreads threads;
  private long fingerprint;
  private int looks;
  private int quiet;

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
    if (looks == 0 || now != fingerprint) {
      looks = 0;
      quiet = 0;
    }
    fingerprint = now;
    looks++;
    if (threads.quiet()) {
      quiet++;
    }
    return (looks >= LOOKS && quiet >= QUIET_LOOKS && threads.knowsQuiet())
        || looks >= LOOKS_WITHOUT_ANSWER;
  }
}
