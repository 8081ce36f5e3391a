package racecourse.engine.report;

import java.util.List;
import java.util.Map;
import racecourse.engine.model.Step;

/**
 * A schedule in a page: the picture, the source beside it, what holds after each step, and all of
 * it once more as a table. Without a script the picture, the source and the table stand there
 * still; the script shows the states one by one.
 */
final class ScheduleSection {

  private static final int MOST_LANES = 12;
  private static final int MOST_ROWS = 48;

  private final String id;
  private final Timeline timeline;
  private final Excerpt excerpt;
  private final Sources sources;
  private final Guide guide;
  private final Plain plain = new Plain(Theme.UNICODE);

  /**
   * A section.
   *
   * @param id a name for its parts, unique in the page
   */
  ScheduleSection(String id, Timeline timeline, Sources sources, Guide guide) {
    this.id = id;
    this.timeline = timeline;
    this.excerpt = new Excerpt(timeline, MOST_LANES, MOST_ROWS);
    this.sources = sources;
    this.guide = guide;
  }

  String html(String title) {
    List<Timeline.Moment> moments = timeline.after(excerpt.steps());
    StringBuilder out = new StringBuilder("<div class=\"walk\">\n");
    out.append("<div class=\"stage\">\n");
    out.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" ");
    out.append("aria-label=\"The schedule as a picture\">\n");
    out.append(new SchedulePicture(id, timeline, excerpt).svg(title));
    out.append("</div>\n<div class=\"beside\">\n");
    stepper(out, moments);
    out.append("<div class=\"sources\">");
    out.append(new SourceView(timeline, excerpt, sources, guide).html());
    out.append("</div>\n</div>\n</div>\n");
    table(out, moments);
    return out.append("</div>\n").toString();
  }

  private void stepper(StringBuilder out, List<Timeline.Moment> moments) {
    out.append(
        """
        <div class="stepper" role="group" aria-label="Walk through the schedule" hidden>
        <div class="buttons">
        <button type="button" data-go="-1">◀ Previous</button>
        <button type="button" data-go="1">Next ▶</button>
        <kbd aria-hidden="true">←</kbd> <kbd aria-hidden="true">→</kbd>
        <p class="say" role="status"></p>
        </div>
        <div class="states">
        """);
    for (Timeline.Moment moment : moments) {
      Step step = timeline.step(moment.step());
      String say =
          "Step "
              + (moment.step() + 1)
              + " of "
              + timeline.size()
              + ": "
              + step.thread()
              + " "
              + StepWords.sentence(timeline, moment.step(), plain)
              + Places.inWords(step, plain)
              + (step.note() == null ? "" : " (" + step.note() + ")")
              + ".";
      out.append("<div class=\"state\" hidden data-step=\"").append(moment.step());
      out.append("\" data-place=\"").append(SourceView.placeId(step));
      out.append("\" data-say=\"").append(Html.line(say)).append("\">\n");
      state(out, moment);
      out.append("</div>\n");
    }
    out.append("</div>\n</div>\n");
  }

  /** Where everybody is, what they hold, and what the variables hold. */
  private void state(StringBuilder out, Timeline.Moment moment) {
    String acting = timeline.step(moment.step()).thread();
    out.append("<table><caption>Threads after step ").append(moment.step() + 1);
    out.append(
        "</caption>\n<thead><tr><th scope=\"col\">Thread</th><th scope=\"col\">At</th>"
            + "<th scope=\"col\">Holds</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n");
    for (Timeline.Position position : moment.threads()) {
      int lane = excerpt.lanes().indexOf(position.thread());
      boolean now = position.thread().equals(acting);
      out.append(now ? "<tr class=\"now\">" : "<tr>");
      out.append("<th scope=\"row\" class=\"").append(SchedulePicture.style(lane)).append("\">");
      out.append(Html.line(position.thread())).append("</th><td>");
      out.append(
          position.last() < 0
              ? ""
              : Html.line(Places.shortly(timeline.step(position.last()), plain)));
      out.append("</td><td>");
      out.append(Html.line(String.join(", ", position.holds())));
      out.append("</td><td>")
          .append(Html.line(words(position, moment.step())))
          .append("</td></tr>\n");
    }
    out.append("</tbody></table>\n");
    if (!moment.values().isEmpty()) {
      out.append("<table><caption>Shared values, as last seen</caption>\n<thead><tr>");
      out.append(
          "<th scope=\"col\">Variable</th><th scope=\"col\">Value</th></tr></thead><tbody>\n");
      for (Map.Entry<String, String> value : moment.values().entrySet()) {
        boolean now = value.getKey().equals(timeline.step(moment.step()).subject());
        out.append(now ? "<tr class=\"now\">" : "<tr>").append("<th scope=\"row\">");
        out.append(Html.line(value.getKey())).append("</th><td>");
        out.append(Html.line(value.getValue())).append("</td></tr>\n");
      }
      out.append("</tbody></table>\n");
    }
  }

  private String words(Timeline.Position position, int now) {
    return switch (position.condition()) {
      case NOT_BEGUN -> "no step yet";
      case ENDED -> "ended";
      case RUNS ->
          position.last() < now && position.last() == timeline.lastOf(position.thread())
              ? "no further step"
              : "runs";
      case WAITS -> {
        Timeline.Wait wait = position.waits();
        yield wait == null
            ? "waits"
            : wait.what() == Timeline.Waits.LOCK && !wait.subject().isEmpty()
                ? "waits to lock " + wait.subject()
                : StepWords.sentence(timeline, wait.from(), plain);
      }
    };
  }

  private void table(StringBuilder out, List<Timeline.Moment> moments) {
    out.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" ");
    out.append("aria-label=\"The schedule as a table\">\n");
    out.append("<table class=\"steps\"><caption>The schedule, step by step</caption>\n<thead><tr>");
    for (String column : List.of("Step", "Thread", "What it does", "Where", "Holds then")) {
      out.append("<th scope=\"col\">").append(column).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    int next = 0;
    for (Excerpt.Row row : excerpt.rows()) {
      if (row instanceof Excerpt.Row.Folded fold) {
        out.append("<tr class=\"fold\"><td>⋮</td><td colspan=\"4\">… ");
        out.append(Html.line(excerpt.words(fold, plain))).append(" …</td></tr>\n");
      } else if (row instanceof Excerpt.Row.Shown shown) {
        row(out, shown.step(), moments.get(next++));
      }
    }
    out.append("</tbody></table>\n</div>\n");
  }

  private void row(StringBuilder out, int index, Timeline.Moment moment) {
    Step step = timeline.step(index);
    String held =
        moment.threads().stream()
            .filter(position -> position.thread().equals(step.thread()))
            .map(position -> String.join(", ", position.holds()))
            .findFirst()
            .orElse("");
    out.append("<tr data-step=\"")
        .append(index)
        .append(step.note() == null ? "\"" : "\" class=\"bad\"");
    out.append("><td>").append(index + 1).append("</td><th scope=\"row\" class=\"");
    out.append(SchedulePicture.style(excerpt.lanes().indexOf(step.thread()))).append("\">");
    out.append(Html.line(step.thread())).append("</th><td>");
    out.append(Html.line(StepWords.sentence(timeline, index, plain)));
    if (step.note() != null) {
      out.append(" <strong>▲ ").append(Html.line(step.note())).append("</strong>");
    }
    out.append("</td><td>").append(Html.line(Places.shortly(step, plain))).append("</td><td>");
    out.append(Html.line(held)).append("</td></tr>\n");
  }
}
