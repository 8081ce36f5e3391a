package racecourse.engine.report;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/**
 * A schedule as an SVG picture: a lane for each thread, time running down, a bar while a lock is
 * held, a broken lane while a thread waits, a dashed arrow to the thread it waits for, and the step
 * that does the damage in a colour, a size and words of its own. Colours stand in attributes and
 * are only overridden by class, so that the picture is readable wherever it is pasted.
 */
final class SchedulePicture {

  private static final int TOP = 40;
  private static final int ROW = 32;
  private static final int LEFT = 52;

  /** How much wider the last lane is, as no other lane follows into which its words could run. */
  private static final int LAST = 36;

  private static final int CHAR = 8;
  private static final String INK = "#1f2328";
  private static final String SOFT = "#656d76";
  private static final String BAD = "#d55e00";

  /** Okabe and Ito's colours, which colour-blind people can tell apart; orange means damage. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#007a5a", "#a0488a", "#7a5c00", "#3d5a80", "#5b5f66");

  private final String id;
  private final Timeline timeline;
  private final Excerpt excerpt;
  private final List<String> lanes;
  private final Plain plain = new Plain(Theme.UNICODE);
  private final Map<Integer, Integer> rowOf = new HashMap<>();
  private final int lane;
  private final boolean oneFile;
  private final int width;
  private final int height;
  private final StringBuilder out = new StringBuilder();
  private final Set<String> legend = new LinkedHashSet<>();

  /**
   * A picture.
   *
   * @param id a name for its parts, unique in the page
   */
  SchedulePicture(String id, Timeline timeline, Excerpt excerpt) {
    this.id = id;
    this.timeline = timeline;
    this.excerpt = excerpt;
    this.lanes = excerpt.lanes();
    List<Excerpt.Row> rows = excerpt.rows();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) instanceof Excerpt.Row.Shown shown) {
        rowOf.put(shown.step(), i);
      }
    }
    this.lane = lanes.size() <= 2 ? 230 : lanes.size() == 3 ? 180 : 140;
    this.oneFile =
        excerpt.steps().stream()
                .map(timeline::step)
                .map(step -> String.valueOf(step.file()))
                .filter(file -> !file.equals("null"))
                .distinct()
                .count()
            <= 1;
    int place = excerpt.steps().stream().mapToInt(s -> place(s).length()).max().orElse(0);
    this.width = LEFT + lanes.size() * lane + LAST + 8 + place * CHAR;
    this.height = TOP + rows.size() * ROW + 12;
  }

  /** The picture, as an element. */
  String svg(String title) {
    draw();
    int legendLines = (int) Math.ceil(legend.size() / 4.0);
    int full = height + 14 + legendLines * 20;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\""
                + " font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\">\n",
            width,
            full,
            width,
            full,
            id,
            id));
    svg.append("<title id=\"").append(id).append("-t\">").append(Html.line(title));
    svg.append("</title>\n<desc id=\"").append(id).append("-d\">").append(Html.line(description()));
    svg.append("</desc>\n").append(out);
    int at = 0;
    for (String words : legend) {
      svg.append(text("soft", SOFT, 16 + (at % 4) * 190, height + 18 + (at / 4) * 20, words, "12"));
      at++;
    }
    return svg.append("</svg>\n").toString();
  }

  private String description() {
    StringBuilder words = new StringBuilder();
    for (Excerpt.Row row : excerpt.rows()) {
      if (row instanceof Excerpt.Row.Folded fold) {
        words.append(excerpt.words(fold, plain)).append(" left out. ");
      } else if (row instanceof Excerpt.Row.Shown shown) {
        Step step = timeline.step(shown.step());
        words
            .append(shown.step() + 1)
            .append(": ")
            .append(step.thread())
            .append(' ')
            .append(StepWords.sentence(timeline, shown.step(), plain))
            .append(step.note() == null ? "" : " (" + step.note() + ")")
            .append(". ");
      }
    }
    return words.toString();
  }

  private void draw() {
    List<Excerpt.Row> rows = excerpt.rows();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) instanceof Excerpt.Row.Shown shown) {
        out.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"band\" data-step=\"%d\" fill=\"none\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n",
                shown.step(),
                TOP + i * ROW,
                width,
                ROW));
      }
    }
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"rule\" stroke=\"#d0d7de\" fill=\"none\" d=\"M8 %dH%d\"/>\n",
            TOP - 6,
            width - 8));
    for (int i = 0; i < lanes.size(); i++) {
      lane(i);
    }
    timeline.holdings().forEach(this::bar);
    timeline.links().forEach(this::link);
    for (int i = 0; i < rows.size(); i++) {
      Excerpt.Row row = rows.get(i);
      if (row instanceof Excerpt.Row.Shown shown) {
        step(shown.step());
      } else if (row instanceof Excerpt.Row.Folded fold) {
        out.append(text("soft", SOFT, 16, y(i) + 5, "⋮", "13"));
        out.append(
            halo("soft", SOFT, LEFT + 12, y(i) + 4, "… " + excerpt.words(fold, plain) + " …"));
      }
    }
  }

  private void lane(int index) {
    String name = plain.cut(plain.line(lanes.get(index)), (lane - 24) / CHAR);
    int x = x(index);
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"lane%d\" fill=\"%s\" font-weight=\"bold\" x=\"%d\" y=\"22\">%s</text>\n",
            index % COLOURS.size(),
            colour(index),
            x - 6,
            Html.line(name)));
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"rule\" stroke=\"#d0d7de\" stroke-width=\"2\" fill=\"none\" d=\"M%d %dV%d\"/>\n",
            x,
            TOP - 6,
            height - 8));
    // A broken lane: the thread waits.
    for (Timeline.Wait wait : timeline.waits()) {
      if (!wait.thread().equals(lanes.get(index))) {
        continue;
      }
      Integer from = rowAtOrAfter(wait.from());
      Integer to = wait.to() == timeline.size() ? null : rowAtOrAfter(wait.to());
      int top = from == null ? height - 8 : y(from);
      int bottom = to == null ? height - 8 : y(to);
      if (bottom > top) {
        out.append(
            String.format(
                Locale.ROOT,
                "<path class=\"paper\" stroke=\"#fff\" stroke-width=\"4\" fill=\"none\" d=\"M%d %dV%d\"/>"
                    + "<path class=\"wait%d\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"2 5\" fill=\"none\" d=\"M%d %dV%d\"/>\n",
                x,
                top,
                bottom,
                index % COLOURS.size(),
                colour(index),
                x,
                top,
                bottom));
        legend.add("┊ waits");
      }
    }
  }

  private void bar(Timeline.Holding holding) {
    int index = lanes.indexOf(holding.thread());
    Integer from = rowAtOrAfter(holding.from());
    if (index < 0 || from == null) {
      return;
    }
    Integer to = holding.to() == timeline.size() ? null : rowAtOrAfter(holding.to());
    int top = y(from) - 8;
    int bottom = to == null ? height - 8 : y(to);
    int depth =
        (int)
            timeline.holdings().stream()
                .filter(other -> other.thread().equals(holding.thread()))
                .filter(other -> !other.lock().equals(holding.lock()))
                .filter(other -> other.from() < holding.from() && other.to() > holding.from())
                .count();
    if (bottom > top) {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"lane%d\" fill=\"%s\" fill-opacity=\"0.%d\" x=\"%d\" y=\"%d\" width=\"8\" height=\"%d\" rx=\"3\"><title>%s holds %s</title></rect>\n",
              index % COLOURS.size(),
              colour(index),
              depth == 0 ? 85 : 55,
              x(index) - 4 - depth * 10,
              top,
              bottom - top,
              Html.line(holding.thread()),
              Html.line(holding.lock())));
      legend.add("▮ holds a lock");
    }
  }

  private void step(int index) {
    Step step = timeline.step(index);
    int row = row(index);
    int at = lanes.indexOf(step.thread());
    int y = y(row);
    boolean bad = step.note() != null;
    out.append(String.format(Locale.ROOT, "<g class=\"step\" data-step=\"%d\">\n", index));
    out.append(text("soft", SOFT, 12, y + 4, String.valueOf(index + 1), "12"));
    mark(step, x(at), y, at, bad);
    int room = room(index, at);
    String words = StepWords.of(timeline, index, plain).fit(room, Action.READ, plain);
    words = words.replaceFirst(" {2,}", " ");
    int textAt = x(at) + 14;
    out.append(halo(bad ? "bad" : "ink", bad ? BAD : INK, textAt, y + 4, words));
    if (bad) {
      String note = plain.line(String.valueOf(step.note()));
      out.append(
          halo("bad", BAD, textAt, y + 17, plain.cut("▲ " + note, (width - textAt - 8) / 7), "11"));
    }
    out.append(text("soft", SOFT, LEFT + lanes.size() * lane + LAST, y + 4, place(index), "12"));
    if (step.action() == Action.BLOCKED) {
      waitsFor(index, at, y, textAt + Plain.width(words) * CHAR + 6);
    }
    out.append("</g>\n");
  }

  /** The dashed arrow from a thread that wants a lock to the one that holds it. */
  private void waitsFor(int index, int at, int y, int right) {
    String owner = timeline.owner(index, timeline.step(index).subject());
    int other = owner == null ? -1 : lanes.indexOf(owner);
    if (other < 0 || other == at) {
      return;
    }
    int from = other > at ? right : x(at) - 8;
    int to = other > at ? x(other) - 14 : x(other) + 14;
    if (other > at && to - from < 12) {
      from = x(other) - 26;
    }
    int tip = other > at ? 8 : -8;
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"wait%d\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"5 4\" fill=\"none\" d=\"M%d %dH%d\"/>"
                + "<path class=\"lane%d\" fill=\"%s\" d=\"M%d %dl%d 5 %d 5z\"/>\n",
            at % COLOURS.size(),
            colour(at),
            from,
            y,
            to,
            at % COLOURS.size(),
            colour(at),
            to,
            y - 5,
            tip,
            -tip));
    legend.add("⇢ waits for that lock");
  }

  /** The shape of what is done: hollow reads, full writes, other shapes for the rest. */
  private void mark(Step step, int x, int y, int at, boolean bad) {
    String lane = bad ? "bad" : "lane" + at % COLOURS.size();
    String line = bad ? "badline" : "wait" + at % COLOURS.size();
    String colour = bad ? BAD : colour(at);
    int r = bad ? 7 : 6;
    switch (step.action()) {
      case READ -> {
        legend.add("○ reads");
        out.append(
            String.format(
                Locale.ROOT,
                "<circle class=\"hollow %s\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"2\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n",
                line,
                colour,
                x,
                y,
                r - 1));
      }
      case WRITE -> {
        legend.add("● writes");
        out.append(
            String.format(
                Locale.ROOT,
                "<circle class=\"%s\" fill=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n",
                lane,
                colour,
                x,
                y,
                r));
      }
      case WAIT, BLOCKED, JOIN, SLEEP ->
          out.append(
              String.format(
                  Locale.ROOT,
                  "<path class=\"%s\" fill=\"%s\" d=\"M%d %dh3v12h-3zm7 0h3v12h-3z\"/>\n",
                  lane,
                  colour,
                  x - 5,
                  y - 6));
      case NOTIFY, RESUME, INTERRUPT ->
          out.append(
              String.format(
                  Locale.ROOT,
                  "<path class=\"%s\" fill=\"%s\" d=\"M%d %dl10 6-10 6z\"/>\n",
                  lane,
                  colour,
                  x - 4,
                  y - 6));
      case THROW ->
          out.append(
              String.format(
                  Locale.ROOT,
                  "<path class=\"badline\" stroke=\"%s\" stroke-width=\"3\" fill=\"none\" d=\"M%d %dl10 10m0-10l-10 10\"/>\n",
                  BAD,
                  x - 5,
                  y - 5));
      default ->
          out.append(
              String.format(
                  Locale.ROOT,
                  "<rect class=\"%s\" fill=\"%s\" x=\"%d\" y=\"%d\" width=\"8\" height=\"8\" rx=\"1\"/>\n",
                  lane,
                  colour,
                  x - 4,
                  y - 4));
    }
  }

  private void link(Timeline.Link link) {
    Integer early = rowOf.get(link.earlier());
    Integer late = rowOf.get(link.later());
    if (early == null || late == null) {
      return;
    }
    int from = lanes.indexOf(timeline.step(link.earlier()).thread());
    int to = lanes.indexOf(timeline.step(link.later()).thread());
    if (from < 0 || to < 0 || from == to) {
      return;
    }
    boolean wakes = link.tie() == Timeline.Tie.WAKES;
    // An arrow points at what it is about: at who goes on, or at what is overwritten.
    int startX = x(wakes ? from : to);
    int endX = x(wakes ? to : from);
    int down = wakes ? 1 : -1;
    int startY = y(wakes ? early : late) + 9 * down;
    int endY = y(wakes ? late : early) - 9 * down;
    double length = Math.max(1, Math.hypot(endX - startX, endY - startY));
    double dx = (endX - startX) / length;
    double dy = (endY - startY) / length;
    String style = wakes ? "softline" : "badline";
    String fill = wakes ? "soft" : "bad";
    String colour = wakes ? SOFT : BAD;
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"%s\" stroke=\"%s\" stroke-width=\"1.5\" stroke-opacity=\"0.7\" fill=\"none\" d=\"M%.1f %.1fL%.1f %.1f\"/>"
                + "<path class=\"%s\" fill=\"%s\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fz\"/>\n",
            style,
            colour,
            (double) startX,
            (double) startY,
            endX - dx * 6,
            endY - dy * 6,
            fill,
            colour,
            (double) endX,
            (double) endY,
            endX - dx * 9 - dy * 4,
            endY - dy * 9 + dx * 4,
            endX - dx * 9 + dy * 4,
            endY - dy * 9 - dx * 4));
    legend.add(wakes ? "→ wakes" : "→ the step that is meant");
  }

  /** The class of what belongs to a lane, also elsewhere in the page. */
  static String style(int lane) {
    return lane < 0 ? "soft" : "lane" + lane % COLOURS.size();
  }

  // Where things stand.

  private int x(int lane) {
    return LEFT + lane * this.lane + 12;
  }

  private static int y(int row) {
    return TOP + row * ROW + ROW / 2;
  }

  private int row(int step) {
    Integer row = rowOf.get(step);
    return row == null ? 0 : row;
  }

  private @Nullable Integer rowAtOrAfter(int step) {
    List<Excerpt.Row> rows = excerpt.rows();
    for (int i = 0; i < rows.size(); i++) {
      int last =
          rows.get(i) instanceof Excerpt.Row.Shown shown
              ? shown.step()
              : ((Excerpt.Row.Folded) rows.get(i)).to();
      if (last >= step) {
        return i;
      }
    }
    return null;
  }

  /** The place of a step; the source beside the picture tells the file if there is only one. */
  private String place(int index) {
    Step step = timeline.step(index);
    return oneFile
        ? (step.file() == null || step.line() == 0 ? "" : "line " + step.line())
        : Places.shortly(step, plain);
  }

  /** Columns for the words of a step: they may run across lanes in which no bar would be hidden. */
  private int room(int index, int at) {
    int until = at + 1;
    boolean alone = timeline.step(index).action() != Action.BLOCKED;
    while (alone
        && until < lanes.size()
        && timeline.holds(index, lanes.get(until)).isEmpty()
        && timeline.holds(index - 1, lanes.get(until)).isEmpty()) {
      until++;
    }
    return ((until - at) * lane - 30 + (until == lanes.size() ? LAST : 0)) / CHAR;
  }

  private static String colour(int lane) {
    return COLOURS.get(lane % COLOURS.size());
  }

  private static String text(String style, String colour, int x, int y, String words, String size) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" fill=\"%s\" font-size=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
        style,
        colour,
        size,
        x,
        y,
        Html.line(words));
  }

  private static String halo(String style, String colour, int x, int y, String words) {
    return halo(style, colour, x, y, words, "13");
  }

  /** Text that stays readable where a line runs behind it. */
  private static String halo(String style, String colour, int x, int y, String words, String size) {
    return String.format(
        Locale.ROOT,
        "<text class=\"halo %s\" fill=\"%s\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\" stroke-linejoin=\"round\" font-size=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
        style,
        colour,
        size,
        x,
        y,
        Html.line(words));
  }
}
