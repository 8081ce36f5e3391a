package racecourse.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;

/**
 * The report as one page: the scorecard, and every failed check explained, each with an anchor
 * {@code #exercise/check}. It needs no network and no script, and a policy in its head forbids
 * both.
 */
public final class HtmlPage {

  private HtmlPage() {}

  /** The page; the same scorecard gives the same page. */
  public static String render(Scorecard scorecard, Guide guide) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Racecourse: %d / %d points</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%%; }
        th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #8884; vertical-align: top; }
        td.points { text-align: right; white-space: nowrap; }
        tr.exercise td, tr.exercise th { font-weight: bold; padding-top: 1rem; }
        pre { overflow-x: auto; padding: 1rem; border: 1px solid #8884; font: 14px/1.35 monospace; }
        @media print { pre { white-space: pre-wrap; } }
        </style>
        </head>
        <body>
        <h1>Racecourse: %d / %d points</h1>
        """
            .formatted(
                scorecard.points(),
                scorecard.maxPoints(),
                scorecard.points(),
                scorecard.maxPoints()));
    out.append("<table>\n<caption>Scorecard</caption>\n");
    for (ExerciseResult exercise : scorecard.exercises()) {
      row(
          out,
          "exercise",
          exercise.verdict(),
          null,
          exercise.title(),
          exercise.message(),
          exercise.points(),
          exercise.maxPoints());
      for (CheckResult check : exercise.checks()) {
        row(
            out,
            "check",
            check.verdict(),
            explained(check) ? anchor(exercise, check) : null,
            check.title(),
            middle(check),
            check.points(),
            check.maxPoints());
      }
    }
    out.append("</table>\n");
    for (ExerciseResult exercise : scorecard.exercises()) {
      for (CheckResult check : exercise.checks()) {
        if (explained(check)) {
          List<String> lines = new FailureText(guide, Look.FILE).lines(exercise, check);
          out.append("<section id=\"").append(escape(anchor(exercise, check))).append("\">\n<h2>");
          out.append(escape(exercise.title() + " › " + check.title())).append("</h2>\n<pre>");
          out.append(escape(String.join("\n", lines.subList(2, lines.size()))))
              .append("</pre>\n</section>\n");
        }
      }
    }
    return out.append("</body>\n</html>\n").toString();
  }

  private static boolean explained(CheckResult check) {
    return check.after() == null
        && (check.verdict() == Verdict.FAILED || check.verdict() == Verdict.NOT_GRADED);
  }

  private static String anchor(ExerciseResult exercise, CheckResult check) {
    return exercise.id() + "/" + check.id();
  }

  private static String middle(CheckResult check) {
    String after = check.after();
    if (after != null) {
      return "skipped: " + after + " did not pass";
    }
    return switch (check.verdict()) {
      case PASSED -> EffortText.words(check.effort(), EffortText.Form.LONG, Theme.UNICODE);
      case FAILED -> EffortText.failure(check);
      case NOT_STARTED -> "";
      case NOT_GRADED -> check.message();
    };
  }

  private static void row(
      StringBuilder out,
      String style,
      Verdict verdict,
      @Nullable String anchor,
      String title,
      String middle,
      int points,
      int maxPoints) {
    String words =
        switch (verdict) {
          case PASSED -> "✔ passed";
          case FAILED -> "✘ failed";
          case NOT_STARTED -> "· not started";
          case NOT_GRADED -> "! not graded";
        };
    String name = escape(title);
    out.append("<tr class=\"").append(style).append("\"><td>").append(words).append("</td><td>");
    out.append(anchor == null ? name : "<a href=\"#" + escape(anchor) + "\">" + name + "</a>");
    out.append("</td><td>").append(escape(middle)).append("</td><td class=\"points\">");
    out.append(points).append(" / ").append(maxPoints).append("</td></tr>\n");
  }

  /**
   * The text as HTML shows it, in an element and in an attribute; what is invisible is made
   * visible.
   */
  private static String escape(String text) {
    return String.join("\n", new Plain(Theme.UNICODE).lines(text))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
