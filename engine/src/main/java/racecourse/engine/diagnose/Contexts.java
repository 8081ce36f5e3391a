package racecourse.engine.diagnose;

import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about what belongs to a thread, for how long, and who gets it from whom. */
final class Contexts {
  private Contexts() {}

  /** Somebody waits for a lock that is held while a function runs which waits for that somebody. */
  static @Nullable Diagnosis heldMeanwhile(Case c) {
    if (!c.hangs()) {
      return null;
    }
    for (Trail.Blocked blocked : c.trail().blocked()) {
      int last = blocked.last();
      String thread = c.trail().thread(blocked.blocked());
      if (c.trail().at(last).action() == Action.JOIN
          && c.trail().at(last).subject().equals(thread)) {
        return new Diagnosis(
            "blocks-while-holding-lock",
            "%s waits for the end of %s with %s locked, which that one needs."
                .formatted(c.who(last), thread, blocked.lock()),
            last,
            "with the lock held");
      }
      if (c.trail().at(last).action() == Action.CALLBACK
          && !c.interrupted()
          && c.says("waits for the end of " + thread)) {
        return new Diagnosis(
            "blocks-while-holding-lock",
            "%s calls a function with %s locked, and that one waits for %s, which needs it."
                .formatted(c.who(last), blocked.lock(), thread),
            last,
            "with the lock held");
      }
    }
    return null;
  }

  /** One thread keeps something in a field for a while, and finds there what another one kept. */
  static @Nullable Diagnosis keptInAField(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (int write = 0; write < c.trail().size(); write++) {
      Step step = c.trail().at(write);
      Code.Field field = step.action() == Action.WRITE ? c.field(write) : null;
      if (field == null || field.isStatic() || step.value() == null) {
        continue;
      }
      int other = -1;
      for (int i = write + 1; i < c.trail().size(); i++) {
        Step each = c.trail().at(i);
        if (!each.subject().equals(step.subject())) {
          continue;
        }
        if (each.action() == Action.WRITE) {
          if (each.thread().equals(step.thread())) {
            break;
          }
          other = other < 0 && c.line(i) == c.line(write) ? i : other;
        } else if (each.action() == Action.READ
            && other >= 0
            && each.thread().equals(step.thread())
            && c.sameBody(write, i)
            && each.value() != null
            && !each.value().equals(step.value())
            && between(c, write, i)
            && c.trail().names(write).isEmpty()) {
          return new Diagnosis(
              "shared-temporary",
              "%s keeps %s in %s, %s keeps its own there, and %s finds that."
                  .formatted(c.who(write), step.value(), field.name(), c.who(other), c.who(i)),
              other,
              "over the other one's");
        }
      }
    }
    return null;
  }

  /** Whether the thread calls a function between the two. */
  private static boolean between(Case c, int first, int last) {
    for (int i = first + 1; i < last; i++) {
      if (c.trail().thread(i).equals(c.trail().thread(first))
          && c.trail().at(i).action() == Action.CALLBACK) {
        return true;
      }
    }
    return false;
  }
}
