package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Verdict;

/**
 * One check that did not pass, explained: the cause in a sentence, the schedule that shows it, the
 * place, and the belief about Java that it refutes, if one was recognised. It says what happened,
 * not what to do.
 */
final class FailureText {

  private static final int MOST_MESSAGE_LINES = 14;
  private static final String INDENT = "   ";
  private static final int ROOM = ScorecardText.WIDTH - INDENT.length();

  private final Guide guide;
  private final Look look;
  private final Plain plain;

  FailureText(Guide guide, Look look) {
    this.guide = guide;
    this.look = look;
    this.plain = new Plain(look.theme());
  }

  /** The explanation, from the check's title to the reason. */
  List<String> lines(ExerciseResult exercise, CheckResult check) {
    List<String> lines = new ArrayList<>();
    lines.add(title(exercise, check));
    lines.add("");
    Finding finding = check.finding();
    if (check.verdict() == Verdict.NOT_GRADED || finding == null) {
      lines.addAll(
          indented(
              check.verdict() == Verdict.NOT_GRADED
                  ? "The kit couldn't grade this check, and that is not your code's fault: "
                      + check.message()
                  : check.message()));
      return lines;
    }
    Timeline timeline = Timeline.of(finding);
    String headline = Ending.headline(finding, timeline);
    lines.addAll(headline == null ? message(finding) : indented(headline));
    List<String> schedule = ScheduleText.lines(timeline, look);
    String found = found(check);
    if (!found.isEmpty()) {
      lines.add(INDENT + found + (schedule.isEmpty() ? "." : ":"));
    }
    if (!schedule.isEmpty()) {
      lines.add("");
      lines.addAll(schedule);
      Ending.of(finding, timeline, look.theme())
          .forEach(sentence -> lines.addAll(hanging(sentence)));
    }
    String place = place(finding);
    String why = finding.mistake() == null ? "" : Mistakes.sentence(finding.mistake()).orElse("");
    if (!place.isEmpty() || !why.isEmpty()) {
      lines.add("");
    }
    if (!place.isEmpty()) {
      lines.addAll(labelled("At", place));
    }
    if (!why.isEmpty()) {
      lines.addAll(labelled("Why", (why + " " + finding.here()).strip()));
    }
    if (!finding.replay().isEmpty()) {
      if (place.isEmpty() && why.isEmpty()) {
        lines.add("");
      }
      lines.addAll(command("Replay", guide.replay(exercise.id(), finding.replay())));
    }
    return lines;
  }

  private String title(ExerciseResult exercise, CheckResult check) {
    boolean failed = check.verdict() == Verdict.FAILED;
    Theme theme = look.theme();
    String glyph = failed ? theme.failed : theme.notGraded;
    String points = failed ? check.points() + " / " + check.maxPoints() : "not graded";
    String left =
        " "
            + plain.fit(glyph, theme.glyphWidth())
            + " "
            + guide.number(exercise.id())
            + " "
            + plain.line(exercise.title())
            + " "
            + theme.in
            + " "
            + plain.line(check.title());
    String line = plain.fit(left, ScorecardText.WIDTH - points.length() - 2) + "  " + points;
    return look.palette().paint(failed ? Palette.Ink.BAD : Palette.Ink.WARN, line);
  }

  private List<String> message(Finding finding) {
    List<String> raw = plain.lines(finding.message());
    // What a compiler says keeps its line ends: the caret below a source line has to stay below it.
    List<String> all =
        raw.size() <= 1
            ? plain.wrap(finding.message(), ROOM)
            : raw.stream().map(line -> plain.cut(line, ROOM)).toList();
    List<String> lines = new ArrayList<>();
    for (String line : all.subList(0, Math.min(all.size(), MOST_MESSAGE_LINES))) {
      lines.add((INDENT + line).stripTrailing());
    }
    if (all.size() > MOST_MESSAGE_LINES) {
      lines.add(
          INDENT + look.theme().ellipsis + " " + (all.size() - MOST_MESSAGE_LINES) + " more lines");
    }
    return lines;
  }

  static String found(CheckResult check) {
    EngineId engine = check.engine();
    if (engine == null) {
      return "";
    }
    Effort effort = EffortText.foundAfter(check, engine);
    return switch (engine) {
      case EXPLORER ->
          effort.schedules() == 0
              ? ""
              : "Schedule " + EffortText.number(effort.schedules()) + ", the first that fails";
      case VMLENS ->
          "Seen by vmlens"
              + (effort.schedules() == 0 ? "" : ", run " + EffortText.number(effort.schedules()));
      case FUZZ ->
          "On real threads"
              + (effort.rounds() == 0 ? "" : ", round " + EffortText.number(effort.rounds()))
              + (effort.seed() == 0 ? "" : ", seed " + effort.seed());
    };
  }

  private String place(Finding finding) {
    String file = finding.file();
    if (file == null) {
      return "";
    }
    return guide.path(file) + (finding.line() > 0 ? ":" + finding.line() : "");
  }

  private List<String> indented(String text) {
    List<String> lines = new ArrayList<>();
    plain.wrap(text, ROOM).forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private List<String> hanging(String text) {
    if (Plain.width(text) <= ROOM) {
      return List.of(INDENT + text);
    }
    List<String> lines = new ArrayList<>();
    for (String line : plain.wrap(text, ROOM - 2)) {
      lines.add(INDENT + (lines.isEmpty() ? "" : "  ") + line);
    }
    return lines;
  }

  private List<String> labelled(String label, String text) {
    return labelled(label, plain.wrap(text, ROOM - 7));
  }

  private List<String> command(String label, String text) {
    return labelled(label, plain.command(text, ROOM - 7));
  }

  private static List<String> labelled(String label, List<String> parts) {
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      String start = lines.isEmpty() ? String.format("%-7s", label) : " ".repeat(7);
      lines.add(INDENT + start + part);
    }
    return lines;
  }
}
