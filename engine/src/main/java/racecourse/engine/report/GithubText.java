package racecourse.engine.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;

/**
 * What GitHub Actions reads from a step: workflow commands on the standard output (the two notices
 * that GitHub Classroom counted, and at most ten errors at the failing lines), and the step summary
 * in Markdown.
 *
 * <p>The runner obeys {@code ::command::} also after leading blanks, and {@code ##[command]}
 * anywhere in a line. So nothing a student wrote is printed but through {@link #inert} or escaped
 * into a command's data.
 */
public final class GithubText {

  /** Bytes of a step summary in UTF-8, at most; GitHub drops one above 1 MiB. */
  public static final int MOST_SUMMARY_BYTES = 1_000_000;

  private static final int MOST_ANNOTATIONS = 10;
  private static final int LONGEST_MESSAGE = 1_500;

  private GithubText() {}

  /**
   * The text, with nothing left in it that the runner would obey as a command, on whatever line it
   * ends up.
   */
  public static String inert(String text) {
    return text.replace("##[", "##\u200a[").replace("::", ":\u200a:");
  }

  /** The annotations and the notices, each one line, to be printed at the start of a line. */
  public static List<String> commands(Scorecard scorecard, Guide guide) {
    List<String> commands = new ArrayList<>(annotations(scorecard, guide));
    commands.add(
        "::notice title=Autograding complete::Points "
            + scorecard.points()
            + "/"
            + scorecard.maxPoints());
    commands.add(
        String.format(
            Locale.ROOT,
            "::notice title=Autograding report::{\"totalPoints\":%d,\"maxPoints\":%d}",
            scorecard.points(),
            scorecard.maxPoints()));
    return commands;
  }

  private static List<String> annotations(Scorecard scorecard, Guide guide) {
    Plain plain = new Plain(Theme.UNICODE);
    List<String> lines = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (ExerciseResult exercise : scorecard.exercises()) {
      for (CheckResult check : exercise.checks()) {
        Finding finding = check.finding();
        if (check.verdict() != Verdict.FAILED || check.after() != null || finding == null) {
          continue;
        }
        StringBuilder place = new StringBuilder();
        if (finding.file() != null) {
          place
              .append("file=")
              .append(property(plain.line(guide.path(finding.file()))))
              .append(',');
          if (finding.line() > 0) {
            place.append("line=").append(finding.line()).append(',');
          }
        }
        String title = plain.cut(plain.line(exercise.title() + ": " + check.title()), 120);
        String message = data(shorten(String.join("\n", plain.lines(finding.message()))));
        // Code that does not compile fails every check with the same words at the same place: once
        // is enough.
        if (said.add(place + message)) {
          lines.add("::error " + place + "title=" + property(title) + "::" + message);
        }
        if (lines.size() == MOST_ANNOTATIONS) {
          return lines;
        }
      }
    }
    return lines;
  }

  private static String shorten(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, message.offsetByCodePoints(0, LONGEST_MESSAGE / 2)) + "…";
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /**
   * The step summary: the points, a table of the checks, and the scorecard as the terminal shows
   * it, in at most {@code room} bytes.
   *
   * @param room bytes left in the summary; nothing is said that does not fit
   */
  public static String summary(Scorecard scorecard, Guide guide, int room) {
    Plain plain = new Plain(Theme.UNICODE);
    StringBuilder out = new StringBuilder();
    out.append("## Racecourse: ")
        .append(scorecard.points())
        .append(" / ")
        .append(scorecard.maxPoints())
        .append(" points\n\n");
    String card = ScorecardText.render(scorecard, guide, Look.FILE).stripTrailing();
    String fence = fence(card);
    out.append(fence).append("text\n").append(card).append('\n').append(fence).append("\n\n");
    out.append("| | exercise | check | points | what happened |\n|---|---|---|---:|---|\n");
    for (ExerciseResult exercise : scorecard.exercises()) {
      for (CheckResult check : exercise.checks()) {
        out.append("| ")
            .append(glyph(check))
            .append(" | ")
            .append(cell(plain.line(exercise.title())))
            .append(" | ")
            .append(cell(plain.line(check.title())))
            .append(" | ")
            .append(check.points())
            .append(" / ")
            .append(check.maxPoints())
            .append(" | ")
            .append(cell(plain.cut(plain.line(happened(exercise, check)), 300)))
            .append(" |\n");
      }
    }
    out.append('\n');
    String text = inert(out.toString());
    if (text.getBytes(StandardCharsets.UTF_8).length <= room) {
      return text;
    }
    String points =
        "## Racecourse: " + scorecard.points() + " / " + scorecard.maxPoints() + " points\n";
    return points.length() <= room ? points : "";
  }

  private static String happened(ExerciseResult exercise, CheckResult check) {
    if (check.after() != null) {
      return "skipped: " + check.after() + " did not pass";
    }
    return switch (check.verdict()) {
      case PASSED -> EffortText.words(check.effort(), EffortText.Form.LONG, Theme.UNICODE);
      case NOT_STARTED -> "not started";
      case FAILED -> {
        Finding finding = check.finding();
        String kind = finding == null ? "" : EffortText.words(finding.kind()) + ": ";
        yield kind + ClassroomJson.message(exercise, check);
      }
      case NOT_GRADED -> "not graded: " + ClassroomJson.message(exercise, check);
    };
  }

  private static String glyph(CheckResult check) {
    Theme theme = Theme.UNICODE;
    if (check.after() != null) {
      return theme.skipped;
    }
    return switch (check.verdict()) {
      case PASSED -> theme.passed;
      case FAILED -> theme.failed;
      case NOT_STARTED -> theme.notStarted;
      case NOT_GRADED -> theme.notGraded;
    };
  }

  /** A fence that the text itself cannot close. */
  private static String fence(String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(longest + 1);
  }

  /** Text in a table cell, shown as it is: no Markdown, no HTML, no mention, no cell border. */
  private static String cell(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '|' -> out.append("&#124;");
        case '@' -> out.append("&#64;");
        case '\\', '`', '*', '_', '[', ']', '(', ')', '#', '!', '~', '$' ->
            out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.toString().replace("http", "h&#116;tp").replace("www.", "www&#46;");
  }
}
