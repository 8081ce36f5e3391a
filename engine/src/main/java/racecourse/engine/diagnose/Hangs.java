package racecourse.engine.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Trail.Blocked;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions behind threads that wait for ever for a lock. All demand a hang, and in its
 * schedule who holds and who wants what at the end.
 */
final class Hangs {

  private Hangs() {}

  /** Two threads that each hold the lock that the other one wants. */
  static @Nullable Diagnosis lockOrder(Case c) {
    if (!c.is(Kind.DEADLOCK)) {
      return null;
    }
    for (Blocked one : c.trail().blocked()) {
      for (Blocked other : c.trail().blocked()) {
        if (one.blocked() == other.last()
            && other.blocked() == one.last()
            && one.last() > one.blocked()
            && !one.lock().equals(other.lock())) {
          return new Diagnosis(
              "lock-order",
              "%s holds %s and wants %s; %s holds %s and wants %s."
                  .formatted(
                      c.who(one.blocked()),
                      other.lock(),
                      one.lock(),
                      c.who(one.last()),
                      one.lock(),
                      other.lock()),
              one.last(),
              "closes the cycle");
        }
      }
    }
    return null;
  }

  /**
   * A thread waits for news while it holds a lock that the waiting does not give back, another
   * thread is blocked on that lock, and nobody was interrupted.
   */
  static @Nullable Diagnosis nestedMonitor(Case c) {
    if (!c.hangs() || c.interrupted() || c.says("was interrupted")) {
      return null;
    }
    for (Blocked other : c.trail().blocked()) {
      int wait = other.last();
      boolean waits =
          c.trail().at(wait).action() == Action.JOIN
              || c.trail().at(wait).action() == Action.WAIT
                  && c.ops(wait).stream()
                      .anyMatch(
                          op ->
                              op.calls(
                                  "wait",
                                  "await",
                                  "take",
                                  "put",
                                  "get",
                                  "awaitTermination",
                                  "join"));
      if (waits && !other.lock().equals(c.trail().at(wait).subject())) {
        return new Diagnosis(
            "nested-monitor",
            "%s waits, and meanwhile holds %s, which %s needs."
                .formatted(c.who(wait), other.lock(), c.who(other.blocked())),
            wait,
            "still holds " + other.lock());
      }
    }
    return null;
  }

  /**
   * A thread waits for ever for a semaphore's permit or a StampedLock that it holds itself, taken
   * further out in the same call.
   */
  static @Nullable Diagnosis notReentrant(Case c) {
    if (!c.hangs()) {
      return null;
    }
    for (Blocked itself : c.trail().blocked()) {
      int last = itself.blocked();
      String lock = itself.lock();
      if (itself.last() != last) {
        continue;
      }
      int since = c.trail().heldSince(last, lock);
      boolean kind =
          c.ops(last).stream()
              .anyMatch(
                  op ->
                      op.what() == Op.What.CALL
                          && (op.owner().equals("java/util/concurrent/Semaphore")
                              || op.owner().equals("java/util/concurrent/locks/StampedLock")));
      boolean others =
          c.trail().blocked().stream()
              .anyMatch(each -> each.blocked() == last && each.last() != last);
      boolean inside =
          c.bodies(since).stream()
              .anyMatch(
                  body ->
                      c.code().deep(body).stream()
                          .anyMatch(op -> c.ops(last).contains(op) && op.what() == Op.What.CALL));
      if (kind && !others && inside && !c.interrupted() && c.line(since) != c.line(last)) {
        return new Diagnosis(
            "not-reentrant",
            "%s has taken %s in line %d and asks for it again: it waits for itself."
                .formatted(c.who(last), lock, c.line(since)),
            last,
            "waits for itself");
      }
    }
    return null;
  }

  /** A thread that holds the read lock of a lock and is blocked on the write lock of it. */
  static @Nullable Diagnosis upgrade(Case c) {
    if (!c.hangs()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      if (c.trail().at(last).action() != Action.BLOCKED) {
        continue;
      }
      boolean write =
          c.ops(last).stream()
              .anyMatch(
                  op ->
                      op.calls("lock", "lockInterruptibly")
                          && op.receiver().contains("writeLock()"));
      boolean read =
          c.trail().held(last).stream()
              .anyMatch(hold -> LockShape.of(c, hold.since()) == LockShape.READ_LOCK);
      if (write && read) {
        return new Diagnosis(
            "lock-upgrade",
            "%s holds the read lock and waits for the write lock.".formatted(c.who(last)),
            last,
            "waits for itself");
      }
    }
    return null;
  }

  /**
   * A thread is blocked on a lock that the holder no longer works under: the holder's steps are
   * over. What tells the reasons apart: nothing in the code gives such a lock back; the holder
   * locked twice and unlocked once; or the code gives it back, but not on the way out by an
   * exception, and that is the way the holder went.
   */
  static @Nullable Diagnosis neverGivenBack(Case c) {
    if (!c.hangs()) {
      return null;
    }
    for (Blocked thread : c.trail().blocked()) {
      Diagnosis diagnosis = keeps(c, thread);
      if (diagnosis != null) {
        return diagnosis;
      }
    }
    return null;
  }

  private static @Nullable Diagnosis keeps(Case c, Blocked thread) {
    int blocked = thread.blocked();
    String lock = thread.lock();
    String holder = thread.holder();
    int last = thread.last();
    boolean own = last == blocked;
    if (!own && standing(c, last)) {
      return null;
    }
    int locks = 0;
    int unlocks = 0;
    int taken = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().thread(i).equals(holder) && c.trail().at(i).subject().equals(lock)) {
        if (c.trail().at(i).action() == Action.LOCK) {
          locks++;
          taken = i;
        } else if (c.trail().at(i).action() == Action.UNLOCK) {
          unlocks++;
        }
      }
    }
    if (taken < 0) {
      return null;
    }
    Op lockOp = c.locking(taken);
    if (lockOp == null) {
      return null;
    }
    String story =
        "%s takes %s in line %d and does not give it back; %s waits for it"
            .formatted(holder, lock, c.line(taken), c.who(blocked));
    boolean everReleased =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("unlock", "release", "unlockRead", "unlockWrite")
                        && op.receiver().equals(lockOp.receiver()));
    if (!everReleased) {
      return aliased(c, lockOp)
          ? null
          : new Diagnosis("no-release", story + ".", taken, "never given back");
    }
    if (own) {
      return null;
    }
    if ((locks == 2 && unlocks == 1 || locks == unlocks + 1 && inARow(c, holder, lock))
        && !c.interrupted()
        && (locks > 2 || c.trail().names(taken).contains(lock))
        && lockOp.calls("lock", "lockInterruptibly")) {
      return new Diagnosis(
          "locks-twice-unlocks-once",
          "%s locks %s twice and unlocks it once; %s waits for it."
              .formatted(holder, lock, c.who(blocked)),
          taken,
          "the second time");
    }
    List<Op> unlock =
        lockOp.body().ops().stream()
            .filter(op -> op.calls("unlock", "release"))
            .filter(op -> op.receiver().equals(lockOp.receiver()))
            .toList();
    boolean guarded =
        lockOp.body().handlers().stream()
            .filter(handler -> handler.type() == null)
            .anyMatch(
                handler ->
                    lockOp.body().after(handler).anyMatch(op -> op.calls("unlock", "release")));
    boolean left =
        !unlock.isEmpty()
            && c.bodies(last).contains(lockOp.body())
            && unlock.stream().allMatch(op -> op.line() > c.line(last));
    int lost = !guarded && !left && !unlock.isEmpty() ? lostOnInterrupt(c, holder, lock) : -1;
    if (lost >= 0) {
      return new Diagnosis(
          "no-unlock-on-exception",
          "%s takes %s in line %d, is interrupted, and no finally gives it back; %s waits for it."
              .formatted(holder, lock, c.line(lost), c.who(blocked)),
          lost,
          "never given back");
    }
    if (!guarded && left && locks == unlocks + 1) {
      boolean interrupt = interruptedAt(c, last);
      return new Diagnosis(
          "no-unlock-on-exception",
          "%s; in line %d it left%s, and no finally gives the lock back."
              .formatted(
                  story,
                  c.line(last),
                  interrupt ? " because it was interrupted" : " by an exception"),
          last,
          "leaves with %s locked".formatted(lock));
    }
    return null;
  }

  /** Whether the thread takes the lock twice in one method, and does nothing in between. */
  private static boolean inARow(Case c, String holder, String lock) {
    for (int i = 0; i < c.trail().size(); i++) {
      int next = c.trail().after(holder, i);
      if (next >= 0
          && c.trail().thread(i).equals(holder)
          && c.trail().at(i).action() == Action.LOCK
          && c.trail().at(next).action() == Action.LOCK
          && c.trail().at(i).subject().equals(lock)
          && c.trail().at(next).subject().equals(lock)
          && c.line(i) != c.line(next)
          && c.sameBody(i, next)) {
        return true;
      }
    }
    return false;
  }

  /** The step in which the thread takes the lock that an interrupt makes it keep; -1 if none. */
  private static int lostOnInterrupt(Case c, String holder, String lock) {
    int taken = -1;
    boolean interrupted = false;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (!step.thread().equals(holder)) {
        continue;
      }
      if (step.subject().equals(lock) && step.action() == Action.LOCK) {
        if (taken >= 0 && interrupted) {
          return taken;
        }
        taken = i;
        interrupted = false;
      } else if (step.subject().equals(lock) && step.action() == Action.UNLOCK) {
        taken = -1;
      } else if (step.action() == Action.INTERRUPT || c.interruptedIn(i)) {
        interrupted = true;
      }
    }
    return interrupted ? taken : -1;
  }

  private static boolean aliased(Case c, Op lockOp) {
    return lockOp.on() == null
        || lockOp.on().kind() != Sym.Kind.FIELD && lockOp.on().kind() != Sym.Kind.STATIC
        || c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("unlock", "release", "unlockRead", "unlockWrite", "drainPermits")
                        && !op.receiver().startsWith("this."));
  }

  /** Whether the thread still stands somewhere after this step of its own, the last one. */
  private static boolean standing(Case c, int last) {
    Step step = c.trail().at(last);
    return switch (step.action()) {
      case BLOCKED, JOIN, SLEEP -> true;
      case WAIT -> !interruptedAt(c, last);
      default -> false;
    };
  }

  /**
   * Whether the thread was interrupted in the wait that this step shows, or has just been woken so.
   */
  private static boolean interruptedAt(Case c, int step) {
    if (c.interruptedIn(step)) {
      return true;
    }
    int before = c.trail().before(c.trail().thread(step), step);
    return before >= 0
        && c.interruptedIn(before)
        && c.trail().at(step).action() == Action.WAIT
        && c.line(before) == c.line(step)
        && c.trail().last(c.trail().thread(step)) == step;
  }
}
