package racecourse.engine.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The two accesses of a data race in its schedule, counted from 0.
 *
 * @param first the earlier one
 * @param second the later one, by another thread, with nothing that orders the two
 */
record RacingPair(int first, int second) {

  static final Pattern ACCESSES =
      Pattern.compile(
          ": (?<one>.+?) (?<did>reads|writes) it(?: in line (?<line>\\d{1,9}))?"
              + " and (?<other>.+?) (?<does>reads|writes) it(?: in line (?<at>\\d{1,9}))?,"
              + " and nothing orders");

  /** The pair, if the schedule shows it. */
  static Optional<RacingPair> in(Timeline timeline, Finding finding) {
    Matcher said = ACCESSES.matcher(finding.message());
    if (finding.kind() != Kind.DATA_RACE || !said.find()) {
      return Optional.empty();
    }
    String variable = variable(finding);
    int second = last(timeline, timeline.size(), said.group("other"), said.group("does"), variable);
    int first = last(timeline, second, said.group("one"), said.group("did"), variable);
    return first < 0 ? Optional.empty() : Optional.of(new RacingPair(first, second));
  }

  private static int last(
      Timeline timeline, int before, String thread, String did, String variable) {
    for (int i = before - 1; i >= 0; i--) {
      Step step = timeline.step(i);
      if (step.thread().equals(thread)
          && step.action() == (did.equals("reads") ? Action.READ : Action.WRITE)
          && isOf(step, variable)) {
        return i;
      }
    }
    return -1;
  }

  /** A field is its own subject; of a list or a map the subject is a call on it. */
  static boolean isOf(Step step, String variable) {
    return step.subject().equals(variable) || step.subject().startsWith(variable + ".");
  }

  /** The variable without its class. */
  static String variable(Finding finding) {
    String subject = finding.subject();
    return subject.substring(subject.lastIndexOf('.') + 1);
  }
}
