package racecourse.engine.fuzz;

import java.util.List;

/** The threads of a run at one moment; all of them at the same moment. */
record Sample(List<Seen> threads) {

  Sample {
    threads = List.copyOf(threads);
  }

  /** Whether everybody waits for somebody, with no end. */
  boolean allWaitForGood() {
    return threads.stream().allMatch(Seen::waitsForGood);
  }

  boolean anybodyRuns() {
    return threads.stream().anyMatch(Seen::runs);
  }

  /** Changes whenever a thread has done anything. */
  long fingerprint() {
    long sum = threads.size();
    for (Seen seen : threads) {
      sum = sum * 31 + seen.fingerprint();
    }
    return sum;
  }
}
