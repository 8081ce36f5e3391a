package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Step;

/**
 * A schedule that was run again, told step by step and without leaving anything out: one line a
 * step, with the thread, what it did, and where. Lines may be wider than a terminal, as they are
 * there to be searched.
 */
public final class ReplayText {
  private static final int WIDEST_NAME = 20;

  private ReplayText() {}

  /** The schedule of this finding and what came of it, in lines that end in a line end. */
  public static String render(Finding finding, Guide guide, Look look) {
    Plain plain = new Plain(look.theme());
    Timeline timeline = Timeline.of(finding);
    int names = 0;
    int places = 0;
    List<String> where = new ArrayList<>();
    for (int i = 0; i < timeline.size(); i++) {
      Step step = timeline.step(i);
      names = Math.max(names, Math.min(WIDEST_NAME, plain.line(step.thread()).length()));
      String place = place(step);
      places = Math.max(places, place.length());
      where.add(place);
    }
    int digits = Integer.toString(timeline.size()).length();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < timeline.size(); i++) {
      Step step = timeline.step(i);
      String number = Integer.toString(i + 1);
      text.append(' ')
          .append(" ".repeat(digits - number.length()))
          .append(number)
          .append("  ")
          .append(plain.fit(plain.line(step.thread()), names))
          .append("  ")
          .append(plain.fit(where.get(i), places))
          .append("  ")
          .append(words(StepWords.of(timeline, i, plain)))
          .append(step.note() == null ? "" : "  (" + plain.line(step.note()) + ")")
          .append('\n');
    }
    text.append(timeline.size() == 0 ? "" : "\n");
    for (String line : plain.wrap(finding.message(), ScorecardText.WIDTH - 1)) {
      text.append(' ').append(line).append('\n');
    }
    if (finding.file() != null && finding.line() > 0) {
      text.append(" At ")
          .append(guide.path(finding.file()))
          .append(':')
          .append(finding.line())
          .append('\n');
    }
    return text.toString();
  }

  private static String words(StepWords words) {
    return words.text() + (words.value().isEmpty() ? "" : ": " + words.value());
  }

  private static String place(Step step) {
    String file = step.file();
    if (file == null) {
      return "";
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    return step.line() > 0 ? name + ":" + step.line() : name;
  }
}
