package racecourse.graders;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the pipeline with two locks can tell. */
final class TwoLockPipelineMistakes {
  private static final Set<String> PUTS = Set.of("add", "put", "offer", "addLast", "push");

  private TwoLockPipelineMistakes() {}

  static List<Recogniser> all() {
    return List.of(TwoLockPipelineMistakes::moreRoom);
  }

  private static boolean puts(Step step) {
    return PUTS.contains(Trail.method(step)) && !"false".equals(step.value());
  }

  /** Two messages lie where there is room for one: the queue has more room, or no bound at all. */
  private static @Nullable Diagnosis moreRoom(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(TwoLockPipelineGrader.NOT_BOUND)) {
      return null;
    }
    Step emptied =
        c.trail().steps().stream()
            .filter(step -> Trail.method(step).equals("clear"))
            .findFirst()
            .orElse(null);
    if (emptied != null) {
      int clear = c.trail().steps().indexOf(emptied);
      int next = c.trail().after(emptied.thread(), clear);
      return next >= 0 && puts(c.trail().at(next)) && c.sameBody(clear, next)
          ? new Diagnosis(
              "message-overwritten",
              "%s throws away what waits, to make room.".formatted(c.who(clear)),
              clear,
              "thrown away")
          : null;
    }
    for (String thread : c.trail().threads()) {
      int wait = c.trail().last(thread);
      int taken = c.trail().before(thread, wait);
      if (c.trail().at(wait).action() == Action.WAIT
          && Trail.method(c.trail().at(wait)).equals("put")
          && taken >= 0
          && Trail.method(c.trail().at(taken)).equals("take")) {
        return new Diagnosis(
            "capacity-off-by-one",
            "%s has one message in its hand, and %s leaves room for another one."
                .formatted(c.who(wait), Trail.variable(c.trail().at(taken))),
            taken,
            "a place of its own");
      }
    }
    List<Op> made =
        c.code()
            .ops()
            .filter(
                op ->
                    op.calls("<init>")
                        && op.owner().startsWith("java/util/concurrent/")
                        && op.owner().endsWith("Queue"))
            .toList();
    if (made.size() != 1) {
      return null;
    }
    Op queue = made.get(0);
    if (queue.args().isEmpty() && !queue.owner().contains("Synchronous")) {
      return new Diagnosis(
          "no-bound", "The queue made in line %d has no bound.".formatted(queue.line()), -1, "");
    }
    return !queue.args().isEmpty()
            && queue.args().get(0).kind() == Sym.Kind.CONSTANT
            && queue.args().get(0).text().matches("[2-9]|\\d\\d+")
        ? new Diagnosis(
            "capacity-off-by-one",
            "The queue made in line %d has room for %s."
                .formatted(queue.line(), queue.args().get(0).text()),
            -1,
            "")
        : null;
  }
}
