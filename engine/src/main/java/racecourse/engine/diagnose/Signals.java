package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/**
 * The misconceptions behind a thread that waits for ever to be notified. All demand a hang, nobody
 * interrupted, and a thread whose last step is a wait on a monitor or condition.
 */
final class Signals {
  private static final String CONDITION = "java/util/concurrent/locks/Condition";

  private Signals() {}

  /** The last steps of those who wait on a monitor or a condition without a time limit. */
  private static List<Integer> sleepers(Case c) {
    List<Integer> sleepers = new ArrayList<>();
    if (!c.hangs() || c.interrupted()) {
      return sleepers;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      if (c.trail().at(last).action() == Action.WAIT && waitOp(c, last) != null) {
        sleepers.add(last);
      }
    }
    return sleepers;
  }

  static @Nullable Op waitOp(Case c, int step) {
    for (Op op : c.ops(step)) {
      if (op.args().isEmpty()
          && (op.callsOn("java/lang/Object", "wait")
              || op.calls("wait") && op.desc().equals("()V")
              || op.callsOn(CONDITION, "await")
              || op.callsOn(CONDITION, "awaitUninterruptibly"))) {
        return op;
      }
    }
    return null;
  }

  /**
   * A thread waits on a static object for a change of a variable that is not static: objects that
   * have nothing to do with each other share their waiters.
   */
  static @Nullable Diagnosis staticCondition(Case c) {
    for (int wait : sleepers(c)) {
      Op op = waitOp(c, wait);
      if (op == null || op.on() == null || op.on().kind() != Sym.Kind.STATIC) {
        continue;
      }
      boolean own =
          op.body()
              .ops(Op.What.IF)
              .filter(test -> test.index() < op.index())
              .anyMatch(
                  test ->
                      op.body()
                          .ops(Op.What.GET)
                          .anyMatch(
                              get ->
                                  test.dependsOn(get.index())
                                      && get.on() != null
                                      && get.on().kind() == Sym.Kind.THIS));
      if (own && c.trail().waitersAfter(c.trail().at(wait).subject(), wait).size() > 0) {
        return new Diagnosis(
            "static-state",
            "%s waits on %s, which is static, so a signal meant for it can wake a thread of another object."
                .formatted(c.who(wait), c.trail().at(wait).subject()),
            wait,
            "shared by all objects");
      }
    }
    return null;
  }

  private static boolean wakesOne(Case c, int step) {
    return c.ops(step).stream().anyMatch(op -> op.calls("notify", "signal"))
        && c.ops(step).stream().noneMatch(op -> op.calls("notifyAll", "signalAll"));
  }

  /** The value of a variable that a thread saw before its wait; null if it saw none. */
  private static @Nullable String seen(Case c, int wait, String variable) {
    String thread = c.trail().thread(wait);
    for (int i = c.trail().before(thread, wait); i >= 0; i = c.trail().before(thread, i)) {
      Step step = c.trail().at(i);
      if (step.action() == Action.READ && Trail.variable(step).equals(variable)) {
        return step.value();
      }
    }
    return null;
  }

  /** Whether the step changes what the waiting thread has looked at. */
  private static boolean changes(Case c, int step, int wait, Set<String> variables) {
    Step at = c.trail().at(step);
    return at.action() == Action.WRITE
        && !c.trail().thread(step).equals(c.trail().thread(wait))
        && variables.contains(Trail.variable(at))
        && (at.value() == null || !at.value().equals(seen(c, wait, Trail.variable(at))))
        && !again(c, step, wait);
  }

  /** Whether since the wait the same value has been written already. */
  private static boolean again(Case c, int step, int wait) {
    Step at = c.trail().at(step);
    for (int i = step - 1; i > wait; i--) {
      Step before = c.trail().at(i);
      if (before.action() == Action.WRITE && before.subject().equals(at.subject())) {
        return at.value() != null
            && at.value().equals(before.value())
            && Trail.method(at).isEmpty();
      }
    }
    return false;
  }

  /**
   * A notify() or signal() with two or more threads waiting on that object, after which one of them
   * waits for ever although what it had looked at before its wait was changed by then and not
   * since; or the one that was woken went back to waiting having changed nothing.
   */
  static @Nullable Diagnosis wakesOne(Case c) {
    for (int wait : sleepers(c)) {
      String object = c.trail().at(wait).subject();
      Set<String> variables = c.lookedAt(wait);
      for (int n = wait + 1; n < c.trail().size(); n++) {
        if (c.trail().at(n).action() != Action.NOTIFY
            || !c.trail().at(n).subject().equals(object)
            || !wakesOne(c, n)
            || c.trail().waitersAfter(object, n - 1).size() < 2) {
          continue;
        }
        boolean changed = false;
        for (int i = wait + 1; i < n; i++) {
          changed |= changes(c, i, wait, variables);
        }
        boolean since = false;
        for (int i = n + 1; i < c.trail().size(); i++) {
          since |=
              c.trail().at(i).action() == Action.WRITE
                  && variables.contains(Trail.variable(c.trail().at(i)));
        }
        if (changed && !since || absorbed(c, n, wait)) {
          return new Diagnosis(
              "notify-wakes-one",
              "%s wakes one of %d threads that wait on %s, and not %s, which waits on."
                  .formatted(
                      c.who(n),
                      c.trail().waitersAfter(object, n - 1).size(),
                      object,
                      c.trail().thread(wait)),
              n,
              "wakes the wrong one");
        }
      }
    }
    return null;
  }

  /** Whether the thread that was woken only looked, and went back to waiting on the same object. */
  private static boolean absorbed(Case c, int notify, int wait) {
    String object = c.trail().at(notify).subject();
    for (int other : c.trail().waitersAfter(object, notify - 1)) {
      String thread = c.trail().thread(other);
      if (thread.equals(c.trail().thread(wait))) {
        continue;
      }
      boolean looked = false;
      for (int i = c.trail().after(thread, notify); i >= 0; i = c.trail().after(thread, i)) {
        Step step = c.trail().at(i);
        if (step.action() == Action.READ) {
          looked = true;
        } else if (step.action() == Action.WAIT && looked) {
          if (step.subject().equals(object) && c.trail().last(thread) == i) {
            return true;
          }
          break;
        } else if (step.action() != Action.RESUME
            && step.action() != Action.WAIT
            && step.action() != Action.BLOCKED) {
          break;
        }
      }
    }
    return false;
  }

  /**
   * After the wait began, another thread changed what the waiter had looked at, and after that
   * nobody notified the object it waits on. If the changing thread, in that method, notifies
   * another condition that nobody waits on: the wrong one. If it notified the right one before the
   * change: too early. If the method notifies nobody: no notification.
   */
  static @Nullable Diagnosis nobodyNotifies(Case c) {
    for (int wait : sleepers(c)) {
      String object = c.trail().at(wait).subject();
      Set<String> variables = c.lookedAt(wait);
      for (int change = wait + 1; change < c.trail().size(); change++) {
        if (!changes(c, change, wait, variables)) {
          continue;
        }
        boolean notified = false;
        int other = -1;
        for (int i = change + 1; i < c.trail().size(); i++) {
          if (c.trail().at(i).action() == Action.NOTIFY) {
            notified |= c.trail().at(i).subject().equals(object);
            if (other < 0 && c.trail().thread(i).equals(c.trail().thread(change))) {
              other = i;
            }
          }
        }
        if (notified || c.trail().thread(change).equals(c.trail().thread(wait))) {
          continue;
        }
        return unnotified(c, wait, change, other, object);
      }
    }
    return null;
  }

  private static @Nullable Diagnosis unnotified(
      Case c, int wait, int change, int other, String object) {
    Step write = c.trail().at(change);
    String story =
        "%s changes %s%s, which %s waits for"
            .formatted(
                c.who(change),
                Trail.variable(write),
                write.value() == null ? "" : " to " + write.value(),
                c.who(wait));
    int early = c.trail().before(c.trail().thread(change), change);
    while (early >= 0 && c.trail().at(early).action() == Action.UNLOCK) {
      early = c.trail().before(c.trail().thread(change), early);
    }
    if (early >= 0
        && c.trail().at(early).action() == Action.NOTIFY
        && c.trail().at(early).subject().equals(object)
        && c.trail().held(early).stream().noneMatch(c.trail().held(change)::contains)
        && c.sameBody(early, change)) {
      return new Diagnosis(
          "signals-before-state",
          story + ", but notified it before that, in line " + c.line(early) + ".",
          early,
          "too early");
    }
    boolean closing =
        c.bodies(change).stream()
            .anyMatch(body -> Set.of("close", "stop", "shutdown").contains(body.name()));
    if (closing && "true".equals(write.value())) {
      return new Diagnosis(
          "close-wakes-nobody",
          story + ", and wakes nobody who waits on " + object + ".",
          change,
          "wakes nobody");
    }
    if (other >= 0 && c.sameBody(other, change)) {
      String wrong = c.trail().at(other).subject();
      boolean nobody = c.trail().waitersAfter(wrong, other - 1).isEmpty();
      boolean conditions =
          c.ops(other).stream().anyMatch(op -> op.owner().equals(CONDITION))
              && c.ops(wait).stream().anyMatch(op -> op.owner().equals(CONDITION));
      return nobody && conditions && !notifiesToo(c, change, wait)
          ? new Diagnosis(
              "signals-wrong-condition",
              story
                  + ", but signals %s, on which nobody waits, and not %s.".formatted(wrong, object),
              other,
              "the wrong condition")
          : null;
    }
    boolean silent =
        c.bodies(change).stream()
            .allMatch(
                body ->
                    c.code().deep(body).stream()
                        .noneMatch(
                            op ->
                                op.calls("notify", "notifyAll", "signal", "signalAll", "unpark")));
    return silent && c.bodies(change).size() == 1
        ? new Diagnosis("no-notify", story + ", and notifies nobody.", change, "tells nobody")
        : null;
  }

  /** Whether the method that makes the change also signals what the other waits on, elsewhere. */
  private static boolean notifiesToo(Case c, int change, int wait) {
    Op op = waitOp(c, wait);
    return op != null
        && c.bodies(change).stream()
            .flatMap(body -> c.code().deep(body).stream())
            .anyMatch(
                each -> each.calls("signal", "signalAll") && each.receiver().equals(op.receiver()));
  }

  /**
   * The object was notified before the wait and never after, and the waiter had not looked, or had
   * looked before the change that was notified, without the lock in between.
   */
  static @Nullable Diagnosis notifiedBefore(Case c) {
    for (int wait : sleepers(c)) {
      String object = c.trail().at(wait).subject();
      int last = -1;
      for (int i = 0; i < c.trail().size(); i++) {
        if (c.trail().at(i).action() == Action.NOTIFY
            && c.trail().at(i).subject().equals(object)
            && !c.trail().thread(i).equals(c.trail().thread(wait)) | i < wait) {
          last = i;
        }
      }
      if (last < 0 || last > wait) {
        continue;
      }
      Op op = waitOp(c, wait);
      int before = c.trail().before(c.trail().thread(wait), wait);
      if (op == null || before < 0) {
        continue;
      }
      String story =
          "%s notifies %s, and only then %s begins to wait on it"
              .formatted(c.who(last), object, c.who(wait));
      boolean unasked = op.body().ops(Op.What.IF).noneMatch(test -> test.index() < op.index());
      if (unasked && c.trail().at(before).action() == Action.LOCK) {
        return new Diagnosis(
            "signal-before-wait",
            story + ", without having looked whether it has to.",
            last,
            "nobody waits yet");
      }
      int locked = before;
      int look = c.trail().before(c.trail().thread(wait), locked);
      if (c.trail().at(locked).action() == Action.LOCK
          && look >= 0
          && look < last
          && looks(c.trail().at(look))
          && (c.sameBody(look, wait) || c.trail().at(look).action() == Action.CALL)
          && changedBetween(c, look, wait)) {
        return new Diagnosis(
            "signal-before-wait",
            story
                + "; what it saw in line %d, before it took the lock, was old by then."
                    .formatted(c.line(look)),
            last,
            "nobody waits yet");
      }
    }
    return null;
  }

  private static boolean looks(Step step) {
    return step.action() == Action.READ
        || step.action() == Action.CALL
            && Set.of("get", "getAndSet", "compareAndSet", "isEmpty", "peek", "poll", "size")
                .contains(Trail.method(step));
  }

  private static boolean changedBetween(Case c, int look, int wait) {
    for (int i = look + 1; i < wait; i++) {
      boolean changes =
          c.trail().at(i).action() == Action.WRITE
              || c.trail().at(i).action() == Action.CALL
                  && !"false".equals(c.trail().at(i).value())
                  && Set.of("set", "getAndSet", "compareAndSet", "add", "offer", "put")
                      .contains(Trail.method(c.trail().at(i)));
      if (changes
          && !c.trail().thread(i).equals(c.trail().thread(look))
          && Trail.variable(c.trail().at(i)).equals(Trail.variable(c.trail().at(look)))) {
        return true;
      }
    }
    return false;
  }
}
