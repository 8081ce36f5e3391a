package racecourse.engine.diagnose;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about what begins and ends a thread, and when. */
final class Lifetimes {
  private Lifetimes() {}

  /** A thread waits for its own end, or for that of the pool it is a thread of. */
  static @Nullable Diagnosis waitsForItself(Case c) {
    if (!c.is(Kind.LEAK, Kind.STUCK, Kind.DEADLOCK, Kind.LIVELOCK)) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      Step step = c.trail().at(last);
      if (step.action() == Action.JOIN && step.subject().equals(thread)) {
        return new Diagnosis(
            "joins-itself",
            "%s waits for the end of %s, which is itself.".formatted(c.who(last), thread),
            last,
            "waits for itself");
      }
      boolean called = false;
      boolean handed = false;
      int wait = -1;
      for (int i = 0; i < c.trail().size(); i++) {
        Step each = c.trail().at(i);
        if (!each.thread().equals(thread)) {
          handed |=
              !called
                  && Set.of("schedule", "scheduleAtFixedRate", "submit", "execute")
                      .contains(Trail.method(each));
          continue;
        }
        called |= handed && each.action() == Action.CALLBACK;
        boolean awaits =
            called
                && each.action() == Action.WAIT
                && c.ops(i).stream().anyMatch(op -> op.calls("awaitTermination"));
        wait = wait < 0 && awaits ? i : wait;
      }
      boolean pool = thread.matches("Thread-\\d+|pool-\\d+-thread-\\d+");
      if (wait >= 0 && pool) {
        return new Diagnosis(
            "joins-itself",
            "%s is a thread of the pool, and waits for the pool's end.".formatted(c.who(wait)),
            wait,
            "waits for itself");
      }
    }
    return null;
  }

  /**
   * A thread has raised a flag, gets an exception from a function it calls, and ends without having
   * lowered it; the method that lowers it is called after that function, in no finally.
   */
  static @Nullable Diagnosis flagLeftUp(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int thrown = c.trail().last(thread);
      if (c.trail().at(thrown).action() != Action.THROW) {
        continue;
      }
      for (int raise = thrown - 1; raise >= 0; raise--) {
        Step step = c.trail().at(raise);
        if (!step.thread().equals(thread)
            || step.action() != Action.WRITE
            || !"true".equals(step.value())) {
          continue;
        }
        boolean awaited =
            c.trail().threads().stream()
                .map(c.trail()::last)
                .anyMatch(
                    wait ->
                        c.trail().at(wait).action() == Action.WAIT
                            && c.lookedAt(wait).contains(Trail.variable(step)));
        for (Op call : c.ops(thrown)) {
          boolean lowers =
              call.callsFunction()
                  && call.body().ops().stream()
                      .filter(op -> op.index() > call.index() && op.what() == Op.What.CALL)
                      .anyMatch(op -> lowers(c, op, Trail.variable(step)));
          if (awaited && lowers && !guarded(c, call, Trail.variable(step))) {
            return new Diagnosis(
                "no-unlock-on-exception",
                "%s raises %s, leaves by an exception in line %d, and no finally lowers it."
                    .formatted(c.who(raise), Trail.variable(step), c.line(thrown)),
                thrown,
                "leaves with %s up".formatted(Trail.variable(step)));
          }
        }
      }
    }
    return null;
  }

  private static boolean lowers(Case c, Op call, String flag) {
    return c.code().bodies().stream()
        .filter(body -> body.owner().equals(call.owner()) && body.name().equals(call.name()))
        .anyMatch(
            body ->
                body.ops(Op.What.PUT)
                    .anyMatch(
                        put -> put.name().equals(flag) && put.args().get(0).text().equals("0")));
  }

  private static boolean guarded(Case c, Op call, String flag) {
    return call.body().handlers().stream()
        .filter(
            handler ->
                handler.type() == null
                    && handler.first() <= call.index()
                    && call.index() < handler.last())
        .anyMatch(handler -> call.body().after(handler).anyMatch(op -> lowers(c, op, flag)));
  }

  /** A scheduled executor was told to go on with its periodic tasks after its shutdown. */
  static @Nullable Diagnosis goesOn(Case c) {
    Op told =
        c.code()
            .ops()
            .filter(op -> op.calls("setContinueExistingPeriodicTasksAfterShutdownPolicy"))
            .filter(op -> op.args().get(0).text().equals("1"))
            .findFirst()
            .orElse(null);
    return told != null && c.is(Kind.LIVELOCK, Kind.LEAK, Kind.STUCK)
        ? new Diagnosis(
            "pool-never-shut-down",
            "Line %d tells the executor to go on after shutdown().".formatted(told.line()),
            -1,
            "")
        : null;
  }

  /** A thread goes round and round, calls and rests, and never gives back the lock it holds. */
  static @Nullable Diagnosis restsWithTheLock(Case c) {
    if (!c.is(Kind.LIVELOCK) || c.trail().size() < 200) {
      return null;
    }
    int rest = -1;
    int call = -1;
    for (int i = c.trail().size() - 40; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (c.trail().names(i).isEmpty()) {
        return null;
      }
      rest = step.action() == Action.SLEEP || Trail.method(step).equals("sleep") ? i : rest;
      call = step.action() == Action.CALLBACK ? i : call;
    }
    return rest >= 0 && call >= 0 && c.trail().thread(rest).equals(c.trail().thread(call))
        ? new Diagnosis(
            "blocks-while-holding-lock",
            "%s rests with %s locked, each time, and never gives it back."
                .formatted(c.who(rest), c.trail().names(rest).iterator().next()),
            rest,
            "with the lock held")
        : null;
  }
}
