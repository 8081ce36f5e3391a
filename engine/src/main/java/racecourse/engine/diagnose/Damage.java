package racecourse.engine.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;

/** Finds the step that does the damage, also when no misconception is recognised. */
final class Damage {

  private Damage() {}

  /** The step, and what to write beside it. */
  record Mark(int step, String note) {}

  /** The step that does the damage; null if no single one is known. */
  static @Nullable Mark of(Case c) {
    if (c.is(Kind.LOST_UPDATE)) {
      Trail.Overwrite overwrite = c.trail.overwrite();
      return overwrite == null ? null : new Mark(overwrite.write(), LostUpdates.note(c, overwrite));
    }
    if (c.is(Kind.DATA_RACE)) {
      RacingPair pair = RacingPair.of(c);
      return pair == null
          ? null
          : new Mark(
              pair.second(),
              "races with %s's %s"
                  .formatted(
                      c.trail.thread(pair.first()),
                      Trail.writes(c.trail.at(pair.first())) ? "write" : "read"));
    }
    if (c.is(Kind.DEADLOCK)) {
      for (int i = c.trail.size() - 1; i >= 0; i--) {
        if (c.trail.at(i).action() == Action.BLOCKED) {
          return new Mark(i, "closes the cycle");
        }
      }
    }
    if (c.is(Kind.STUCK)) {
      return unheard(c);
    }
    return null;
  }

  /** A notification that nobody heard, on what somebody waits for later and for ever. */
  private static @Nullable Mark unheard(Case c) {
    for (int i = c.trail.size() - 1; i >= 0; i--) {
      if (c.trail.at(i).action() == Action.NOTIFY && "nobody waits".equals(c.trail.at(i).value())) {
        List<Integer> waiting = c.trail.waitersAfter(c.trail.at(i).subject(), c.trail.size() - 1);
        int at = i;
        if (waiting.stream().anyMatch(wait -> wait > at)) {
          return new Mark(i, "nobody hears it");
        }
      }
    }
    return null;
  }
}
