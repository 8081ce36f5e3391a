package racecourse.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two accesses of a data race in its schedule, by their places in it, counted from 0.
 *
 * @param first the earlier one
 * @param second the later one, by another thread, with nothing that orders the two; the schedule
 *     ends there
 */
public record RacingPair(int first, int second) {

  /** What the explorer says of a race. Other accesses of the schedule may well be in order. */
  private static final Pattern ACCESSES =
      Pattern.compile(
          ": (?<one>.+?) (?<did>reads|writes) it(?: in line (?<line>\\d{1,9}))?"
              + " and (?<other>.+?) (?:reads|writes) it(?: in line \\d{1,9})?, and nothing orders");

  /** The pair; nothing if the finding is no data race, or its schedule does not show it. */
  public static Optional<RacingPair> in(Finding finding) {
    List<Step> steps = finding.schedule();
    int second = steps.size() - 1;
    Matcher said = ACCESSES.matcher(finding.message());
    if (finding.kind() != Kind.DATA_RACE
        || second < 0
        || !said.find()
        || !steps.get(second).thread().equals(said.group("other"))) {
      return Optional.empty();
    }
    Action did = said.group("did").equals("reads") ? Action.READ : Action.WRITE;
    String line = said.group("line");
    for (int i = second - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step.thread().equals(said.group("one"))
          && step.action() == did
          && (line == null || line.equals(String.valueOf(step.line())))) {
        return Optional.of(new RacingPair(i, second));
      }
    }
    return Optional.empty();
  }
}
