package racecourse.engine.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
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
  private static final Pattern STEP_NUMBER = Pattern.compile("\\bsteps? (\\d{1,6})");

  private final List<Step> steps;
  private final Theme theme;
  private final Plain plain;
  private final LockBars locks;
  private final List<String> lanes;

  private ScheduleText(List<Step> steps, Theme theme) {
    this.steps = steps;
    this.theme = theme;
    this.plain = new Plain(theme);
    this.locks = new LockBars(steps);
    this.lanes = lanes();
  }

  /** The schedule as lines without colour; none if there are no steps. */
  public static List<String> lines(List<Step> steps, Theme theme) {
    return steps.isEmpty() ? List.of() : new ScheduleText(steps, theme).table();
  }

  /**
   * What each thread that cannot go on holds and waits for at the end of the schedule, one sentence
   * a thread.
   */
  public static List<String> standstill(List<Step> steps, Theme theme) {
    Plain plain = new Plain(theme);
    LockBars locks = new LockBars(steps);
    Map<String, Integer> last = lastSteps(steps);
    List<String> sentences = new ArrayList<>();
    last.forEach(
        (thread, index) -> {
          Step step = steps.get(index);
          if (step.action() == Action.BLOCKED) {
            Set<String> held = locks.heldAtEnd(thread);
            String owner = locks.ownerAtEnd(step.subject());
            sentences.add(
                thread
                    + (held.isEmpty() ? "" : " holds " + String.join(", ", held) + " and")
                    + " waits to lock "
                    + (step.subject().isEmpty() ? "a lock" : step.subject())
                    + (owner == null
                        ? ""
                        : ", which is held by " + (owner.equals(thread) ? "itself" : owner))
                    + ".");
          } else if (step.action() == Action.WAIT) {
            sentences.add(
                thread
                    + " waits"
                    + (step.subject().isEmpty() ? "" : " for " + step.subject())
                    + " since step "
                    + (index + 1)
                    + ".");
          }
        });
    return sentences.stream().map(plain::line).toList();
  }

  private static Map<String, Integer> lastSteps(List<Step> steps) {
    Map<String, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      last.put(steps.get(i).thread(), i);
    }
    return last;
  }

  // Which threads and steps are shown.

  private List<String> lanes() {
    Set<String> threads = new LinkedHashSet<>();
    steps.forEach(step -> threads.add(step.thread()));
    if (threads.size() <= MOST_LANES) {
      return List.copyOf(threads);
    }
    Map<String, Integer> weight = new HashMap<>();
    int[] weights = weights();
    for (int i = 0; i < steps.size(); i++) {
      weight.merge(steps.get(i).thread(), weights[i], Math::max);
    }
    Set<String> chosen =
        threads.stream()
            .sorted(Comparator.comparing((String thread) -> -weight.getOrDefault(thread, 0)))
            .limit(MOST_LANES)
            .collect(Collectors.toSet());
    return threads.stream().filter(chosen::contains).toList();
  }

  /** How much each step matters to the story; a note says so outright, the rest follows from it. */
  private int[] weights() {
    Set<Integer> named = new HashSet<>();
    Set<String> subjects = new HashSet<>();
    Set<Integer> last = new HashSet<>(lastSteps(steps).values());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String note = step.note();
      if (note != null) {
        subjects.add(step.subject());
        Matcher matcher = STEP_NUMBER.matcher(note);
        while (matcher.find()) {
          named.add(Integer.parseInt(matcher.group(1)) - 1);
        }
      } else if (last.contains(i) && isWaiting(step)) {
        subjects.add(step.subject());
      }
    }
    subjects.remove("");
    int[] weights = new int[steps.size()];
    for (int i = 0; i < weights.length; i++) {
      Step step = steps.get(i);
      int weight =
          switch (step.action()) {
            case BLOCKED, WAIT, NOTIFY, INTERRUPT, THROW -> 300;
            case RESUME -> 200;
            case READ, WRITE, LOCK, UNLOCK, CALLBACK, CALL, SLEEP -> 100;
            case START, JOIN, RETURN, END -> 0;
          };
      weight += subjects.contains(step.subject()) ? 300 : 0;
      weight += last.contains(i) ? (isWaiting(step) ? 500 : 50) : 0;
      weight += locks.isTakenForGood(i) ? 700 : 0;
      weight += named.contains(i) ? 800 : 0;
      weight += step.note() != null ? 1000 : 0;
      weight -= step.thread().equals("main") ? 40 : 0;
      // Of two equals the later one is nearer to the damage.
      weights[i] = weight * 1000 + (int) (999L * i / weights.length);
    }
    return weights;
  }

  private static boolean isWaiting(Step step) {
    return step.action() == Action.BLOCKED || step.action() == Action.WAIT;
  }

  /** For each step whether it has a row of its own. */
  private boolean[] shown() {
    boolean[] shown = new boolean[steps.size()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = lanes.contains(steps.get(i).thread());
    }
    if (rows(shown) <= MOST_ROWS) {
      return shown;
    }
    int[] weights = weights();
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      if (shown[i]) {
        candidates.add(i);
      }
    }
    candidates.sort(Comparator.comparing((Integer i) -> -weights[i]));
    Arrays.fill(shown, false);
    // Of a very long schedule only the steps that matter most can get one of the few rows.
    for (int candidate : candidates.subList(0, Math.min(candidates.size(), 10 * MOST_ROWS))) {
      shown[candidate] = true;
      if (rows(shown) > MOST_ROWS) {
        shown[candidate] = false;
      }
    }
    return shown;
  }

  private static int rows(boolean[] shown) {
    int rows = 0;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] || i == 0 || shown[i - 1]) {
        rows++;
      }
    }
    return rows;
  }

  // The table.

  private List<String> table() {
    int digits = String.valueOf(steps.size()).length();
    boolean bars = locks.any();
    List<Function<Step, String>> forms =
        List.of(this::longPlace, this::classPlace, this::linePlace);
    int natural =
        Math.min(
            ENOUGH_FOR_A_CELL,
            steps.stream().mapToInt(step -> Plain.width(cell(step, WIDEST_CELL))).max().orElse(0)
                + (bars ? 2 : 0));
    Function<Step, String> form = forms.get(forms.size() - 1);
    int cell = cellWidth(digits, placeWidth(form));
    for (Function<Step, String> candidate : forms) {
      int width = cellWidth(digits, placeWidth(candidate));
      if (width >= natural) {
        form = candidate;
        cell = width;
        break;
      }
    }
    int place = ScorecardText.WIDTH - INDENT - digits - 3 - lanes.size() * (cell + 3);
    List<String> lines = new ArrayList<>();
    lines.add(header(digits, cell));
    lines.add(rule(digits, cell, place, theme.wallTop));
    List<String> notes = new ArrayList<>();
    boolean[] shown = shown();
    for (int i = 0; i < steps.size(); i++) {
      if (shown[i]) {
        lines.add(row(i, digits, cell, place, bars, form, notes));
      } else {
        int end = i;
        while (end + 1 < steps.size() && !shown[end + 1]) {
          end++;
        }
        lines.add(fold(i, end, digits));
        i = end;
      }
    }
    lines.add(rule(digits, cell, place, theme.wallBottom));
    lines.addAll(notes);
    return lines;
  }

  private int cellWidth(int digits, int place) {
    return Math.max(4, (ScorecardText.WIDTH - INDENT - digits - 3 - place) / lanes.size() - 3);
  }

  private int placeWidth(Function<Step, String> form) {
    return Math.min(
        24, steps.stream().mapToInt(step -> Plain.width(form.apply(step))).max().orElse(0));
  }

  private String header(int digits, int cell) {
    StringBuilder line = new StringBuilder(" ".repeat(INDENT + digits + 1));
    for (String lane : lanes) {
      line.append("  ").append(plain.fit(plain.line(lane), cell)).append(' ');
    }
    return line.toString().stripTrailing();
  }

  private String rule(int digits, int cell, int place, String crossing) {
    StringBuilder line =
        new StringBuilder(" ".repeat(INDENT))
            .append(theme.rule.repeat(digits + 1))
            .append(crossing);
    for (int i = 0; i < lanes.size(); i++) {
      line.append(theme.rule.repeat(cell + 2)).append(crossing);
    }
    return line.append(theme.rule.repeat(place + 1)).toString();
  }

  private String row(
      int index,
      int digits,
      int cell,
      int place,
      boolean bars,
      Function<Step, String> form,
      List<String> notes) {
    Step step = steps.get(index);
    int lane = lanes.indexOf(step.thread());
    StringBuilder line =
        new StringBuilder(" ".repeat(INDENT)).append(String.format("%" + digits + "d ", index + 1));
    String note = step.note() == null ? "" : plain.line(step.note());
    boolean noteFits = Plain.width(note) <= place;
    for (int i = 0; i < lanes.size(); i++) {
      line.append(theme.wall).append(' ');
      String bar = bars ? (locks.holds(index, lanes.get(i)) ? " " + theme.held : "  ") : "";
      if (i != lane) {
        line.append(" ".repeat(cell - bar.length())).append(bar).append(' ');
      } else if (note.isEmpty()) {
        line.append(plain.fit(cell(step, cell - bar.length()), cell - bar.length()))
            .append(bar)
            .append(' ');
      } else {
        String arrow = lane == lanes.size() - 1 ? theme.longArrow : theme.arrow;
        int room = cell + 1 - bar.length() - arrow.length() - 1;
        line.append(plain.fit(cell(step, room), room)).append(bar).append(' ').append(arrow);
      }
    }
    line.append(theme.wall).append(' ');
    if (note.isEmpty() || !noteFits) {
      line.append(plain.cut(form.apply(step), place));
    } else {
      line.append(note);
    }
    if (!noteFits) {
      String lead = String.format("%" + (INDENT + digits) + "d   ", index + 1);
      for (String part : plain.wrap(note, ScorecardText.WIDTH - lead.length())) {
        notes.add(lead + part);
        lead = " ".repeat(lead.length());
      }
    }
    return line.toString().stripTrailing();
  }

  private String fold(int from, int to, int digits) {
    Set<String> threads = new LinkedHashSet<>();
    for (int i = from; i <= to; i++) {
      threads.add(plain.line(steps.get(i).thread()));
    }
    int count = to - from + 1;
    String who = threads.size() > 4 ? threads.size() + " threads" : String.join(", ", threads);
    String text =
        String.format(
            "%s %d %s of %s %s",
            theme.ellipsis, count, count == 1 ? "step" : "steps", who, theme.ellipsis);
    String lead = " ".repeat(INDENT + digits - 1) + theme.fold + " " + theme.wall + " ";
    return lead + plain.cut(text, ScorecardText.WIDTH - lead.length());
  }

  /** What a step says in its cell: verb and object in two columns, if that fits. */
  private String cell(Step step, int room) {
    String verb =
        switch (step.action()) {
          case READ -> "reads";
          case WRITE -> "writes";
          case LOCK -> "locks";
          case UNLOCK -> "unlocks";
          case BLOCKED -> "wants";
          case WAIT -> "waits";
          case RESUME -> "goes on";
          case NOTIFY -> "wakes";
          case START -> "starts";
          case JOIN -> "joins";
          case SLEEP -> "sleeps";
          case INTERRUPT -> "interrupts";
          case CALL, CALLBACK -> "calls";
          case RETURN -> "returns";
          case THROW -> "throws";
          case END -> "ends";
        };
    String object = step.subject();
    if (step.value() != null) {
      object += (object.isEmpty() ? "" : ": ") + step.value();
    }
    object = plain.line(object) + (step.action() == Action.BLOCKED ? ", waits" : "");
    if (object.isEmpty()) {
      return verb;
    }
    String aligned = String.format("%-7s %s", verb, object);
    return Plain.width(aligned) <= room ? aligned : verb + " " + object;
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

  /**
   * Which thread holds which lock after each step. A waiting thread may have given its lock back (a
   * monitor, a condition) or not (a queue): a step does not say. So while it waits the lock counts
   * as held only when another thread is seen to want it and not to get it.
   */
  private static final class LockBars {

    private final List<Map<String, Set<String>>> held = new ArrayList<>();
    private final Set<Integer> takenForGood = new HashSet<>();
    private boolean any;

    LockBars(List<Step> steps) {
      Map<String, Map<String, Integer>> depths = new LinkedHashMap<>();
      Map<String, Boolean> waiting = new HashMap<>();
      Set<String> wanted = new HashSet<>();
      Map<String, Integer> taken = new HashMap<>();
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        String owned = step.thread() + "\n" + step.subject();
        Map<String, Integer> mine =
            depths.computeIfAbsent(step.thread(), thread -> new LinkedHashMap<>());
        waiting.put(step.thread(), step.action() == Action.WAIT);
        switch (step.action()) {
          case LOCK -> {
            mine.merge(step.subject(), 1, Integer::sum);
            taken.putIfAbsent(owned, i);
            wanted.remove(step.subject());
          }
          case UNLOCK -> {
            mine.computeIfPresent(step.subject(), (lock, depth) -> depth > 1 ? depth - 1 : null);
            if (!mine.containsKey(step.subject())) {
              taken.remove(owned);
            }
            wanted.remove(step.subject());
          }
          case BLOCKED -> wanted.add(step.subject());
          case END -> mine.clear();
          default -> {}
        }
        Map<String, Set<String>> now = new HashMap<>();
        depths.forEach(
            (thread, locks) -> {
              Set<String> seen = new LinkedHashSet<>(locks.keySet());
              if (waiting.getOrDefault(thread, false)) {
                seen.retainAll(wanted);
                seen.removeIf(lock -> heldByAnother(lock, thread, depths, waiting));
              }
              if (!seen.isEmpty()) {
                now.put(thread, seen);
              }
            });
        any |= !now.isEmpty();
        held.add(now);
      }
      takenForGood.addAll(taken.values());
    }

    /** Whether this step takes a lock that its thread never gives back. */
    boolean isTakenForGood(int step) {
      return takenForGood.contains(step);
    }

    private static boolean heldByAnother(
        String lock,
        String thread,
        Map<String, Map<String, Integer>> depths,
        Map<String, Boolean> waiting) {
      return depths.entrySet().stream()
          .anyMatch(
              other ->
                  !other.getKey().equals(thread)
                      && !waiting.getOrDefault(other.getKey(), false)
                      && other.getValue().containsKey(lock));
    }

    boolean any() {
      return any;
    }

    boolean holds(int step, String thread) {
      return held.get(step).containsKey(thread);
    }

    Set<String> heldAtEnd(String thread) {
      return held.isEmpty() ? Set.of() : held.get(held.size() - 1).getOrDefault(thread, Set.of());
    }

    @Nullable String ownerAtEnd(String lock) {
      if (held.isEmpty()) {
        return null;
      }
      return held.get(held.size() - 1).entrySet().stream()
          .filter(entry -> entry.getValue().contains(lock))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(null);
    }
  }
}
