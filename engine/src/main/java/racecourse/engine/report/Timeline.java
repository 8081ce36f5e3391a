package racecourse.engine.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Step;

/**
 * A schedule, and what follows from it: where each thread is after each step, which locks it holds,
 * what it waits for, what the shared variables were last seen to hold, and which step wakes,
 * overwrites or locks out which. Every rendering of a schedule shows this one model. What a
 * schedule does not say is left open, not guessed. Steps are counted from 0 here and from 1
 * wherever a reader sees them.
 */
final class Timeline {

  /** The thread that runs the scenario; it waits there, unseen, for those it has started. */
  static final String MAIN = "main";

  private static final Pattern STEP_NUMBER = Pattern.compile("\\bsteps? (\\d{1,6})");

  /** What a thread waits for. */
  enum Waits {
    /** A lock that somebody else holds. */
    LOCK,
    /** A notification, a permit, an element, a barrier. */
    SIGNAL,
    /** The end of another thread. */
    END,
    /** Time to pass. */
    TIME
  }

  /**
   * A thread that waits.
   *
   * @param what what it waits for
   * @param subject the lock, condition or thread; may be empty
   * @param from the step it waits since
   * @param to its next step; the number of steps if it has none
   */
  record Wait(String thread, Waits what, String subject, int from, int to) {}

  /**
   * A lock being held.
   *
   * @param from the step after which it is held
   * @param to the step that ends it; the number of steps if none does
   */
  record Holding(String thread, String lock, int from, int to) {}

  /** How one step bears on another. */
  enum Tie {
    /** The later step goes on because of the earlier one. */
    WAKES,
    /** The later step's note names the earlier one. */
    NAMES
  }

  /** Two steps that belong together, the earlier one first. */
  record Link(Tie tie, int earlier, int later) {}

  /** What a thread is about. */
  enum Condition {
    NOT_BEGUN,
    RUNS,
    WAITS,
    /** Threw out of its last method; nothing more is seen of it. */
    ENDED
  }

  /**
   * One thread after a step.
   *
   * @param last its last step so far; -1 if it has not begun
   * @param holds the locks it holds, in the order they were taken
   * @param waits what it waits for; null unless it waits
   */
  record Position(
      String thread, Condition condition, int last, Set<String> holds, @Nullable Wait waits) {}

  /**
   * Everything after a step.
   *
   * @param threads every thread, in the order of their first steps
   * @param values what each shared variable was last seen to hold, in the order they appeared
   */
  record Moment(int step, List<Position> threads, Map<String, String> values) {}

  private final List<Step> steps;
  private final List<String> threads;
  private final Map<String, List<Integer>> stepsOf = new HashMap<>();
  private final List<Wait> waits = new ArrayList<>();
  private final Map<Integer, Wait> waitFrom = new HashMap<>();
  private final List<Map<String, Set<String>>> held = new ArrayList<>();
  private final Set<Integer> takenForGood = new HashSet<>();
  private final List<Link> links = new ArrayList<>();

  private Timeline(List<Step> given) {
    steps = plainly(given);
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      names.add(steps.get(i).thread());
      stepsOf.computeIfAbsent(steps.get(i).thread(), thread -> new ArrayList<>()).add(i);
    }
    threads = List.copyOf(names);
    findWaits();
    findLocks();
    findLinks();
  }

  /** The schedule by itself. */
  static Timeline of(List<Step> steps) {
    return new Timeline(steps);
  }

  /** The schedule of a finding, with the step that does the damage marked if that is certain. */
  static Timeline of(Finding finding) {
    List<Step> steps = finding.schedule();
    if (steps.stream().noneMatch(step -> step.note() != null)) {
      steps = Damage.mark(finding.kind(), new Timeline(steps), finding);
    }
    return new Timeline(steps);
  }

  /** A call that waits and returns is written down twice; the second time it goes on. */
  private static List<Step> plainly(List<Step> given) {
    Map<String, Step> last = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Step step : given) {
      Step before = last.get(step.thread());
      boolean returns =
          before != null
              && step.action() == Action.WAIT
              && before.action() == Action.WAIT
              && before.subject().equals(step.subject())
              && before.line() == step.line();
      Step plain =
          returns
              ? new Step(
                  step.thread(),
                  step.file(),
                  step.line(),
                  Action.RESUME,
                  step.subject(),
                  step.value(),
                  step.note())
              : step;
      last.put(step.thread(), plain);
      steps.add(plain);
    }
    return List.copyOf(steps);
  }

  // What is known.

  List<Step> steps() {
    return steps;
  }

  Step step(int index) {
    return steps.get(index);
  }

  int size() {
    return steps.size();
  }

  /** The threads, in the order of their first steps. */
  List<String> threads() {
    return threads;
  }

  /** The steps of a thread; none if it has none. */
  List<Integer> stepsOf(String thread) {
    return Collections.unmodifiableList(stepsOf.getOrDefault(thread, List.of()));
  }

  /** The last step of a thread; -1 if it has none. */
  int lastOf(String thread) {
    List<Integer> own = stepsOf(thread);
    return own.isEmpty() ? -1 : own.get(own.size() - 1);
  }

  /** Every wait, in the order they begin. */
  List<Wait> waits() {
    return Collections.unmodifiableList(waits);
  }

  /** Those who still wait when the schedule ends; sleeping threads are not among them. */
  List<Wait> waitsForGood() {
    return waits.stream().filter(this::isForGood).toList();
  }

  /** Whether the step begins a wait that is still on when the schedule ends. */
  boolean waitsForGood(int step) {
    Wait wait = waitFrom.get(step);
    return wait != null && isForGood(wait);
  }

  private boolean isForGood(Wait wait) {
    if (wait.to() != steps.size()) {
      return false;
    }
    return switch (wait.what()) {
      case LOCK, SIGNAL -> true;
      // Whoever joins a thread that does not wait itself may have returned since, unseen.
      case END -> {
        Wait other = waitFrom.get(lastOf(wait.subject()));
        yield other != null && other.what() != Waits.TIME && !other.equals(wait);
      }
      case TIME -> false;
    };
  }

  List<Link> links() {
    return Collections.unmodifiableList(links);
  }

  /** The step that goes on because of this one, if it is certain. */
  Optional<Step> wokenBy(int step) {
    return links.stream()
        .filter(link -> link.tie() == Tie.WAKES && link.earlier() == step)
        .map(link -> steps.get(link.later()))
        .findFirst();
  }

  /** Whether this step takes a lock that its thread never gives back. */
  boolean isTakenForGood(int step) {
    return takenForGood.contains(step);
  }

  boolean anyLock() {
    return held.stream().anyMatch(now -> !now.isEmpty());
  }

  /** The locks that a thread holds after a step, in the order they were taken. */
  Set<String> holds(int step, String thread) {
    return step < 0 || step >= held.size()
        ? Set.of()
        : held.get(step).getOrDefault(thread, Set.of());
  }

  /** The locks that a thread holds at the end. */
  Set<String> holdsAtEnd(String thread) {
    return holds(steps.size() - 1, thread);
  }

  /** Who holds a lock after a step; null if that is not known. */
  @Nullable String owner(int step, String lock) {
    return threads.stream()
        .filter(thread -> holds(step, thread).contains(lock))
        .findFirst()
        .orElse(null);
  }

  /** Every stretch of time for which a thread holds a lock, in the order they begin. */
  List<Holding> holdings() {
    List<Holding> all = new ArrayList<>();
    Map<String, Holding> open = new LinkedHashMap<>();
    for (int i = 0; i <= steps.size(); i++) {
      Map<String, Set<String>> now = i < steps.size() ? held.get(i) : Map.of();
      int at = i;
      open.values()
          .removeIf(
              holding -> {
                boolean ends =
                    !now.getOrDefault(holding.thread(), Set.of()).contains(holding.lock());
                if (ends) {
                  all.add(new Holding(holding.thread(), holding.lock(), holding.from(), at));
                }
                return ends;
              });
      now.forEach(
          (thread, locks) ->
              locks.forEach(
                  lock ->
                      open.computeIfAbsent(
                          thread + "\n" + lock, key -> new Holding(thread, lock, at, at))));
    }
    all.sort((one, other) -> Integer.compare(one.from(), other.from()));
    return all;
  }

  /**
   * A cycle of threads that wait for each other at the end, each for a lock that the next one holds
   * or for its end; empty if there is none.
   */
  List<Wait> cycle() {
    Map<String, Wait> stuck = new LinkedHashMap<>();
    waitsForGood().forEach(wait -> stuck.put(wait.thread(), wait));
    for (String start : stuck.keySet()) {
      List<Wait> way = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      String at = start;
      while (at != null && seen.add(at) && stuck.containsKey(at)) {
        Wait wait = stuck.get(at);
        way.add(wait);
        at = obstacle(wait);
        if (start.equals(at)) {
          return way;
        }
      }
    }
    return List.of();
  }

  /**
   * Whether the last that is seen of a thread is a call of somebody else's code, such as a task: it
   * may be in there still.
   */
  boolean endsInACallback(String thread) {
    int last = lastOf(thread);
    return last >= 0 && steps.get(last).action() == Action.CALLBACK;
  }

  /** The thread that keeps a waiting thread from going on at the end, if it is known. */
  @Nullable String obstacle(Wait wait) {
    return switch (wait.what()) {
      case LOCK -> owner(steps.size() - 1, wait.subject());
      case END -> wait.subject();
      case SIGNAL, TIME -> null;
    };
  }

  /** Steps that a note names, counted from 0; those that there are not are left out. */
  Set<Integer> named(int step) {
    String note = steps.get(step).note();
    Set<Integer> named = new LinkedHashSet<>();
    if (note != null) {
      Matcher matcher = STEP_NUMBER.matcher(note);
      while (matcher.find()) {
        int index = Integer.parseInt(matcher.group(1)) - 1;
        if (index >= 0 && index < steps.size()) {
          named.add(index);
        }
      }
    }
    return named;
  }

  /** The moments after these steps, which are in order. */
  List<Moment> after(List<Integer> chosen) {
    List<Moment> moments = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Integer> last = new HashMap<>();
    Set<Integer> wanted = new HashSet<>(chosen);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      last.put(step.thread(), i);
      String value = step.value();
      if (value != null && (step.action() == Action.READ || step.action() == Action.WRITE)) {
        values.put(step.subject(), value);
      }
      if (wanted.contains(i)) {
        List<Position> positions = new ArrayList<>();
        for (String thread : threads) {
          positions.add(position(thread, last.getOrDefault(thread, -1), i));
        }
        moments.add(
            new Moment(
                i,
                List.copyOf(positions),
                Collections.unmodifiableMap(new LinkedHashMap<>(values))));
      }
    }
    return moments;
  }

  private Position position(String thread, int last, int now) {
    Wait wait = waitFrom.get(last);
    Condition condition =
        last < 0
            ? Condition.NOT_BEGUN
            : steps.get(last).action() == Action.END
                ? Condition.ENDED
                : wait != null ? Condition.WAITS : Condition.RUNS;
    return new Position(thread, condition, last, holds(now, thread), wait);
  }

  // How it is found out.

  private void findWaits() {
    stepsOf.forEach(
        (thread, own) -> {
          for (int k = 0; k < own.size(); k++) {
            int from = own.get(k);
            Step step = steps.get(from);
            Waits what =
                switch (step.action()) {
                  case BLOCKED -> Waits.LOCK;
                  case WAIT -> Waits.SIGNAL;
                  case JOIN -> Waits.END;
                  case SLEEP -> Waits.TIME;
                  default -> null;
                };
            if (what != null) {
              int to = k + 1 < own.size() ? own.get(k + 1) : steps.size();
              Wait wait = new Wait(thread, what, step.subject(), from, to);
              waits.add(wait);
              waitFrom.put(from, wait);
            }
          }
        });
    waits.sort((one, other) -> Integer.compare(one.from(), other.from()));
  }

  /**
   * A waiting thread may have given its lock back (a monitor, a condition) or not (a queue): a step
   * does not say. So while it waits a lock counts as held only when another thread is seen to want
   * it and not to get it; the monitor it waits on it has given back for certain.
   */
  private void findLocks() {
    Map<String, Map<String, Integer>> depths = new LinkedHashMap<>();
    Map<String, @Nullable String> waiting = new HashMap<>();
    Set<String> wanted = new HashSet<>();
    Map<String, Integer> taken = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String owned = step.thread() + "\n" + step.subject();
      Map<String, Integer> mine =
          depths.computeIfAbsent(step.thread(), thread -> new LinkedHashMap<>());
      if (step.action() == Action.WAIT) {
        waiting.put(step.thread(), step.subject());
      } else {
        waiting.remove(step.thread());
      }
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
      Map<String, Set<String>> now = new LinkedHashMap<>();
      depths.forEach(
          (thread, locks) -> {
            Set<String> seen = new LinkedHashSet<>(locks.keySet());
            String awaited = waiting.get(thread);
            if (awaited != null) {
              seen.remove(awaited);
              seen.retainAll(wanted);
              seen.removeIf(lock -> heldByAnother(lock, thread, depths, waiting));
            }
            if (!seen.isEmpty()) {
              now.put(thread, Collections.unmodifiableSet(seen));
            }
          });
      held.add(now);
    }
    taken.forEach(
        (owned, step) -> {
          String thread = steps.get(step).thread();
          if (holdsAtEnd(thread).contains(steps.get(step).subject())) {
            takenForGood.add(step);
          }
        });
  }

  private static boolean heldByAnother(
      String lock,
      String thread,
      Map<String, Map<String, Integer>> depths,
      Map<String, @Nullable String> waiting) {
    return depths.entrySet().stream()
        .anyMatch(
            other ->
                !other.getKey().equals(thread)
                    && !waiting.containsKey(other.getKey())
                    && other.getValue().containsKey(lock));
  }

  private void findLinks() {
    Set<Integer> used = new HashSet<>();
    for (Wait wait : waits.stream().sorted((a, b) -> Integer.compare(a.to(), b.to())).toList()) {
      if (wait.what() != Waits.SIGNAL
          || wait.to() == steps.size()
          || steps.get(wait.to()).action() != Action.RESUME) {
        continue;
      }
      List<Integer> wakers = new ArrayList<>();
      for (int i = wait.from() + 1; i < wait.to(); i++) {
        Step step = steps.get(i);
        if (step.action() == Action.NOTIFY
            && step.subject().equals(wait.subject())
            && !used.contains(i)
            && !"nobody waits".equals(step.value())) {
          wakers.add(i);
        }
      }
      if (wakers.size() == 1) {
        int waker = wakers.get(0);
        links.add(new Link(Tie.WAKES, waker, wait.to()));
        if ("1 thread".equals(steps.get(waker).value())) {
          used.add(waker);
        }
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      for (int named : named(i)) {
        if (named != i) {
          links.add(new Link(Tie.NAMES, Math.min(named, i), Math.max(named, i)));
        }
      }
    }
  }
}
