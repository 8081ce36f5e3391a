package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * A schedule as columns: one for each thread, one row for each step, time running down, {@value
 * ScorecardText#WIDTH} columns wide whatever the threads are called. Of many threads the three that
 * matter are shown, of many steps the ones that matter; what is left out is counted where it is
 * missing. A bar beside a step means that the thread holds a lock.
 *
 * <pre>
 *         visitor-1                visitor-2
 *    ──┬────────────────────────┬────────────────────────┬───────────────────────
 *    1 │ reads   hits: 0        │                        │ HitCounter.java:9
 *    2 │                        │ reads   hits: 0        │ HitCounter.java:9
 *    3 │ writes  hits: 1        │                        │ HitCounter.java:9
 *    4 │                        │ writes  hits: 1     ◀──│ overwrites step 3
 *    ──┴────────────────────────┴────────────────────────┴───────────────────────
 * </pre>
 */
public final class ScheduleText {

  private static final int MOST_LANES = 3;
  private static final int MOST_ROWS = 16;
  private static final int INDENT = 3;
  private static final int WIDEST_CELL = ScorecardText.WIDTH;
  private static final int ENOUGH_FOR_A_CELL = 21;

  private final Timeline timeline;
  private final Theme theme;
  private final Palette palette;
  private final Plain plain;
  private final Excerpt excerpt;
  private final List<String> lanes;
  private final boolean bars;
  private final int digits;
  private final Function<Step, String> form;
  private final int cell;
  private final int place;

  private ScheduleText(Timeline timeline, Look look) {
    this.timeline = timeline;
    this.theme = look.theme();
    this.palette = look.palette();
    this.plain = new Plain(theme);
    this.excerpt = new Excerpt(timeline, MOST_LANES, MOST_ROWS);
    this.lanes = excerpt.lanes();
    this.bars = timeline.anyLock();
    this.digits = String.valueOf(timeline.size()).length();
    this.form = chooseForm();
    this.cell = cellWidth(placeWidth(form));
    this.place = ScorecardText.WIDTH - INDENT - digits - 3 - lanes.size() * (cell + 3);
  }

  /** The schedule as lines without colour; none if there are no steps. */
  public static List<String> lines(List<Step> steps, Theme theme) {
    return lines(Timeline.of(steps), new Look(theme, Palette.NONE));
  }

  /** The schedule as lines; none if there are no steps. */
  static List<String> lines(Timeline timeline, Look look) {
    return timeline.size() == 0 ? List.of() : new ScheduleText(timeline, look).table();
  }

  /**
   * What each thread that cannot go on holds and waits for at the end of the schedule, one sentence
   * a thread.
   */
  public static List<String> standstill(List<Step> steps, Theme theme) {
    return Ending.standstill(Timeline.of(steps), Kind.DEADLOCK, theme);
  }

  /** The longest way to name a place that leaves enough room for what is done there. */
  private Function<Step, String> chooseForm() {
    int natural =
        Math.min(
            ENOUGH_FOR_A_CELL,
            excerpt.steps().stream()
                    .mapToInt(step -> Plain.width(cell(step, WIDEST_CELL)))
                    .max()
                    .orElse(0)
                + (bars ? 2 : 0));
    List<Function<Step, String>> forms =
        List.of(this::longPlace, this::classPlace, this::linePlace);
    return forms.stream()
        .filter(candidate -> cellWidth(placeWidth(candidate)) >= natural)
        .findFirst()
        .orElse(forms.get(forms.size() - 1));
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(header());
    lines.add(rule(theme.wallTop));
    List<String> notes = new ArrayList<>();
    for (Excerpt.Row row : excerpt.rows()) {
      if (row instanceof Excerpt.Row.Shown shown) {
        lines.add(row(shown.step(), notes));
      } else if (row instanceof Excerpt.Row.Folded folded) {
        lines.add(fold(folded));
      }
    }
    lines.add(rule(theme.wallBottom));
    lines.addAll(notes);
    return lines;
  }

  private int cellWidth(int place) {
    return Math.max(4, (ScorecardText.WIDTH - INDENT - digits - 3 - place) / lanes.size() - 3);
  }

  private int placeWidth(Function<Step, String> form) {
    IntStream widths =
        excerpt.steps().stream().mapToInt(step -> Plain.width(form.apply(timeline.step(step))));
    return Math.min(24, widths.max().orElse(0));
  }

  private String header() {
    StringBuilder line = new StringBuilder(" ".repeat(INDENT + digits + 1));
    for (String lane : lanes) {
      String name = plain.fit(plain.line(lane), cell);
      line.append("  ").append(palette.paint(Palette.Ink.STRONG, name)).append(' ');
    }
    return line.toString().stripTrailing();
  }

  private String rule(String crossing) {
    StringBuilder line =
        new StringBuilder(" ".repeat(INDENT))
            .append(theme.rule.repeat(digits + 1))
            .append(crossing);
    for (int i = 0; i < lanes.size(); i++) {
      line.append(theme.rule.repeat(cell + 2)).append(crossing);
    }
    return line.append(theme.rule.repeat(place + 1)).toString();
  }

  private String row(int index, List<String> notes) {
    Step step = timeline.step(index);
    int lane = lanes.indexOf(step.thread());
    StringBuilder line =
        new StringBuilder(" ".repeat(INDENT)).append(String.format("%" + digits + "d ", index + 1));
    String note = step.note() == null ? "" : plain.line(step.note());
    boolean noteFits = Plain.width(note) <= place;
    for (int i = 0; i < lanes.size(); i++) {
      line.append(theme.wall).append(' ');
      boolean holds = !timeline.holds(index, lanes.get(i)).isEmpty();
      String bar = bars ? (holds ? " " + theme.held : "  ") : "";
      if (i != lane) {
        line.append(" ".repeat(cell - bar.length())).append(bar).append(' ');
      } else if (note.isEmpty()) {
        int room = cell - bar.length();
        line.append(plain.fit(cell(index, room), room)).append(bar).append(' ');
      } else {
        boolean roomy = Plain.width(cell(index, WIDEST_CELL)) <= cell - bar.length() - 3;
        String arrow = roomy && lane == lanes.size() - 1 ? theme.longArrow : theme.arrow;
        int room = cell + 1 - bar.length() - arrow.length() - 1;
        line.append(bad(plain.fit(cell(index, room), room)))
            .append(bar)
            .append(' ')
            .append(bad(arrow));
      }
    }
    line.append(theme.wall).append(' ');
    if (note.isEmpty() || !noteFits) {
      line.append(palette.paint(Palette.Ink.MUTED, plain.cut(form.apply(step), place)));
    } else {
      line.append(bad(note));
    }
    if (!noteFits) {
      String lead = String.format("%" + (INDENT + digits) + "d   ", index + 1);
      for (String part : plain.wrap(note, ScorecardText.WIDTH - lead.length())) {
        notes.add(lead + bad(part));
        lead = " ".repeat(lead.length());
      }
    }
    return line.toString().stripTrailing();
  }

  private String bad(String text) {
    return palette.paint(Palette.Ink.BAD, text);
  }

  private String fold(Excerpt.Row.Folded fold) {
    String text = theme.ellipsis + " " + excerpt.words(fold, plain) + " " + theme.ellipsis;
    String lead = " ".repeat(INDENT + digits - 1) + theme.fold + " " + theme.wall + " ";
    return lead
        + palette.paint(
            Palette.Ink.MUTED, plain.cut(text, ScorecardText.WIDTH - Plain.width(lead)));
  }

  /** What a step says in its cell: verb and object in two columns, if that fits. */
  private String cell(int index, int room) {
    return StepWords.of(timeline, index, plain).fit(room, timeline.step(index).action(), plain);
  }

  private String longPlace(Step step) {
    String file = step.file();
    return file == null ? "" : plain.line(file.substring(file.lastIndexOf('/') + 1)) + line(step);
  }

  private String classPlace(Step step) {
    String file = step.file();
    return file == null
        ? ""
        : plain.line(file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.java$", ""))
            + line(step);
  }

  private String linePlace(Step step) {
    return step.file() == null ? "" : line(step);
  }

  private static String line(Step step) {
    return step.line() > 0 ? ":" + step.line() : "";
  }
}
