package racecourse.engine.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import racecourse.engine.model.Step;

/**
 * The student's source files that a schedule passes through, with its steps marked in the margin;
 * of a long file the parts around the marks.
 */
final class SourceView {

  private static final int WHOLE = 160;
  private static final int AROUND = 8;
  private static final int WIDEST = 160;

  private final Timeline timeline;
  private final Excerpt excerpt;
  private final Sources sources;
  private final Guide guide;
  private final Plain plain = new Plain(Theme.UNICODE);

  SourceView(Timeline timeline, Excerpt excerpt, Sources sources, Guide guide) {
    this.timeline = timeline;
    this.excerpt = excerpt;
    this.sources = sources;
    this.guide = guide;
  }

  /** The files with their marked lines, the number of each step at its line, in order. */
  private Map<String, Map<Integer, List<Integer>>> marks() {
    Map<String, Map<Integer, List<Integer>>> marks = new LinkedHashMap<>();
    for (int index : excerpt.steps()) {
      Step step = timeline.step(index);
      if (step.file() != null && step.line() > 0) {
        marks
            .computeIfAbsent(step.file(), file -> new TreeMap<>())
            .computeIfAbsent(step.line(), line -> new ArrayList<>())
            .add(index);
      }
    }
    return marks;
  }

  /** The place of a step, as the page's script finds it again. */
  static String placeId(Step step) {
    return step.file() == null || step.line() == 0
        ? ""
        : Html.line(step.file()) + ":" + step.line();
  }

  /** The files, as elements; empty if none is known. */
  String html() {
    StringBuilder out = new StringBuilder();
    marks()
        .forEach(
            (file, marked) ->
                sources.text(file).ifPresent(text -> file(out, file, marked, lines(text))));
    return out.toString();
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\r\n|[\n\r]", -1));
  }

  private void file(
      StringBuilder out, String file, Map<Integer, List<Integer>> marked, List<String> lines) {
    out.append("<figure class=\"source\">\n<figcaption>")
        .append(Html.line(guide.path(file)))
        .append("</figcaption>\n<div class=\"code\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(Html.line(file))
        .append("\">\n<table>\n<thead class=\"vh\"><tr><th scope=\"col\">Line</th>")
        .append(
            "<th scope=\"col\">Steps</th><th scope=\"col\">Source</th></tr></thead>\n<tbody>\n");
    int last = 0;
    for (int number = 1; number <= lines.size(); number++) {
      if (!shown(number, lines.size(), marked)) {
        continue;
      }
      if (number > last + 1) {
        out.append("<tr class=\"gap\"><td>⋮</td><td></td><td></td></tr>\n");
      }
      last = number;
      List<Integer> steps = marked.getOrDefault(number, List.of());
      out.append("<tr");
      if (!steps.isEmpty()) {
        out.append(" class=\"marked\" data-place=\"")
            .append(placeId(timeline.step(steps.get(0))))
            .append('"');
      }
      out.append("><td>").append(number).append("</td><td>");
      steps(out, steps);
      out.append("</td><td>").append(code(lines.get(number - 1))).append("</td></tr>\n");
    }
    out.append("</tbody>\n</table>\n</div>\n</figure>\n");
  }

  private void steps(StringBuilder out, List<Integer> steps) {
    int shown = 0;
    for (int index : steps) {
      if (shown++ == 4 && steps.size() > 5) {
        out.append("<span class=\"mark\">+").append(steps.size() - 4).append("</span>");
        return;
      }
      Step step = timeline.step(index);
      String style =
          step.note() != null
              ? "bad"
              : SchedulePicture.style(excerpt.lanes().indexOf(step.thread()));
      out.append("<span class=\"mark ").append(style).append("\" title=\"");
      out.append(Html.line(step.thread())).append("\">").append(index + 1).append("</span>");
    }
  }

  private static boolean shown(int line, int size, Map<Integer, List<Integer>> marked) {
    return size <= WHOLE
        || marked.keySet().stream().anyMatch(mark -> Math.abs(mark - line) <= AROUND);
  }

  private String code(String line) {
    return Html.escape(
        plain.cut(String.join(" ", plain.lines(line.replace("\t", "    "))), WIDEST));
  }
}
