package racecourse.engine.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds threads that wait for each other's locks, all in one cycle. */
final class Cycle {
  private Cycle() {}

  /**
   * The threads of one cycle, each waiting for a lock that the next one holds; empty if there is
   * none.
   */
  static List<Seen> in(Sample sample) {
    Map<Long, Seen> byId = new HashMap<>();
    for (Seen seen : sample.threads()) {
      long owner = seen.info().getLockOwnerId();
      // A thread that just got the lock still looks as if it waited for it.
      if (seen.waitsForGood() && owner >= 0 && owner != seen.id()) {
        byId.put(seen.id(), seen);
      }
    }
    for (Seen start : byId.values()) {
      List<Seen> path = new ArrayList<>();
      @Nullable Seen at = start;
      while (at != null && !path.contains(at)) {
        path.add(at);
        at = byId.get(at.info().getLockOwnerId());
      }
      if (at != null) {
        return List.copyOf(path.subList(path.indexOf(at), path.size()));
      }
    }
    return List.of();
  }

  /** The same words for the same cycle. */
  static String words(List<Seen> cycle) {
    StringBuilder words = new StringBuilder();
    for (Seen seen : cycle) {
      words.append(seen.id()).append(seen.info().getLockName()).append(' ');
      words.append(seen.info().getWaitedCount()).append(' ');
      words.append(seen.info().getBlockedCount()).append(' ');
    }
    return words.toString();
  }

  /** Whether nothing can break the cycle: nobody waits in a way that an interrupt would end. */
  static boolean isFinal(List<Seen> cycle) {
    for (Seen seen : cycle) {
      for (StackTraceElement frame : seen.stack()) {
        if (frame.getMethodName().contains("Interruptibly")) {
          return false;
        }
      }
    }
    return true;
  }
}
