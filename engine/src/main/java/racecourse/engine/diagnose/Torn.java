package racecourse.engine.diagnose;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that several steps, each of them safe, were one. */
public final class Torn {
  private Torn() {}

  private static boolean changes(Step step) {
    return Trail.writes(step)
        || step.action() == Action.CALL
            && Set.of(
                    "addAndGet",
                    "getAndAdd",
                    "incrementAndGet",
                    "decrementAndGet",
                    "merge",
                    "compute",
                    "add")
                .contains(Trail.method(step))
        || Trail.method(step).equals("compareAndSet") && "true".equals(step.value());
  }

  private static boolean looks(Step step) {
    return Trail.reads(step)
        || step.action() == Action.CALL && Set.of("values", "sum").contains(Trail.method(step));
  }

  /**
   * For a check that asks for a state of one moment, and got one of several: between two reads of
   * one thread, or two changes of one, another thread came in, and no lock was held from the one to
   * the other.
   *
   * @param several whether the check says that one call makes several changes; otherwise the code
   *     has to show it
   * @return null if the schedule does not show this
   */
  public static @Nullable Diagnosis ofSeveralMoments(Case c, boolean several) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    int end = c.trail().size() - 1;
    while (end >= 0 && c.trail().thread(end).equals("main")) {
      end--;
    }
    for (int look = end; look >= 0; look--) {
      Step step = c.trail().at(look);
      if (!looks(step) || Trail.variable(step).contains("[]")) {
        continue;
      }
      for (int change = look - 1; change >= 0; change--) {
        Step other = c.trail().at(change);
        if (other.thread().equals(step.thread())
            || other.thread().equals("main")
            || !changes(other)
            || !kin(step, other)) {
          continue;
        }
        int first = first(c, change, look);
        return first >= 0 ? between(c, first, change, look) : unfinished(c, change, look, several);
      }
    }
    return null;
  }

  /** Whether both are about one field, or about one of the same class. */
  private static boolean kin(Step one, Step other) {
    String first = Trail.variable(one).replaceAll("#\\d+$", "");
    String second = Trail.variable(other).replaceAll("#\\d+$", "");
    return first.equals(second) || first.endsWith("View") || first.endsWith("Iterator");
  }

  /** The reader's read of the same kind in the same line before the change; -1 if none. */
  private static int first(Case c, int change, int look) {
    for (int first = change - 1; first >= 0; first--) {
      Step step = c.trail().at(first);
      if (step.thread().equals(c.trail().thread(look))
          && looks(step)
          && kin(step, c.trail().at(look))
          && c.line(first) == c.line(look)) {
        return first;
      }
    }
    return -1;
  }

  /** The reader has read before the change, too, and given back meanwhile what it held. */
  private static @Nullable Diagnosis between(Case c, int first, int change, int look) {
    boolean locks = !c.trail().names(first).isEmpty() && !c.trail().names(look).isEmpty();
    boolean atomic =
        c.trail().names(first).isEmpty()
            && c.trail().at(first).action() == Action.CALL
            && c.trail().at(look).action() == Action.CALL;
    return !held(c, c.trail().thread(look), first, look) && (locks || atomic)
        ? said(
            locks,
            "%s reads one, then %s changes things, and %s reads the next one."
                .formatted(c.who(first), c.who(change), c.who(look)),
            change,
            "in between")
        : null;
  }

  /** Whether the thread holds some lock, the same, at both steps and all the way between them. */
  private static boolean held(Case c, String thread, int first, int last) {
    Set<String> kept = new LinkedHashSet<>();
    c.trail().held(first).forEach(hold -> kept.add(hold.lock() + "@" + hold.since()));
    for (int i = first + 1; i <= last; i++) {
      if (c.trail().thread(i).equals(thread)) {
        Set<String> now = new LinkedHashSet<>();
        c.trail().held(i).forEach(hold -> now.add(hold.lock() + "@" + hold.since()));
        kept.retainAll(now);
      }
    }
    return !kept.isEmpty();
  }

  /** The writer has made a change, holds nothing any more, and is not done. */
  private static @Nullable Diagnosis unfinished(Case c, int change, int look, boolean several) {
    String writer = c.trail().thread(change);
    int last = c.trail().before(writer, look);
    Set<String> still = new LinkedHashSet<>(last < change ? Set.of() : c.trail().names(last));
    if (last >= change && c.trail().at(last).action() == Action.UNLOCK) {
      still.remove(c.trail().at(last).subject());
    }
    boolean locks = !c.trail().names(change).isEmpty();
    boolean readerLocks = !c.trail().names(look).isEmpty();
    if (locks && !still.isEmpty()) {
      return readerLocks
          ? null
          : new Diagnosis(
              "only-writers-lock",
              "%s is not done and holds %s; %s looks without it."
                  .formatted(c.who(change), still.iterator().next(), c.who(look)),
              look,
              "sees it half done");
    }
    boolean atomic = !locks && c.trail().at(change).action() == Action.CALL;
    if (last < change || !several && !goesOn(c, change, last)) {
      return null;
    }
    return locks && readerLocks || atomic
        ? said(
            locks,
            "%s has made one change and holds nothing; %s looks before the next one."
                .formatted(c.who(change), c.who(look)),
            look,
            "sees it half done")
        : null;
  }

  /** Whether there is more to come: the method has another such change. */
  private static boolean goesOn(Case c, int change, int last) {
    String field = Trail.variable(c.trail().at(change));
    return c.bodies(last).stream()
        .flatMap(body -> body.ops(Op.What.PUT))
        .anyMatch(put -> put.name().equals(field) && put.line() > c.line(change));
  }

  private static Diagnosis said(boolean locks, String here, int step, String note) {
    return new Diagnosis(
        locks ? "lock-not-held-long-enough" : "atomic-get-then-set", here, step, note);
  }

  /**
   * A thread looks, in a method that gives the lock back, and acts on it later in another one's
   * protection: what it has looked at has been changed by then.
   */
  static @Nullable Diagnosis looksInAnotherMethod(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE) || c.interrupted()) {
      return null;
    }
    for (int look = 0; look < c.trail().size(); look++) {
      Step step = c.trail().at(look);
      if (!Trail.reads(step) || step.thread().equals("main")) {
        continue;
      }
      String variable = Trail.variable(step);
      for (int act = c.trail().after(step.thread(), look);
          act >= 0;
          act = c.trail().after(step.thread(), act)) {
        Step write = c.trail().at(act);
        if (!changes(write) || !Trail.variable(write).equals(variable)) {
          continue;
        }
        int other = foreign(c, look, act, variable);
        if (other >= 0
            && !held(c, step.thread(), look, act)
            && (tests(c, look, act) || testsHere(c, look, act))) {
          boolean atomic = step.action() == Action.CALL && write.action() == Action.CALL;
          return new Diagnosis(
              atomic ? "atomic-get-then-set" : "check-then-act",
              "%s looks at %s; %s changes it; %s acts on what was seen."
                  .formatted(c.who(look), variable, c.who(other), c.who(act)),
              act,
              "on an old look");
        }
        break;
      }
    }
    return null;
  }

  private static int foreign(Case c, int from, int to, String variable) {
    for (int i = from + 1; i < to; i++) {
      if (!c.trail().thread(i).equals(c.trail().thread(from))
          && changes(c.trail().at(i))
          && Trail.variable(c.trail().at(i)).equals(variable)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the method that acts tests, before, the answer of the method that looks. */
  private static boolean tests(Case c, int look, int act) {
    for (Body body : c.bodies(act)) {
      for (Op call : body.ops()) {
        boolean leads =
            call.what() == Op.What.CALL
                && c.code().isOwn(call.owner())
                && call.line() < c.line(act)
                && c.code().bodies().stream()
                    .filter(
                        each ->
                            each.owner().equals(call.owner()) && each.name().equals(call.name()))
                    .anyMatch(each -> c.bodies(look).contains(each));
        if (leads && body.ops(Op.What.IF).anyMatch(test -> test.dependsOn(call.index()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean testsHere(Case c, int look, int act) {
    return c.sameBody(look, act)
        && c.line(look) < c.line(act)
        && c.ops(look).stream()
            .filter(op -> op.what() == Op.What.CALL || op.what() == Op.What.GET)
            .anyMatch(
                op ->
                    op.body()
                        .ops(Op.What.IF)
                        .anyMatch(test -> test.dependsOn(op.index()) && test.line() == op.line()));
  }

  /** Two threads look at the head of a queue, and then each takes it out. */
  static @Nullable Diagnosis peeks(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION) || c.interrupted()) {
      return null;
    }
    for (int peek = 0; peek < c.trail().size(); peek++) {
      Step step = c.trail().at(peek);
      if (!Trail.method(step).equals("peek") || "null".equals(step.value())) {
        continue;
      }
      int take = c.trail().after(step.thread(), peek);
      if (take < 0
          || !Set.of("poll", "remove", "take").contains(Trail.method(c.trail().at(take)))
          || !c.trail().names(take).isEmpty()) {
        continue;
      }
      for (int other = peek + 1; other < take; other++) {
        Step theirs = c.trail().at(other);
        if (!theirs.thread().equals(step.thread())
            && Set.of("poll", "remove", "take").contains(Trail.method(theirs))
            && Trail.variable(theirs).equals(Trail.variable(step))) {
          return new Diagnosis(
              "check-then-act",
              "%s looks at the first one, %s takes it, and %s takes the next one for it."
                  .formatted(c.who(peek), c.who(other), c.who(take)),
              take,
              "another one by now");
        }
      }
    }
    return null;
  }

  /**
   * A thread reads a flag that is down, another one raises it, and then the first does what the
   * flag forbids; it holds no lock from the look to the act.
   */
  static @Nullable Diagnosis flagThenAct(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.STUCK, Kind.LEAK) || c.interrupted()) {
      return null;
    }
    for (int look = 0; look < c.trail().size(); look++) {
      Step step = c.trail().at(look);
      Code.Field flag =
          step.action() == Action.READ && "false".equals(step.value()) ? c.field(look) : null;
      if (flag == null || !flag.desc().equals("Z")) {
        continue;
      }
      int raise = raised(c, look, flag);
      int act = raise < 0 ? -1 : c.trail().after(step.thread(), look);
      while (act >= 0 && act < raise) {
        act = c.trail().after(step.thread(), act);
      }
      boolean puts =
          act >= 0
              && Set.of("offer", "put", "add").contains(Trail.method(c.trail().at(act)))
              && c.trail().at(act).action() == Action.CALL
              && !"false".equals(c.trail().at(act).value());
      if (puts && !held(c, step.thread(), look, act) && only(c, look, act)) {
        return new Diagnosis(
            "check-then-act",
            "%s reads %s: false, %s raises it, and %s goes on as if it were still down."
                .formatted(c.who(look), step.subject(), c.who(raise), c.who(act)),
            act,
            "too late");
      }
    }
    return null;
  }

  private static int raised(Case c, int from, Code.Field flag) {
    for (int i = from + 1; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.WRITE
          && "true".equals(c.trail().at(i).value())
          && flag.equals(c.field(i))) {
        return c.trail().thread(i).equals(c.trail().thread(from)) ? -1 : i;
      }
    }
    return -1;
  }

  /** Whether the act is the first thing that the thread does after its look. */
  private static boolean only(Case c, int look, int act) {
    int next = c.trail().after(c.trail().thread(look), look);
    while (next >= 0 && next < act) {
      if (c.trail().at(next).action() == Action.READ) {
        return false;
      }
      next = c.trail().after(c.trail().thread(look), next);
    }
    return c.sameBody(look, act);
  }

  /**
   * A thread has looked, puts itself on a list and parks without a second look; in between another
   * one has changed what it looked at, and found nobody on the list.
   */
  static @Nullable Diagnosis parksOnAnOldLook(Case c) {
    if (!c.is(Kind.STUCK) || !c.says("waits in park()") || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int add = c.trail().last(thread);
      int look = c.trail().before(thread, add);
      if (look < 0
          || !Trail.method(c.trail().at(add)).equals("add")
          || !Set.of("compareAndSet", "getAndSet", "get", "poll", "peek")
              .contains(Trail.method(c.trail().at(look)))) {
        continue;
      }
      List<Op> parks =
          c.bodies(add).stream().flatMap(body -> body.calls("park", "parkNanos")).toList();
      for (int i = look + 1; i < add && !parks.isEmpty(); i++) {
        Step other = c.trail().at(i);
        if (!other.thread().equals(thread)
            && Trail.variable(other).equals(Trail.variable(c.trail().at(look)))
            && Set.of("compareAndSet", "getAndSet", "set").contains(Trail.method(other))
            && !"false".equals(other.value())) {
          return new Diagnosis(
              "check-then-act",
              "%s looks, %s changes it, and %s registers itself and parks without another look."
                  .formatted(c.who(look), c.who(i), c.who(add)),
              add,
              "on an old look");
        }
      }
    }
    return null;
  }

  /** Two threads read a volatile variable of one value, and each writes the next one. */
  static @Nullable Diagnosis volatileTwice(Case c) {
    Trail.Overwrite over = c.is(Kind.WRONG_RESULT) ? c.trail().overwrite() : null;
    if (over == null
        || c.interrupted()
        || !c.trail().names(over.read()).isEmpty()
        || !c.trail().names(over.write()).isEmpty()) {
      return null;
    }
    Code.Field field = c.field(over.write());
    Step write = c.trail().at(over.write());
    Step other = c.trail().at(over.other());
    boolean counts =
        field != null
            && field.isVolatile()
            && Set.of("I", "J").contains(field.desc())
            && write.action() == Action.WRITE
            && other.action() == Action.WRITE
            && other.value() != null
            && other.value().equals(write.value())
            && c.ops(over.write()).stream()
                .filter(op -> op.what() == Op.What.PUT && op.name().equals(field.name()))
                .anyMatch(op -> op.args().get(0).text().matches(".*[+-].*"));
    return counts && field != null
        ? new Diagnosis(
            "volatile-is-not-atomic",
            "%s and %s have read the same value of %s, and both write %s."
                .formatted(c.who(over.other()), c.who(over.write()), field.name(), write.value()),
            over.write(),
            "on top of the other")
        : null;
  }

  /**
   * For a check that saw two things apart which belong together: in a method that is not
   * synchronized, there are exactly two calls with these names on fields, both on one object and
   * with no lock held.
   *
   * @return null if the method is another one
   */
  public static @Nullable Diagnosis twoSteps(Body body, String... names) {
    List<Op> calls =
        body.calls(names)
            .filter(op -> op.on() != null && op.on().kind() == Sym.Kind.FIELD)
            .toList();
    boolean apart =
        !body.isSynchronized()
            && calls.size() == 2
            && calls.get(0).receiver().equals(calls.get(1).receiver())
            && calls.stream().allMatch(op -> op.held().isEmpty());
    return apart
        ? new Diagnosis(
            "two-steps",
            "Between line %d and line %d another thread can come in."
                .formatted(calls.get(0).line(), calls.get(1).line()),
            -1,
            "")
        : null;
  }
}
