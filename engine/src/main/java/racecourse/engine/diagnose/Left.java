package racecourse.engine.diagnose;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about what an interrupted thread leaves behind or takes along. All demand a
 * schedule in which a thread is interrupted, and what that thread had done just before.
 */
final class Left {
  private static final Set<String> TAKES =
      Set.of("poll", "take", "remove", "removeFirst", "pollFirst", "pop", "getAndSet");
  private static final Set<String> PUTS = Set.of("add", "addLast", "offer", "put", "push");
  private static final Set<String> INTERRUPTIBLE =
      Set.of("lockInterruptibly", "await", "wait", "acquire", "sleep", "take", "put", "join");

  private Left() {}

  private static boolean complains(Case c) {
    return c.is(Kind.WRONG_RESULT, Kind.STUCK, Kind.DEADLOCK);
  }

  private static boolean takes(Case c, int step) {
    Step at = c.trail().at(step);
    String method = Trail.method(at);
    return TAKES.contains(method)
            && (at.action() == Action.WRITE || at.value() != null && !at.value().equals("null"))
        || at.action() == Action.WRITE && "null".equals(at.value()) && method.isEmpty();
  }

  private static @Nullable Op op(Case c, int step) {
    String method = Trail.method(c.trail().at(step));
    for (Op op : c.ops(step)) {
      if (method.isEmpty()
          ? op.what() == Op.What.PUT && op.name().equals(Trail.variable(c.trail().at(step)))
          : op.calls(method)) {
        return op;
      }
    }
    return null;
  }

  /**
   * The check complains of an InterruptedException after which something is gone. A thread took it,
   * and what stands behind that in the method may throw just that; the thread came back with it.
   */
  static @Nullable Diagnosis takesAlong(Case c) {
    if (!complains(c) || !c.finding().message().contains("threw InterruptedException")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Op take = takes(c, i) ? op(c, i) : null;
      if (take == null || take.body().name().equals("<init>")) {
        continue;
      }
      // Nobody else takes anything after that: it is this one that is missing.
      boolean again = false;
      for (int j = i + 1; j < c.trail().size(); j++) {
        again |= takes(c, j);
      }
      Op throwing =
          take.body().ops().stream()
              .filter(op -> op.index() > take.index())
              .filter(
                  op ->
                      op.what() == Op.What.CALL
                              && INTERRUPTIBLE.contains(op.name())
                              && (op.isPlatform() || op.calls("wait"))
                          || op.makes("java/lang/InterruptedException"))
              .findFirst()
              .orElse(null);
      int next = c.trail().after(c.trail().thread(i), i);
      while (next >= 0
          && Set.of(Action.UNLOCK, Action.NOTIFY).contains(c.trail().at(next).action())) {
        next = c.trail().after(c.trail().thread(i), next);
      }
      boolean ended = next < 0 || !c.bodies(next).contains(take.body()) || next > 0 && ends(c, i);
      if (!again && throwing != null && ended && take.body().catcherOfInterrupt(throwing) == null) {
        return new Diagnosis(
            "message-lost-on-interrupt",
            "%s takes it, and line %d, which comes after that, throws an InterruptedException: it is gone."
                .formatted(c.who(i), throwing.line()),
            i,
            "gone with the interrupt");
      }
    }
    return null;
  }

  private static boolean ends(Case c, int step) {
    int last = c.trail().last(c.trail().thread(step));
    return c.trail().at(last).action() == Action.UNLOCK || last == step || c.interruptedIn(last);
  }

  /**
   * The check complains of an InterruptedException. A thread has taken a permit, and stands, when
   * its steps are over, before a lock that an interrupt keeps it from; somebody waits for the
   * permit.
   */
  static @Nullable Diagnosis permit(Case c) {
    if (!complains(c)) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      Step at = c.trail().at(last);
      Step first = at;
      int taken = last;
      if (at.action() == Action.RESUME && "interrupted".equals(at.value())) {
        taken = c.trail().before(thread, last);
        while (taken >= 0 && c.trail().at(taken).action() == Action.BLOCKED) {
          taken = c.trail().before(thread, taken);
        }
      }
      if (taken < 0 || c.trail().at(taken).action() != Action.LOCK) {
        continue;
      }
      first = c.trail().at(taken);
      Op acquire =
          c.ops(taken).stream()
              .filter(op -> op.callsOn("java/util/concurrent/Semaphore", "acquire"))
              .findFirst()
              .orElse(null);
      if (acquire == null || c.trail().names(taken).contains(first.subject())) {
        continue;
      }
      Op second =
          acquire.body().ops().stream()
              .filter(op -> op.index() > acquire.index() && op.what() == Op.What.CALL)
              .findFirst()
              .orElse(null);
      boolean guarded =
          second != null
              && acquire.body().handlers().stream()
                  .anyMatch(
                      handler ->
                          handler.first() <= second.index()
                              && second.index() < handler.last()
                              && acquire.body().after(handler).anyMatch(op -> op.calls("release")));
      String permit = first.subject();
      int waiter =
          c.trail().threads().stream()
              .map(c.trail()::last)
              .filter(
                  step ->
                      c.trail().at(step).action() == Action.BLOCKED
                          && c.trail().at(step).subject().equals(permit))
              .findFirst()
              .orElse(-1);
      if (second != null
          && second.calls("lockInterruptibly", "acquire", "await", "take", "put", "sleep")
          && !guarded
          && waiter >= 0) {
        return new Diagnosis(
            "permit-lost-on-interrupt",
            "%s takes a permit of %s, is interrupted in line %d, and does not give it back; %s waits for it."
                .formatted(c.who(taken), permit, second.line(), c.who(waiter)),
            taken,
            "never given back");
      }
    }
    return null;
  }

  /**
   * A thread puts something down before it waits, is interrupted in that wait, and leaves without
   * having taken it back; another one meets it later.
   */
  static @Nullable Diagnosis putDown(Case c) {
    if (!complains(c)) {
      return null;
    }
    for (int interrupt = 0; interrupt < c.trail().size(); interrupt++) {
      if (!c.interruptedIn(interrupt)) {
        continue;
      }
      String thread = c.trail().thread(interrupt);
      for (int put = c.trail().before(thread, interrupt);
          put >= 0;
          put = c.trail().before(thread, put)) {
        Step step = c.trail().at(put);
        boolean puts =
            (step.action() == Action.WRITE || step.action() == Action.CALL)
                && PUTS.contains(Trail.method(step));
        Op op = puts ? op(c, put) : null;
        if (op == null || !near(c, put, interrupt)) {
          continue;
        }
        String variable = Trail.variable(step);
        boolean undone = false;
        int met = -1;
        for (int later = interrupt + 1; later < c.trail().size(); later++) {
          if (!Trail.variable(c.trail().at(later)).equals(variable)) {
            continue;
          }
          if (c.trail().thread(later).equals(thread)) {
            undone = true;
          } else if (met < 0 && TAKES.contains(Trail.method(c.trail().at(later)))) {
            met = later;
          }
        }
        boolean removes =
            op.body().handlers().stream()
                .anyMatch(
                    handler ->
                        op.body().after(handler).anyMatch(each -> each.calls("remove", "poll")));
        boolean taken = false;
        for (int before = put + 1; before < interrupt; before++) {
          taken |=
              Trail.variable(c.trail().at(before)).equals(variable)
                  && TAKES.contains(Trail.method(c.trail().at(before)));
        }
        if (!undone && met >= 0 && !removes && !taken) {
          return new Diagnosis(
              "left-behind-on-interrupt",
              "%s puts something into %s, is interrupted and leaves it there; %s takes it out."
                  .formatted(c.who(put), variable, c.who(met)),
              put,
              "stays when it is interrupted");
        }
      }
    }
    return null;
  }

  /**
   * Whether the thread began the wait in which it is interrupted in the call that holds the put.
   */
  private static boolean near(Case c, int put, int interrupt) {
    String thread = c.trail().thread(put);
    int steps = 0;
    for (int i = c.trail().after(thread, put);
        i >= 0 && i <= interrupt;
        i = c.trail().after(thread, i)) {
      if (c.trail().at(i).action() == Action.UNLOCK) {
        return false;
      }
      steps++;
    }
    return steps < 40;
  }

  /**
   * A number is raised before a wait, the wait is interrupted, and the thread leaves without
   * lowering the number, which its method does after the wait.
   */
  static @Nullable Diagnosis counted(Case c) {
    if (!complains(c)) {
      return null;
    }
    for (int interrupt = 0; interrupt < c.trail().size(); interrupt++) {
      if (!c.interruptedIn(interrupt)) {
        continue;
      }
      String thread = c.trail().thread(interrupt);
      for (int put = c.trail().before(thread, interrupt);
          put >= 0;
          put = c.trail().before(thread, put)) {
        Step step = c.trail().at(put);
        if (step.action() != Action.WRITE
            || step.value() == null
            || !step.value().matches("-?\\d+")) {
          continue;
        }
        Op op = op(c, put);
        boolean counts =
            op != null
                && op.args().get(0).text().matches(".*[+-]1\\)")
                && op.body().ops().stream()
                    .anyMatch(
                        each ->
                            each.index() > op.index()
                                && each.calls("wait", "await", "acquire", "take"));
        if (op == null || !counts || !near(c, put, interrupt)) {
          continue;
        }
        boolean again = false;
        for (int later = c.trail().after(thread, interrupt);
            later >= 0;
            later = c.trail().after(thread, later)) {
          again |= c.trail().at(later).subject().equals(step.subject());
        }
        boolean handled =
            op.body().handlers().stream()
                .anyMatch(
                    handler ->
                        op.body()
                            .after(handler)
                            .anyMatch(
                                each ->
                                    each.what() == Op.What.PUT && each.name().equals(op.name())));
        if (!again && !handled) {
          return new Diagnosis(
              "left-behind-on-interrupt",
              "%s writes %s: %s before it waits, is interrupted, and leaves it so."
                  .formatted(c.who(put), step.subject(), step.value()),
              put,
              "stays when it is interrupted");
        }
      }
    }
    return null;
  }

  /**
   * A thread is called by way of its own ticket or condition, or by a number that was raised for
   * it, and is interrupted; it leaves with that, and another one sleeps on.
   */
  static @Nullable Diagnosis signal(Case c) {
    if (!complains(c)) {
      return null;
    }
    for (int interrupt = 0; interrupt < c.trail().size(); interrupt++) {
      if (!c.interruptedIn(interrupt)) {
        continue;
      }
      String thread = c.trail().thread(interrupt);
      int wait = c.trail().before(thread, interrupt);
      while (wait >= 0
          && c.trail().at(wait).action() != Action.WAIT
          && c.line(wait) == c.line(interrupt)) {
        wait = c.trail().before(thread, wait);
      }
      if (wait < 0 || c.trail().at(wait).action() != Action.WAIT) {
        continue;
      }
      String object = c.trail().at(wait).subject();
      for (String other : c.trail().threads()) {
        int last = c.trail().last(other);
        boolean asleep =
            !other.equals(thread)
                && c.trail().at(last).action() == Action.WAIT
                && c.line(last) == c.line(wait);
        if (!asleep) {
          continue;
        }
        // Its own condition is signalled when it has gone.
        for (int n = wait + 1; n < c.trail().size(); n++) {
          if (c.trail().at(n).action() == Action.NOTIFY
              && c.trail().at(n).subject().equals(object)
              && !c.trail().at(last).subject().equals(object)
              && "nobody waits".equals(c.trail().at(n).value())) {
            return new Diagnosis(
                "signal-lost-on-interrupt",
                "%s signals %s, on which %s waited before it was interrupted; %s waits on another one."
                    .formatted(c.who(n), object, thread, c.who(last)),
                n,
                "to one that has gone");
          }
        }
        Set<String> looked = new HashSet<>(c.lookedAt(last));
        for (int write = wait + 1; write < c.trail().size(); write++) {
          Step step = c.trail().at(write);
          if (step.action() != Action.WRITE
              || step.thread().equals(thread)
              || step.thread().equals(other)
              || !looked.contains(Trail.variable(step))
              || !"true".equals(step.value())) {
            continue;
          }
          boolean seen = false;
          boolean passedOn = false;
          for (int i = write + 1; i < c.trail().size(); i++) {
            Step each = c.trail().at(i);
            boolean same = Trail.variable(each).equals(Trail.variable(step));
            seen |=
                same
                    && each.thread().equals(other)
                    && each.action() == Action.READ
                    && "false".equals(each.value());
            passedOn |=
                each.thread().equals(thread)
                    && (each.action() == Action.NOTIFY || same && each.action() == Action.WRITE);
          }
          if (seen && !passedOn) {
            return new Diagnosis(
                "signal-lost-on-interrupt",
                "%s calls %s, which is interrupted and leaves without calling anybody else; %s waits on."
                    .formatted(c.who(write), thread, c.who(last)),
                write,
                "to one that is interrupted");
          }
        }
      }
    }
    return null;
  }
}
