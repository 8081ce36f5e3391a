package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/**
 * A failing schedule, and what can be worked out from it: who holds what, who waits for what. Steps
 * are named by their index, from 0; -1 stands for no step. Locks are named as the steps name them.
 */
public final class Trail {
  private static final Pattern NUMBERED = Pattern.compile("([\\w$]+)#\\d+");

  private static final Set<String> READS =
      Set.of("get", "getPlain", "getAcquire", "getOrDefault", "intValue", "longValue", "peek");
  private static final Set<String> WRITES =
      Set.of("set", "lazySet", "setPlain", "setRelease", "put", "replace");

  private final List<Step> steps;
  private final List<List<Hold>> held = new ArrayList<>();
  private final Map<String, List<Hold>> atEnd = new HashMap<>();

  /**
   * A lock that is held.
   *
   * @param lock its name
   * @param since the step in which it was taken
   */
  public record Hold(String lock, int since) {}

  /** A read, a write of another thread, and a write of the first thread's over it. */
  record Overwrite(String variable, int read, int other, int write) {}

  /**
   * Two threads at the end of the schedule: one that is blocked, and one that keeps it so.
   *
   * @param blocked the last step of the one
   * @param lock what it wants
   * @param holder the other one, which still holds it; the same one if it blocks itself
   * @param last the last step of the holder
   */
  public record Blocked(int blocked, String lock, String holder, int last) {}

  Trail(List<Step> steps, Code code) {
    this.steps = steps.stream().map(Trail::byField).toList();
    follow(code);
  }

  /** The code knows a field by its name alone; whose it is stands behind that, as in "next#2". */
  private static Step byField(Step step) {
    Matcher numbered = NUMBERED.matcher(step.subject());
    return (step.action() == Action.READ || step.action() == Action.WRITE) && numbered.matches()
        ? new Step(
            step.thread(),
            step.file(),
            step.line(),
            step.action(),
            numbered.group(1),
            step.value(),
            step.note())
        : step;
  }

  private void follow(Code code) {
    Map<String, List<Hold>> now = new HashMap<>();
    Map<String, List<Hold>> lent = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<Hold> mine = now.computeIfAbsent(step.thread(), thread -> new ArrayList<>());
      List<Hold> back = lent.remove(step.thread());
      if (back != null) {
        mine.addAll(back);
      }
      held.add(List.copyOf(mine));
      switch (step.action()) {
        case LOCK -> mine.add(new Hold(step.subject(), i));
        case UNLOCK -> unlock(mine, step, code);
        case WAIT -> {
          List<Hold> given = new ArrayList<>();
          for (Hold hold : mine) {
            if (hold.lock.equals(step.subject())) {
              given.add(hold);
            }
          }
          if (given.isEmpty() && awaits(step, code) && locks(mine) == 1) {
            given.addAll(mine);
          }
          mine.removeAll(given);
          lent.put(step.thread(), given);
        }
        case CALL -> {
          if ("true".equals(step.value())
              && (step.subject().contains(".tryLock(")
                  || step.subject().contains(".tryAcquire("))) {
            mine.add(new Hold(variable(step), i));
          }
        }
        default -> {
          // Takes and gives nothing.
        }
      }
    }
    atEnd.putAll(now);
  }

  private static long locks(List<Hold> holds) {
    return holds.stream().map(Hold::lock).distinct().count();
  }

  private static boolean awaits(Step step, Code code) {
    return code.at(step.file(), step.line()).stream()
        .anyMatch(
            op ->
                op.what() == Op.What.CALL
                    && op.owner().equals("java/util/concurrent/locks/Condition"));
  }

  private static void unlock(List<Hold> mine, Step step, Code code) {
    boolean one =
        code.at(step.file(), step.line()).stream()
            .anyMatch(op -> op.calls("unlock", "release", "unlockRead", "unlockWrite"));
    for (int i = mine.size() - 1; i >= 0; i--) {
      if (mine.get(i).lock.equals(step.subject())) {
        mine.remove(i);
        if (one) {
          return;
        }
      }
    }
  }

  /** All steps. */
  public List<Step> steps() {
    return steps;
  }

  /** How many steps there are. */
  public int size() {
    return steps.size();
  }

  /** A step. */
  public Step at(int index) {
    return steps.get(index);
  }

  /** The thread that does a step. */
  public String thread(int index) {
    return steps.get(index).thread();
  }

  /** The locks that the step's thread holds just before it. */
  public List<Hold> held(int index) {
    return held.get(index);
  }

  /** The step at which the step's thread last took a lock that it holds; -1 if it holds it not. */
  public int heldSince(int index, String lock) {
    return held(index).stream()
        .filter(hold -> hold.lock().equals(lock))
        .mapToInt(Hold::since)
        .max()
        .orElse(-1);
  }

  /** The names of the locks that the step's thread holds just before it. */
  public Set<String> names(int index) {
    Set<String> names = new LinkedHashSet<>();
    held.get(index).forEach(hold -> names.add(hold.lock));
    return names;
  }

  /** The locks that a thread holds at the end. */
  public Set<String> heldAtEnd(String thread) {
    Set<String> names = new LinkedHashSet<>();
    atEnd.getOrDefault(thread, List.of()).forEach(hold -> names.add(hold.lock));
    return names;
  }

  /**
   * Each thread that is blocked at the end, with each one that holds what it wants; in the order in
   * which they come up in the schedule.
   */
  public List<Blocked> blocked() {
    List<Blocked> all = new ArrayList<>();
    for (String thread : threads()) {
      int blocked = last(thread);
      if (at(blocked).action() != Action.BLOCKED) {
        continue;
      }
      String lock = at(blocked).subject();
      for (String holder : threads()) {
        if (heldAtEnd(holder).contains(lock)) {
          all.add(new Blocked(blocked, lock, holder, last(holder)));
        }
      }
    }
    return all;
  }

  /** All threads that do a step, in the order in which they come up. */
  public Set<String> threads() {
    Set<String> threads = new LinkedHashSet<>();
    steps.forEach(step -> threads.add(step.thread()));
    return threads;
  }

  /** The last step of a thread; -1 if it has none. */
  public int last(String thread) {
    return before(thread, steps.size());
  }

  /** The last step of a thread before the given one; -1 if there is none. */
  public int before(String thread, int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (thread(i).equals(thread)) {
        return i;
      }
    }
    return -1;
  }

  /** The next step of a thread after the given one; -1 if there is none. */
  public int after(String thread, int index) {
    for (int i = index + 1; i < steps.size(); i++) {
      if (thread(i).equals(thread)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the thread, after the step, has no other that goes on from it. */
  boolean endsWith(String thread, Action... actions) {
    int last = last(thread);
    return last >= 0 && List.of(actions).contains(at(last).action());
  }

  /** The threads that wait on the object just after the step, by their steps. */
  List<Integer> waitersAfter(String object, int index) {
    List<Integer> waiters = new ArrayList<>();
    for (String thread : threads()) {
      int last = before(thread, index + 1);
      if (last >= 0 && at(last).action() == Action.WAIT && at(last).subject().equals(object)) {
        waiters.add(last);
      }
    }
    return waiters;
  }

  /** Whether the step reads a variable, or calls the get() of an atomic one or the like. */
  static boolean reads(Step step) {
    return step.action() == Action.READ
        || (step.action() == Action.CALL && READS.contains(method(step)));
  }

  /** Whether the step writes a variable, or calls the set() of an atomic one or the like. */
  static boolean writes(Step step) {
    return step.action() == Action.WRITE
        || (step.action() == Action.CALL && WRITES.contains(method(step)));
  }

  /** The method a call or a collection's access is about; empty if there is none. */
  public static String method(Step step) {
    String subject = step.subject();
    int end = subject.indexOf('(');
    int begin = end < 0 ? -1 : subject.lastIndexOf('.', end);
    return begin < 0 ? "" : subject.substring(begin + 1, end);
  }

  /** The variable or object a step is about, without the method. */
  public static String variable(Step step) {
    String subject = step.subject();
    int end = subject.indexOf('(');
    int begin = end < 0 ? -1 : subject.lastIndexOf('.', end);
    return begin < 0 ? subject : subject.substring(0, begin);
  }

  /** The first write over another thread's write since the writer's read; null if there is none. */
  @Nullable Overwrite overwrite() {
    for (int write = 0; write < steps.size(); write++) {
      if (!writes(at(write))) {
        continue;
      }
      String variable = variable(at(write));
      int read = before(thread(write), write);
      while (read >= 0 && !(reads(at(read)) && variable(at(read)).equals(variable))) {
        if (writes(at(read)) && variable(at(read)).equals(variable)) {
          read = -1;
          break;
        }
        read = before(thread(write), read);
      }
      for (int other = write - 1; read >= 0 && other > read; other--) {
        if (!thread(other).equals(thread(write))
            && writes(at(other))
            && variable(at(other)).equals(variable)) {
          return new Overwrite(variable, read, other, write);
        }
      }
    }
    return null;
  }
}
