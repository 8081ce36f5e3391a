package racecourse.engine.diagnose;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The two accesses of a data race, as steps: the last step of the schedule, and the last access of
 * another thread that conflicts with it.
 */
record RacingPair(int first, int second) {

  /** The pair; null if the schedule does not show it. */
  static @Nullable RacingPair of(Case c) {
    if (!c.is(Kind.DATA_RACE) || c.trail().size() == 0) {
      return null;
    }
    int second = c.trail().size() - 1;
    Step last = c.trail().at(second);
    if (!access(last) || last.line() != c.finding().line()) {
      return null;
    }
    String variable = Trail.variable(last);
    for (int i = second - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
      if (access(step)
          && !step.thread().equals(last.thread())
          && Trail.variable(step).equals(variable)
          && (Trail.writes(step) || Trail.writes(last))) {
        return new RacingPair(i, second);
      }
    }
    return null;
  }

  private static boolean access(Step step) {
    return Set.of(Action.READ, Action.WRITE).contains(step.action());
  }
}
