package racecourse.engine.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/**
 * What is shown of a schedule: of many threads those that matter, of many steps those that matter,
 * and how many are left out where.
 */
final class Excerpt {

  /** One row: a step, or a fold of several that are left out. */
  sealed interface Row {

    /** A step with a row of its own. */
    record Shown(int step) implements Row {}

    /**
     * Steps that are left out.
     *
     * @param from the first of them
     * @param to the last of them
     */
    record Folded(int from, int to) implements Row {}
  }

  /** From here on a step or a thread belongs to the story. */
  private static final int MATTERS = 500_000;

  private final Timeline timeline;
  private final int mostRows;
  private final int[] weights;
  private final List<String> lanes;
  private final List<Row> rows;

  /**
   * Chooses.
   *
   * @param mostLanes threads that get a lane at most
   * @param mostRows rows at most
   */
  Excerpt(Timeline timeline, int mostLanes, int mostRows) {
    this.timeline = timeline;
    this.mostRows = mostRows;
    this.weights = weights();
    this.lanes = chooseLanes(mostLanes);
    this.rows = chooseRows();
  }

  /** The threads that get a lane, in the order of their first steps. */
  List<String> lanes() {
    return lanes;
  }

  List<Row> rows() {
    return rows;
  }

  /** The steps that are shown, in order. */
  List<Integer> steps() {
    return rows.stream()
        .filter(Row.Shown.class::isInstance)
        .map(row -> ((Row.Shown) row).step())
        .toList();
  }

  /** What a fold says: how many steps of whom. */
  String words(Row.Folded fold, Plain plain) {
    Set<String> threads = new LinkedHashSet<>();
    for (int i = fold.from(); i <= fold.to(); i++) {
      threads.add(plain.line(timeline.step(i).thread()));
    }
    int count = fold.to() - fold.from() + 1;
    String who = threads.size() > 4 ? threads.size() + " threads" : String.join(", ", threads);
    return EffortText.number(count) + (count == 1 ? " step" : " steps") + " of " + who;
  }

  private List<String> chooseLanes(int most) {
    List<String> threads = timeline.threads();
    if (threads.size() <= most) {
      return threads;
    }
    Map<String, Integer> weight = new HashMap<>();
    for (int i = 0; i < weights.length; i++) {
      weight.merge(timeline.step(i).thread(), weights[i], Math::max);
    }
    List<String> ranked =
        threads.stream()
            .sorted(Comparator.comparing((String thread) -> -weight.getOrDefault(thread, 0)))
            .toList();
    Set<String> chosen =
        ranked.stream()
            .limit(most)
            .filter(
                thread ->
                    ranked.indexOf(thread) < Math.min(2, most)
                        || weight.getOrDefault(thread, 0) >= MATTERS)
            .collect(Collectors.toSet());
    return threads.stream().filter(chosen::contains).toList();
  }

  /** How much each step matters to the story; a note says so outright, the rest follows from it. */
  private int[] weights() {
    Set<Integer> named = new HashSet<>();
    Set<String> subjects = new HashSet<>();
    Set<Integer> last = new HashSet<>();
    timeline.threads().forEach(thread -> last.add(timeline.lastOf(thread)));
    for (int i = 0; i < timeline.size(); i++) {
      Step step = timeline.step(i);
      if (step.note() != null) {
        subjects.add(step.subject());
        named.addAll(timeline.named(i));
      } else if (timeline.waitsForGood(i)) {
        subjects.add(step.subject());
      }
    }
    subjects.remove("");
    Set<Integer> repeats = repeats();
    int[] weights = new int[timeline.size()];
    for (int i = 0; i < weights.length; i++) {
      Step step = timeline.step(i);
      int weight =
          switch (step.action()) {
            case BLOCKED, WAIT, NOTIFY, INTERRUPT, THROW -> 300;
            case RESUME -> 200;
            case READ, WRITE, LOCK, UNLOCK, CALLBACK, CALL, SLEEP -> 100;
            case START, JOIN, RETURN, END -> 0;
          };
      // What is done to it matters more than that it is taken and given back.
      boolean routine = step.action() == Action.LOCK || step.action() == Action.UNLOCK;
      weight += subjects.contains(step.subject()) ? (routine ? 150 : 300) : 0;
      weight += last.contains(i) ? (timeline.waitsForGood(i) ? 500 : 50) : 0;
      weight += timeline.isTakenForGood(i) ? 700 : 0;
      weight -= repeats.contains(i) ? 450 : 0;
      weight += named.contains(i) ? 800 : 0;
      weight += step.note() != null ? 1000 : 0;
      weight -= step.thread().equals(Timeline.MAIN) ? 40 : 0;
      // Of two equals the later one is nearer to the damage.
      weights[i] = weight * 1000 + (int) (999L * i / weights.length);
    }
    return weights;
  }

  /** Steps that their thread does again later in just the same way, as one that spins does. */
  private Set<Integer> repeats() {
    Set<Integer> repeats = new HashSet<>();
    Set<List<Object>> later = new HashSet<>();
    for (int i = timeline.size() - 1; i >= 0; i--) {
      Step step = timeline.step(i);
      List<Object> doing =
          List.of(
              step.thread(),
              step.line(),
              step.action(),
              step.subject(),
              step.value() == null ? "" : step.value());
      if (!later.add(doing)) {
        repeats.add(i);
      }
    }
    return repeats;
  }

  private List<Row> chooseRows() {
    boolean[] shown = new boolean[timeline.size()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = lanes.contains(timeline.step(i).thread());
    }
    if (count(shown) <= mostRows) {
      return rows(shown);
    }
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      // Steps that only repeat fill no row, even if there is room.
      if (shown[i] && weights[i] > 0) {
        candidates.add(i);
      }
    }
    candidates.sort(Comparator.comparing((Integer i) -> -weights[i]));
    Arrays.fill(shown, false);
    // Of a very long schedule only the steps that matter most can get one of the few rows.
    for (int candidate : candidates.subList(0, Math.min(candidates.size(), 10 * mostRows))) {
      shown[candidate] = true;
      if (count(shown) > mostRows) {
        shown[candidate] = false;
      }
    }
    return rows(shown);
  }

  private static int count(boolean[] shown) {
    int rows = 0;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] || i == 0 || shown[i - 1]) {
        rows++;
      }
    }
    return rows;
  }

  private List<Row> rows(boolean[] shown) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      boolean alone = (i == 0 || shown[i - 1]) && (i == shown.length - 1 || shown[i + 1]);
      // One step takes no more room than the remark that it is missing.
      if (shown[i] || (alone && lanes.contains(timeline.step(i).thread()))) {
        shown[i] = true;
        rows.add(new Row.Shown(i));
      } else {
        int end = i;
        while (end + 1 < shown.length && !shown[end + 1]) {
          end++;
        }
        rows.add(new Row.Folded(i, end));
        i = end;
      }
    }
    return List.copyOf(rows);
  }
}
