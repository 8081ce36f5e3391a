package racecourse.engine.fuzz;

import java.util.List;

/**
 * The threads of a run at one moment; all of them at the same moment.
 *
 * @param threads those that the JVM lists
 * @param virtual the virtual threads that sleep, which it does not
 */
record Sample(List<Seen> threads, Sleepers.Virtual virtual) {

  Sample {
    threads = List.copyOf(threads);
  }

  /** Whether everybody waits for somebody, with no end. */
  boolean allWaitForGood() {
    return virtual.isEmpty() && threads.stream().allMatch(Seen::waitsForGood);
  }

  boolean anybodyRuns() {
    return !virtual.heldBack().isEmpty() || threads.stream().anyMatch(Seen::runs);
  }

  /** Changes whenever a thread has done anything. */
  long fingerprint() {
    long sum = threads.size() * 31L + virtual.hashCode();
    for (Seen seen : threads) {
      sum = sum * 31 + seen.fingerprint();
    }
    return sum;
  }
}
