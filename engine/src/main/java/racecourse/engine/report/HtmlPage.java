package racecourse.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;

/**
 * The report as one page: the scorecard, and every failed check explained, each with an anchor
 * {@code #exercise/check}: its schedule as a picture beside the source, to be walked through step
 * by step, and as a table. The page needs no network; a policy in its head forbids it, and lets run
 * no script but the page's own.
 */
public final class HtmlPage {

  private final Scorecard scorecard;
  private final Guide guide;
  private final Sources sources;
  private final StringBuilder out = new StringBuilder();
  private int pictures;

  private HtmlPage(Scorecard scorecard, Guide guide, Sources sources) {
    this.scorecard = scorecard;
    this.guide = guide;
    this.sources = sources;
  }

  /**
   * The page; the same scorecard and sources give the same page.
   *
   * @param sources the files that the schedules pass through, as far as they are to be shown
   */
  public static String render(Scorecard scorecard, Guide guide, Sources sources) {
    return new HtmlPage(scorecard, guide, sources).page();
  }

  private String page() {
    String style = Html.resource("page.css");
    String script = Html.resource("page.js");
    String points = scorecard.points() + " / " + scorecard.maxPoints() + " points";
    out.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s; \
        script-src %s; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>Racecourse: %s</title>
        <style>"""
            .formatted(Html.hash(style), Html.hash(script), points));
    out.append(style).append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>Racecourse</h1>\n");
    out.append("<p class=\"total\"><progress aria-label=\"Points\" max=\"");
    out.append(Math.max(1, scorecard.maxPoints())).append("\" value=\"").append(scorecard.points());
    out.append("\"></progress> ").append(points).append("</p>\n</header>\n");
    card();
    for (ExerciseResult exercise : scorecard.exercises()) {
      for (CheckResult check : exercise.checks()) {
        if (explained(check)) {
          section(exercise, check);
        }
      }
    }
    out.append("</main>\n<script>").append(script).append("</script>\n</body>\n</html>\n");
    return out.toString();
  }

  // The scorecard.

  private void card() {
    out.append(
        """
        <div class="scroll" role="region" tabindex="0" aria-label="Scorecard">
        <table class="card">
        <caption>Scorecard</caption>
        <thead><tr><th scope="col">Verdict</th><th scope="col">Check</th><th scope="col">How it went</th>\
        <th scope="col" class="points">Points</th></tr></thead>
        """);
    for (ExerciseResult exercise : scorecard.exercises()) {
      out.append("<tbody>\n");
      row(
          "exercise",
          exercise.verdict(),
          false,
          null,
          guide.number(exercise.id()) + " " + exercise.title(),
          exercise.message(),
          exercise.points(),
          exercise.maxPoints());
      if (exercise.verdict() != Verdict.NOT_STARTED) {
        for (CheckResult check : exercise.checks()) {
          row(
              "check",
              check.verdict(),
              check.after() != null,
              explained(check) ? anchor(exercise, check) : null,
              check.title(),
              middle(exercise, check),
              check.points(),
              check.maxPoints());
        }
      }
      out.append("</tbody>\n");
    }
    out.append("</table>\n</div>\n");
  }

  private void row(
      String style,
      Verdict verdict,
      boolean skipped,
      @Nullable String anchor,
      String title,
      String middle,
      int points,
      int maxPoints) {
    String words =
        skipped
            ? "↷ skipped"
            : switch (verdict) {
              case PASSED -> "✔ passed";
              case FAILED -> "✘ failed";
              case NOT_STARTED -> "· not started";
              case NOT_GRADED -> "! not graded";
            };
    String name = Html.line(title);
    out.append("<tr class=\"").append(style).append("\"><td class=\"verdict ");
    out.append(skipped ? "skipped" : verdict.id()).append("\">").append(words);
    out.append("</td><th scope=\"row\">");
    out.append(anchor == null ? name : "<a href=\"#" + Html.line(anchor) + "\">" + name + "</a>");
    out.append("</th><td>").append(Html.line(middle)).append("</td><td class=\"points\">");
    out.append(points).append(" / ").append(maxPoints).append("</td></tr>\n");
  }

  private static boolean explained(CheckResult check) {
    return check.after() == null
        && !check.message().equals(ScorecardText.NOT_GRADED_YET)
        && (check.verdict() == Verdict.FAILED || check.verdict() == Verdict.NOT_GRADED);
  }

  private static String anchor(ExerciseResult exercise, CheckResult check) {
    return exercise.id() + "/" + check.id();
  }

  private static String middle(ExerciseResult exercise, CheckResult check) {
    String after = check.after();
    if (after != null) {
      return "after “"
          + exercise.checks().stream()
              .filter(other -> other.id().equals(after))
              .map(CheckResult::title)
              .findFirst()
              .orElse(after)
          + "”";
    }
    return switch (check.verdict()) {
      case PASSED -> EffortText.words(check.effort(), EffortText.Form.LONG, Theme.UNICODE);
      case FAILED -> EffortText.failure(check);
      case NOT_STARTED -> "";
      case NOT_GRADED -> check.message();
    };
  }

  // A check that did not pass.

  private void section(ExerciseResult exercise, CheckResult check) {
    String anchor = Html.line(anchor(exercise, check));
    Finding finding = check.finding();
    out.append("<section id=\"").append(anchor).append("\" aria-labelledby=\"");
    out.append(anchor).append("/title\">\n<h2 id=\"").append(anchor).append("/title\">");
    out.append("<small>").append(Html.line(exercise.title())).append("</small> ");
    out.append(Html.line(check.title())).append("</h2>\n");
    if (finding == null || check.verdict() != Verdict.FAILED) {
      String reason =
          check.verdict() == Verdict.NOT_GRADED
              ? "The kit couldn’t grade this check, and that is not your code’s fault: "
                  + check.message()
              : check.message();
      paragraph("message", reason);
    } else {
      failed(exercise, check, finding);
    }
    out.append("</section>\n");
  }

  private void failed(ExerciseResult exercise, CheckResult check, Finding finding) {
    out.append("<p class=\"facts\"><span class=\"kind\">");
    out.append(Html.line(EffortText.words(finding.kind()))).append("</span> ");
    String found = FailureText.found(check);
    if (!found.isEmpty()) {
      out.append("<span>").append(Html.line(found)).append("</span> ");
    }
    out.append("<span>").append(check.points()).append(" / ").append(check.maxPoints());
    out.append(" points</span></p>\n");
    if (finding.message().strip().contains("\n")) {
      // What a compiler says keeps its line ends: the caret has to stay below its place.
      out.append("<pre class=\"message\">").append(Html.escape(finding.message()));
      out.append("</pre>\n");
    } else {
      paragraph("message", finding.message());
    }
    Timeline timeline = Timeline.of(finding);
    if (timeline.size() > 0) {
      pictures++;
      out.append(
          new ScheduleSection("picture-" + pictures, timeline, sources, guide)
              .html(exercise.title() + ", " + check.title() + ": " + found));
      List<String> ending = Ending.of(finding, timeline, Theme.UNICODE);
      if (!ending.isEmpty()) {
        out.append("<ul class=\"ending\">\n");
        ending.forEach(line -> out.append("<li>").append(Html.line(line)).append("</li>\n"));
        out.append("</ul>\n");
      }
    }
    if (finding.mistake() != null) {
      Mistakes.sentence(finding.mistake())
          .ifPresent(
              why ->
                  out.append("<p class=\"why\"><strong>Why</strong> ")
                      .append(Html.line((why + " " + finding.here()).strip()))
                      .append("</p>\n"));
    }
    if (finding.file() != null) {
      out.append("<p class=\"place\">At <code>").append(Html.line(guide.path(finding.file())));
      out.append(finding.line() > 0 ? ":" + finding.line() : "").append("</code></p>\n");
    }
    if (!finding.replay().isEmpty()) {
      out.append("<p class=\"place\">Run it again, step by step, with <code>");
      out.append(Html.line(guide.replay(exercise.id(), finding.replay())));
      out.append("</code></p>\n");
    }
    if (timeline.size() > 0) {
      List<String> lines = new FailureText(guide, Look.FILE).lines(exercise, check);
      out.append("<details><summary>The same as in the terminal</summary>\n<pre>");
      out.append(Html.escape(String.join("\n", lines))).append("</pre>\n</details>\n");
    }
  }

  private void paragraph(String style, String text) {
    out.append("<p class=\"").append(style).append("\">").append(Html.line(text)).append("</p>\n");
  }
}
