package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locks that a strand holds exclusively, and those that it held at every change it made so far:
 * the lock set of Eraser (Savage et al., TOCS 1997), for a thread instead of a variable. Two
 * strands with a lock in common in their sets can never have been in the midst of their changes at
 * once. A semaphore counts as a lock for whoever took its last permit.
 */
final class LockSet {
  private final List<Object> held = new ArrayList<>(2);

  /** Whether {@link #held} is what it was at the last change. */
  private boolean same;

  private @Nullable List<Object> atEveryChange;

  // The first variable that was changed, and whether there was another.
  private @Nullable Object object;
  private int field;
  private boolean several;

  void acquired(Object lock) {
    held.add(lock);
    same = false;
  }

  void released(Object lock) {
    for (int i = held.size() - 1; i >= 0; i--) {
      if (held.get(i) == lock) {
        held.remove(i);
        same = false;
        return;
      }
    }
  }

  /**
   * The strand is about to change a variable that others may see.
   *
   * @param changed the object it is in
   * @param which which one in there
   */
  void changes(Object changed, int which) {
    if (object == null) {
      object = changed;
      field = which;
    } else if (object != changed || field != which) {
      several = true;
    }
    if (same) {
      return;
    }
    same = true;
    if (atEveryChange == null) {
      atEveryChange = new ArrayList<>(held);
    } else {
      atEveryChange.removeIf(lock -> !contains(held, lock));
    }
  }

  /**
   * Whether both strands changed more than one variable, and a lock was held at each change of
   * either. Between two changes of one and the same, a step of another may not be what they want.
   */
  boolean meets(LockSet other) {
    if (!several || !other.several) {
      return false;
    }
    List<Object> mine = atEveryChange;
    List<Object> theirs = other.atEveryChange;
    return mine != null && theirs != null && mine.stream().anyMatch(lock -> contains(theirs, lock));
  }

  private static boolean contains(List<Object> locks, Object lock) {
    for (Object each : locks) {
      if (each == lock) {
        return true;
      }
    }
    return false;
  }
}
