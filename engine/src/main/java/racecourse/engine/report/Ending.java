package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.RacingPair;
import racecourse.engine.model.Step;
import racecourse.engine.report.Timeline.Wait;
import racecourse.engine.report.Timeline.Waits;

/**
 * What a schedule ends in, in sentences: who holds what and waits for whom, in the words of the
 * JVM's own thread dump; why nobody is left to wake a stuck thread; what would have ordered two
 * accesses. Only what follows from the schedule is said.
 */
final class Ending {

  private final Timeline timeline;
  private final Plain plain;

  private Ending(Timeline timeline, Theme theme) {
    this.timeline = timeline;
    this.plain = new Plain(theme);
  }

  /** What the schedule of this finding ends in; nothing if its message says all there is to say. */
  static List<String> of(Finding finding, Timeline timeline, Theme theme) {
    Ending ending = new Ending(timeline, theme);
    return switch (finding.kind()) {
      case DEADLOCK, STUCK -> standstill(timeline, finding.kind(), theme);
      case DATA_RACE -> RacingPair.in(finding).map(pair -> ending.race(pair)).orElse(List.of());
      default -> List.of();
    };
  }

  /** Who cannot go on at the end of the schedule, and why; a sentence a line. */
  static List<String> standstill(Timeline timeline, Kind kind, Theme theme) {
    Ending ending = new Ending(timeline, theme);
    List<Wait> cycle = timeline.cycle();
    return cycle.isEmpty() ? ending.stuck(kind) : ending.cycle(cycle);
  }

  /**
   * The cause of a deadlock in one sentence, if the schedule shows the cycle; null otherwise. The
   * cycle itself is then told below the columns.
   */
  static @Nullable String headline(Finding finding, Timeline timeline) {
    List<Wait> cycle = finding.kind() == Kind.DEADLOCK ? timeline.cycle() : List.of();
    if (cycle.isEmpty() || !cycle.stream().allMatch(wait -> wait.what() == Waits.LOCK)) {
      return null;
    }
    return switch (cycle.size()) {
      case 1 -> "Deadlock: the thread waits for a lock that it holds itself.";
      case 2 -> "Deadlock: each thread waits for a lock that the other one holds.";
      default ->
          "Deadlock: "
              + cycle.size()
              + " threads wait in a cycle, each for a lock that the next one holds.";
    };
  }

  // A cycle.

  private List<String> cycle(List<Wait> cycle) {
    List<String> holds = new ArrayList<>();
    List<String> wants = new ArrayList<>();
    List<String> because = new ArrayList<>();
    for (Wait wait : cycle) {
      String owner = timeline.obstacle(wait);
      Set<String> held = timeline.holdsAtEnd(wait.thread());
      holds.add(name(wait.thread()) + (held.isEmpty() ? "" : " holds " + names(held) + ","));
      wants.add(
          wait.what() == Waits.END
              ? "waits for the end of " + name(wait.subject())
              : "waits to lock " + lock(wait) + ",");
      because.add(
          wait.what() == Waits.END
              ? ""
              : "which is held by "
                  + (owner == null || owner.equals(wait.thread()) ? "itself" : name(owner)));
    }
    int first = widest(holds);
    int second = widest(wants);
    boolean aligned = first + 1 + second + 1 + widest(because) <= ScorecardText.WIDTH - 3;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cycle.size(); i++) {
      String line =
          aligned
              ? plain.fit(holds.get(i), first)
                  + " "
                  + plain.fit(wants.get(i), second)
                  + " "
                  + because.get(i)
              : holds.get(i) + " " + wants.get(i) + " " + because.get(i);
      lines.add(line.stripTrailing());
    }
    return lines;
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(Plain::width).max().orElse(0);
  }

  // No cycle.

  private List<String> stuck(Kind kind) {
    List<Wait> waits = timeline.waitsForGood();
    List<String> lines = new ArrayList<>();
    for (Wait wait : waits) {
      lines.add(
          name(wait.thread())
              + (timeline.holdsAtEnd(wait.thread()).isEmpty()
                  ? ""
                  : " holds " + names(timeline.holdsAtEnd(wait.thread())) + " and")
              + waitsFor(wait, kind)
              + ".");
    }
    if (kind != Kind.STUCK || waits.stream().noneMatch(wait -> wait.what() == Waits.SIGNAL)) {
      return lines;
    }
    for (String subject :
        waits.stream()
            .filter(wait -> wait.what() == Waits.SIGNAL)
            .map(Wait::subject)
            .distinct()
            .toList()) {
      String wakeUp = lastWakeUp(subject, waits);
      if (!wakeUp.isEmpty()) {
        lines.add(wakeUp);
      }
    }
    List<String> gone = timeline.threads().stream().filter(this::hasEnded).map(this::name).toList();
    boolean one = waits.stream().filter(wait -> wait.what() != Waits.END).count() == 1;
    lines.add(
        "Nobody is left to wake "
            + (one ? "it" : "them")
            + (gone.isEmpty()
                ? "."
                : ": "
                    + (gone.size() > 4 ? "the other " + gone.size() + " threads" : list(gone))
                    + (gone.size() == 1 ? " has ended." : " have ended.")));
    return lines;
  }

  /** Whether a thread that is not the scenario's own neither waits nor is in somebody's code. */
  private boolean hasEnded(String thread) {
    return !thread.equals(Timeline.MAIN)
        && timeline.waitsForGood().stream().noneMatch(wait -> wait.thread().equals(thread))
        && !timeline.endsInACallback(thread);
  }

  private String waitsFor(Wait wait, Kind kind) {
    String since = " since step " + (wait.from() + 1);
    return switch (wait.what()) {
      case LOCK -> {
        String owner = timeline.obstacle(wait);
        boolean gone =
            kind == Kind.STUCK && owner != null && !owner.equals(wait.thread()) && hasEnded(owner);
        yield " waits to lock "
            + lock(wait)
            + since
            + (owner == null
                ? ""
                : ", which is held by "
                    + (owner.equals(wait.thread()) ? "itself" : name(owner))
                    + (gone ? ", and that thread has ended without giving it back" : ""));
      }
      case SIGNAL, TIME ->
          " waits" + (wait.subject().isEmpty() ? "" : " for " + name(wait.subject())) + since;
      case END -> " waits for the end of " + name(wait.subject()) + since;
    };
  }

  /** What became of the last wake-up on a condition or monitor that threads wait for. */
  private String lastWakeUp(String subject, List<Wait> waits) {
    int last = -1;
    boolean others = false;
    for (int i = 0; i < timeline.size(); i++) {
      Step step = timeline.step(i);
      if (step.action() == Action.NOTIFY) {
        others |= !step.subject().equals(subject);
        last = step.subject().equals(subject) ? i : last;
      }
    }
    if (last < 0) {
      boolean monitor =
          timeline.steps().stream()
              .anyMatch(s -> s.action() == Action.LOCK && s.subject().equals(subject));
      return others || monitor ? "No step signals " + name(subject) + "." : "";
    }
    String step = "The last wake-up on " + name(subject) + ", step " + (last + 1) + ", ";
    if ("nobody waits".equals(timeline.step(last).value())) {
      return step + "woke nobody, as nobody waited then.";
    }
    int after = last;
    if (waits.stream().filter(w -> w.subject().equals(subject)).allMatch(w -> w.from() > after)) {
      return timeline
          .wokenBy(last)
          .map(woken -> step + "woke " + name(woken.thread()) + ".")
          .orElse(step + "came before.");
    }
    return timeline
        .wokenBy(last)
        .map(woken -> step + "went to " + name(woken.thread()) + ".")
        .orElse("");
  }

  // A race.

  private List<String> race(RacingPair pair) {
    Step first = timeline.step(pair.first());
    Step second = timeline.step(pair.second());
    // What a thread holds while it does the step is what it held after it.
    Set<String> mine = timeline.holds(pair.first(), first.thread());
    Set<String> theirs = timeline.holds(pair.second(), second.thread());
    List<String> lines = new ArrayList<>();
    lines.add(
        "Steps "
            + (pair.first() + 1)
            + " and "
            + (pair.second() + 1)
            + " use "
            + name(first.subject())
            + " with nothing that puts one before the other: "
            + holding(first.thread(), mine)
            + ", "
            + holding(second.thread(), theirs)
            + ".");
    lines.add(
        "What would order them: a lock that both hold, a volatile field written by one and then"
            + " read by the other, or a start, a join or a hand-over in between.");
    return lines;
  }

  private String holding(String thread, Set<String> locks) {
    return name(thread) + " holds " + (locks.isEmpty() ? "no lock" : names(locks));
  }

  // Names.

  private String lock(Wait wait) {
    return wait.subject().isEmpty() ? "a lock" : name(wait.subject());
  }

  private String name(String name) {
    return plain.line(name);
  }

  private String names(Set<String> names) {
    return list(names.stream().map(this::name).toList());
  }

  private static String list(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1))
            + " and "
            + names.get(names.size() - 1);
  }
}
