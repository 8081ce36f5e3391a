package racecourse.engine.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;

/**
 * The misconceptions about interrupts. All demand that the schedule shows a waiting thread being
 * interrupted, and what the code does with that at this very wait.
 */
final class Interrupts {

  private Interrupts() {}

  /** The step at which a thread is interrupted in a wait; -1 unless there is exactly one. */
  private static int interrupt(Case c) {
    int found = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.interruptedIn(i)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  private static @Nullable Op waiting(Case c, int step) {
    Op found = null;
    for (Op op : c.ops(step)) {
      boolean waits =
          op.calls(
              "wait",
              "await",
              "awaitUninterruptibly",
              "awaitTermination",
              "acquire",
              "acquireUninterruptibly",
              "tryAcquire",
              "lock",
              "lockInterruptibly",
              "tryLock",
              "take",
              "put",
              "poll",
              "offer",
              "sleep",
              "join",
              "get",
              "park",
              "parkNanos",
              "exchange");
      if (waits && op.isPlatform() || op.calls("wait")) {
        if (found != null) {
          return null;
        }
        found = op;
      }
    }
    return found;
  }

  /**
   * The thread is interrupted and waits on, or comes back as if nothing had been: it waits in a
   * method that answers no interrupt, or the code catches the interrupt at this wait and neither
   * throws nor asks again. Not if the check was about something that came before.
   */
  static @Nullable Diagnosis swallowed(Case c) {
    if (!c.is(Kind.STUCK, Kind.DEADLOCK, Kind.WRONG_RESULT, Kind.LIVELOCK)) {
      return null;
    }
    int step = interrupt(c);
    Op op = step < 0 ? null : waiting(c, step);
    if (op == null) {
      return null;
    }
    String thread = c.trail().thread(step);
    boolean on =
        c.hangs()
            && c.trail().endsWith(thread, Action.WAIT, Action.BLOCKED, Action.RESUME)
            && c.bodies(c.trail().last(thread)).contains(op.body());
    if (op.calls("awaitUninterruptibly", "acquireUninterruptibly", "lock")) {
      return on && c.line(c.trail().last(thread)) == op.line()
          ? new Diagnosis(
              "interrupt-swallowed",
              "%s is interrupted and waits on: %s() answers no interrupt."
                  .formatted(c.who(step), op.name()),
              step,
              "is interrupted and waits on")
          : null;
    }
    Body.Handler handler = op.body().catcherOfInterrupt(op);
    if (handler == null) {
      return null;
    }
    List<Op> does = op.body().after(handler).toList();
    if (does.stream().anyMatch(each -> each.what() == Op.What.THROW)) {
      return null;
    }
    boolean again =
        op.body().backward().stream()
            .anyMatch(jump -> jump.first() <= op.index() && op.index() <= jump.last());
    if (on && again) {
      return new Diagnosis(
          "interrupt-swallowed",
          "%s is interrupted, catches that and waits again.".formatted(c.who(step)),
          step,
          "is interrupted and waits again");
    }
    boolean helper =
        c.is(Kind.LIVELOCK)
            && again(c, thread, step)
            && does.stream().noneMatch(each -> each.what() == Op.What.CALL);
    if (helper) {
      return new Diagnosis(
          "interrupt-swallowed",
          "%s is interrupted, catches that and waits again.".formatted(c.who(step)),
          step,
          "is interrupted and waits again");
    }
    boolean restores = does.stream().anyMatch(each -> each.calls("interrupt"));
    if (c.is(Kind.WRONG_RESULT)
        && (!restores || c.finding().message().contains("InterruptedException"))
        && !op.calls("sleep")
        && c.finding().message().contains("interrupt")) {
      return new Diagnosis(
          "interrupt-swallowed",
          "%s is interrupted, catches that and goes on as if nothing had been."
              .formatted(c.who(step)),
          step,
          "is interrupted and goes on");
    }
    return null;
  }

  /** Whether the thread comes back to the line of the step, and is there over and over again. */
  private static boolean again(Case c, String thread, int step) {
    int same = 0;
    int last = c.trail().last(thread);
    int i = last;
    for (int hops = 0; i > step && hops < 12; hops++) {
      same += c.line(i) == c.line(step) || step == 0 && c.line(i) == c.line(last) ? 1 : 0;
      i = c.trail().before(thread, i);
    }
    return same > 2;
  }

  /**
   * The thread is interrupted in a wait, and the code catches that and throws an exception of its
   * own instead.
   */
  static @Nullable Diagnosis wrapped(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION)) {
      return null;
    }
    int step = interrupt(c);
    Op op = step < 0 ? null : waiting(c, step);
    Body.Handler handler = op == null ? null : op.body().catcherOfInterrupt(op);
    if (op == null || handler == null) {
      return null;
    }
    List<Op> does = op.body().after(handler).toList();
    boolean other =
        does.stream()
            .anyMatch(
                each ->
                    each.what() == Op.What.THROW
                        && each.args().get(0).kind() == Sym.Kind.NEW
                        && !each.args().get(0).text().startsWith("new InterruptedException"));
    return other
        ? new Diagnosis(
            "interrupt-wrapped",
            "%s is interrupted, catches that and throws another exception.".formatted(c.who(step)),
            step,
            "throws something else")
        : null;
  }

  /**
   * A livelock, and a loop in which the interrupt is caught at a wait and set again, so that the
   * next wait ends at once.
   */
  static @Nullable Diagnosis loop(Case c) {
    if (!c.is(Kind.LIVELOCK)) {
      return null;
    }
    int last = c.trail().size() - 1;
    long again =
        c.trail().steps().stream().filter(step -> step.action() == Action.INTERRUPT).count();
    if (again < 2) {
      return null;
    }
    for (int i = last; i >= 0 && i > last - 8; i--) {
      for (Op op : c.ops(i)) {
        Body.Handler handler = op.what() == Op.What.CALL ? op.body().catcherOfInterrupt(op) : null;
        if (handler != null
            && op.calls("wait", "await", "sleep", "take", "put", "acquire")
            && (op.body().loop(op) != null || again(c, c.trail().thread(i), 0))
            && op.body().after(handler).anyMatch(each -> each.calls("interrupt"))
            && op.body()
                .after(handler)
                .noneMatch(each -> each.what() == Op.What.THROW || each.what() == Op.What.RETURN)) {
          return new Diagnosis(
              "interrupt-loop",
              "%s is interrupted, sets the interrupt again and waits again, which ends at once."
                  .formatted(c.who(i)),
              -1,
              "");
        }
      }
    }
    return null;
  }
}
