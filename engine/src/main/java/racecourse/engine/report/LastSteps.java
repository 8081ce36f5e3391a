package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Step;

/**
 * The steps that a run ends before: the access that completes a data race, the wish for a lock that
 * closes a circle. The message names them, the schedule may lack them.
 */
final class LastSteps {

  private static final Pattern WISH =
      Pattern.compile("(?<thread>[^;]+?) waits to lock (?<lock>[^;]+?), which is held by [^;]+");

  private LastSteps() {}

  /** The steps of a finding, with those that only its message names; none if it has no schedule. */
  static List<Step> complete(Finding finding) {
    if (finding.schedule().isEmpty()) {
      return List.of();
    }
    return switch (finding.kind()) {
      case DATA_RACE -> withAccess(finding);
      case DEADLOCK -> withWishes(finding);
      default -> finding.schedule();
    };
  }

  private static List<Step> withAccess(Finding finding) {
    List<Step> steps = finding.schedule();
    Matcher said = RacingPair.ACCESSES.matcher(finding.message());
    if (!said.find()) {
      return steps;
    }
    Action action = said.group("does").equals("reads") ? Action.READ : Action.WRITE;
    String thread = said.group("other");
    String variable = RacingPair.variable(finding);
    Step last = steps.get(steps.size() - 1);
    boolean there =
        last.thread().equals(thread)
            && last.action() == action
            && last.line() == finding.line()
            && RacingPair.isOf(last, variable);
    return there
        ? steps
        : with(
            steps, new Step(thread, finding.file(), finding.line(), action, variable, null, null));
  }

  private static List<Step> withWishes(Finding finding) {
    String prefix = "Deadlock: ";
    List<Step> steps = finding.schedule();
    if (!finding.message().startsWith(prefix)) {
      return steps;
    }
    boolean first = true;
    for (String part : finding.message().substring(prefix.length()).split("; ")) {
      Matcher wish = WISH.matcher(part);
      if (wish.lookingAt()) {
        String thread = wish.group("thread");
        Step last = last(steps, thread);
        if (last != null && last.action() != Action.BLOCKED) {
          // The place of the finding is that of the first thread that its message names.
          String file = first ? finding.file() : null;
          int line = first ? finding.line() : 0;
          steps =
              with(
                  steps,
                  new Step(thread, file, line, Action.BLOCKED, wish.group("lock"), null, null));
        }
      }
      first = false;
    }
    return steps;
  }

  private static @Nullable Step last(List<Step> steps, String thread) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).thread().equals(thread)) {
        return steps.get(i);
      }
    }
    return null;
  }

  private static List<Step> with(List<Step> steps, Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return List.copyOf(all);
  }
}
