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
 * @param second the later one, by another thread, with nothing that orders the two; the run ends
 *     there
 */
record RacingPair(int first, int second) {

  private static final Pattern ACCESSES =
      Pattern.compile(
          ": (?<one>.+?) (?<did>reads|writes) it(?: in line (?<line>\\d{1,9}))?"
              + " and (?<other>.+?) (?:reads|writes) it(?: in line \\d{1,9})?, and nothing orders");

  /** The pair, if the schedule shows it. */
  static Optional<RacingPair> in(Timeline timeline, Finding finding) {
    Matcher said = ACCESSES.matcher(finding.message());
    int second = timeline.steps().size() - 1;
    if (finding.kind() != Kind.DATA_RACE || second < 0 || !said.find()) {
      return Optional.empty();
    }
    if (!timeline.step(second).thread().equals(said.group("other"))) {
      return Optional.empty();
    }
    Action did = said.group("did").equals("reads") ? Action.READ : Action.WRITE;
    String line = said.group("line");
    for (int i = second - 1; i >= 0; i--) {
      Step step = timeline.step(i);
      if (step.thread().equals(said.group("one"))
          && step.action() == did
          && (line == null || line.equals(String.valueOf(step.line())))) {
        return Optional.of(new RacingPair(i, second));
      }
    }
    return Optional.empty();
  }
}
