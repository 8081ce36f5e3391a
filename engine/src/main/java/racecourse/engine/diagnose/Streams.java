package racecourse.engine.diagnose;

import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;

/** The misconception about streams: their middle steps are no loop. */
final class Streams {

  private Streams() {}

  /**
   * A stream with a middle step and nothing that asks it for results: the schedule goes through the
   * method and never through the function of that step.
   */
  static @Nullable Diagnosis neverRuns(Case c) {
    for (Body body : c.code().bodies()) {
      Op middle = null;
      for (Op op : body.ops()) {
        if (op.calls("peek", "map", "filter") && op.owner().startsWith("java/util/stream/")) {
          Op call = op;
          boolean goesOn =
              body.ops().stream()
                  .anyMatch(
                      each ->
                          each.index() > call.index()
                              && (each.dependsOn(call.index())
                                  || each.on() != null && each.on().from().contains(call.index())));
          middle = goesOn ? middle : op;
        }
      }
      if (middle == null) {
        continue;
      }
      Op asked = middle;
      Body function =
          body.ops(Op.What.LAMBDA)
              .filter(op -> op.index() < asked.index())
              .reduce((first, last) -> last)
              .flatMap(
                  op ->
                      c.code().bodies().stream()
                          .filter(each -> each.owner().equals(op.owner()))
                          .filter(each -> each.name().equals(op.name()))
                          .findFirst())
              .orElse(null);
      boolean acts =
          function != null
              && function.ops().stream()
                  .anyMatch(op -> op.what() == Op.What.CALL || op.what() == Op.What.PUT);
      int at = -1;
      boolean ran = false;
      for (int i = 0; i < c.trail().size(); i++) {
        int step = i;
        if (c.bodies(i).contains(body)) {
          at = i;
        }
        // A lambda on one line with the stream cannot be told from the method by its line alone.
        ran |=
            function != null
                && c.ops(i).stream()
                    .anyMatch(
                        op ->
                            op.body() == function
                                && (op.name().equals(Trail.method(c.trail().at(step)))
                                    || op.calls("lock") && isLock(c, step)));
      }
      if (acts && at >= 0 && !ran) {
        return new Diagnosis(
            "lazy-stream",
            "The stream in line %d is never asked for results, so what is in its %s() never runs."
                .formatted(asked.line(), asked.name()),
            -1,
            "");
      }
    }
    return null;
  }

  private static boolean isLock(Case c, int step) {
    return c.trail().at(step).action() == Action.LOCK;
  }
}
