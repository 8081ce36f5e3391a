package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/** Hints for a terminal, at most {@value ScorecardText#WIDTH} columns wide. */
public final class HintText {

  private HintText() {}

  /**
   * One hint of a check; ends with a line end.
   *
   * @param index which of its hints, from 0
   * @throws IndexOutOfBoundsException if the check has no such hint
   */
  public static String one(Exercise exercise, Check check, int index, Look look) {
    int all = check.hints().size();
    int left = all - index - 1;
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(heading("Hint " + (index + 1) + " of " + all, exercise, check, look));
    lines.add("");
    lines.addAll(body("", check.hints().get(index), look));
    lines.add("");
    lines.add(
        left == 0
            ? " That was the last hint for this check."
            : " " + left + " more: ask again for the next one.");
    return String.join("\n", lines) + "\n";
  }

  /** All hints of a check again; ends with a line end. */
  public static String all(Exercise exercise, Check check, Look look) {
    int all = check.hints().size();
    String what = all == 1 ? "The only hint" : "All " + all + " hints";
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(heading(what, exercise, check, look));
    for (int i = 0; i < all; i++) {
      lines.add("");
      lines.addAll(body(all == 1 ? "" : (i + 1) + ". ", check.hints().get(i), look));
    }
    lines.add("");
    lines.add(" There are no more for this check.");
    return String.join("\n", lines) + "\n";
  }

  private static List<String> heading(String what, Exercise exercise, Check check, Look look) {
    Plain plain = new Plain(look.theme());
    String text =
        "%s %s %02d %s %s %s"
            .formatted(
                what,
                look.theme().dot,
                exercise.number(),
                exercise.title(),
                look.theme().in,
                check.title());
    List<String> lines = new ArrayList<>();
    for (String line : plain.wrap(text, ScorecardText.WIDTH - 1)) {
      lines.add(" " + look.palette().paint(Palette.Ink.STRONG, line));
    }
    return lines;
  }

  private static List<String> body(String start, String text, Look look) {
    List<String> lines = new ArrayList<>();
    for (String line :
        new Plain(look.theme()).wrap(text, ScorecardText.WIDTH - 3 - start.length())) {
      lines.add("   " + (lines.isEmpty() ? start : " ".repeat(start.length())) + line);
    }
    return lines;
  }
}
