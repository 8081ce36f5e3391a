package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.RacingPair;
import racecourse.engine.model.Step;

/**
 * Marks the step that does the damage in a schedule without notes, where it follows from the
 * schedule alone. Whoever recognises the mistake behind it has written a note of his own.
 */
final class Damage {

  private Damage() {}

  /** The same steps, one of them with a note if there is one to mark. */
  static List<Step> mark(Kind kind, Timeline timeline, Finding finding) {
    List<Step> steps = timeline.steps();
    return switch (kind) {
      case DEADLOCK ->
          timeline.cycle().stream()
              .map(Timeline.Wait::from)
              .max(Integer::compare)
              .map(step -> noted(steps, step, "closes the cycle"))
              .orElse(steps);
      case STUCK ->
          unheard(timeline)
              .map(step -> noted(steps, step, "nobody hears it"))
              .or(
                  () ->
                      signalsThatNeverCome(timeline)
                          .map(Timeline.Wait::from)
                          .max(Integer::compare)
                          .map(step -> noted(steps, step, "waits for ever")))
              .orElse(steps);
      case DATA_RACE ->
          RacingPair.in(finding)
              .map(
                  pair ->
                      noted(steps, pair.second(), "not ordered after step " + (pair.first() + 1)))
              .orElse(steps);
      case LOST_UPDATE ->
          overwrites(steps)
              .map(pair -> noted(steps, pair.second(), "overwrites step " + (pair.first() + 1)))
              .orElse(steps);
      default -> steps;
    };
  }

  private static Stream<Timeline.Wait> signalsThatNeverCome(Timeline timeline) {
    return timeline.waitsForGood().stream().filter(wait -> wait.what() == Timeline.Waits.SIGNAL);
  }

  /** The last notification that nobody heard, on what somebody waits for since, for ever. */
  private static Optional<Integer> unheard(Timeline timeline) {
    List<Step> steps = timeline.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      int at = i;
      if (step.action() == Action.NOTIFY
          && "nobody waits".equals(step.value())
          && signalsThatNeverCome(timeline)
              .anyMatch(wait -> wait.from() > at && wait.subject().equals(step.subject()))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /**
   * The last write by a thread that had read the variable before another thread wrote it, and has
   * not looked again since.
   */
  private static Optional<RacingPair> overwrites(List<Step> steps) {
    for (int write = steps.size() - 1; write >= 0; write--) {
      Step late = steps.get(write);
      if (late.action() != Action.WRITE || late.value() == null) {
        continue;
      }
      int other = -1;
      for (int i = write - 1; i >= 0; i--) {
        Step step = steps.get(i);
        if (!step.subject().equals(late.subject())) {
          continue;
        }
        boolean own = step.thread().equals(late.thread());
        if (own && step.action() == Action.READ) {
          if (other >= 0) {
            return Optional.of(new RacingPair(other, write));
          }
          break;
        }
        if (own && step.action() == Action.WRITE) {
          break;
        }
        if (!own && step.action() == Action.WRITE && other < 0) {
          other = i;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Step> noted(List<Step> steps, int index, String note) {
    List<Step> marked = new ArrayList<>(steps);
    marked.set(index, steps.get(index).withNote(note));
    return marked;
  }
}
