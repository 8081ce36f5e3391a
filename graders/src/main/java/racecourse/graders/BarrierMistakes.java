package racecourse.graders;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Code;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the worker pool can tell. */
final class BarrierMistakes {
  private BarrierMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        BarrierMistakes::ofTheFirstRun,
        BarrierMistakes::oneBarrier,
        BarrierMistakes::twoParts,
        BarrierMistakes::opensForTheFirst);
  }

  /**
   * In the second run a thread finds what the first run has left in a field of the object: nobody
   * has written it since the second run began.
   */
  private static @Nullable Diagnosis ofTheFirstRun(Case c) {
    boolean second =
        c.says(BarrierGrader.IN_THE_SECOND_RUN) || c.follows(BarrierGrader.THREW_IN_VAIN);
    int begin = -1;
    for (int i = 0; second && i < c.trail().size() && begin < 0; i++) {
      begin = c.trail().thread(i).startsWith("second ") ? i : -1;
    }
    if (!c.is(Kind.WRONG_RESULT) || begin < 0) {
      return null;
    }
    for (int i = begin; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean reads =
          step.action() == Action.READ && Trail.method(step).isEmpty()
              || step.action() == Action.CALL && Trail.method(step).equals("get");
      if (!reads || step.value() == null || step.value().equals("null")) {
        continue;
      }
      Code.Field field =
          c.code()
              .fields()
              .filter(each -> each.name().equals(Trail.variable(step)) && !each.isStatic())
              .findFirst()
              .orElse(null);
      int write = field == null ? -1 : written(c, Trail.variable(step), i);
      if (write >= 0 && write < begin && !c.trail().thread(write).equals(step.thread())) {
        return new Diagnosis(
            "state-reused",
            "%s reads %s: %s, which %s has left there in the first run."
                .formatted(c.who(i), Trail.variable(step), step.value(), c.trail().thread(write)),
            i,
            "from the first run");
      }
    }
    return null;
  }

  private static int written(Case c, String variable, int before) {
    for (int i = before - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
      boolean writes =
          step.action() == Action.WRITE
              || step.action() == Action.CALL
                  && Set.of("set", "compareAndSet", "getAndSet").contains(Trail.method(step));
      if (writes && Trail.variable(step).equals(variable)) {
        return i;
      }
    }
    return -1;
  }

  /** Two runs at the same time wait at one barrier, which is a field of the object. */
  private static @Nullable Diagnosis oneBarrier(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.STUCK) || !c.says(BarrierGrader.IN_TWO_RUNS)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean field =
          step.action() == Action.WAIT
              && c.ops(i).stream().anyMatch(op -> op.owner().endsWith("/CyclicBarrier"))
              && c.code().fields().anyMatch(each -> each.name().equals(step.subject()));
      if (field) {
        return new Diagnosis(
            "barrier-shared",
            "%s waits at %s, and so do the threads of the other run."
                .formatted(c.who(i), step.subject()),
            i,
            "not one run's own");
      }
    }
    return null;
  }

  /** Work that belongs on one thread is handed to a pool in two parts. */
  private static @Nullable Diagnosis twoParts(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(BarrierGrader.ON_TWO_THREADS)) {
      return null;
    }
    Op hands =
        c.code()
            .ops()
            .filter(op -> op.calls("submit", "execute", "invokeAll") && op.owner().contains("Exec"))
            .findFirst()
            .orElse(null);
    return hands == null
        ? null
        : new Diagnosis(
            "two-threads-per-worker",
            "Line %d hands each part to the pool, and any thread of it takes it."
                .formatted(hands.line()),
            -1,
            "");
  }

  /** A latch that is made for one opens for all when the first one comes. */
  private static @Nullable Diagnosis opensForTheFirst(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(BarrierGrader.BEGAN_TOO_EARLY)) {
      return null;
    }
    List<Op> made =
        c.code()
            .ops()
            .filter(op -> op.callsOn("java/util/concurrent/CountDownLatch", "<init>"))
            .toList();
    if (made.size() != 1 || made.get(0).args().get(0).kind() != Sym.Kind.CONSTANT) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      int next = c.trail().after(step.thread(), i);
      if (Trail.method(step).equals("countDown")
          && next >= 0
          && c.trail().at(next).action() == Action.WAIT
          && c.trail().at(next).subject().equals(Trail.variable(step))) {
        return new Diagnosis(
            "party-count",
            "The latch made in line %d opens after %s, and %s is not the last one."
                .formatted(made.get(0).line(), made.get(0).args().get(0).text(), c.who(i)),
            i,
            "opens it for all");
      }
    }
    return null;
  }
}
