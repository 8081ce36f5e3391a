package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about looking and acting: what was true at the look is not at the act. All
 * demand a schedule with the look, the change by another thread, and the act.
 */
final class Checks {
  private static final Set<String> LOOKS =
      Set.of(
          "isEmpty",
          "size",
          "peek",
          "get",
          "contains",
          "containsKey",
          "remainingCapacity",
          "peekFirst",
          "element");
  private static final Set<String> ACTS =
      Set.of(
          "add",
          "offer",
          "put",
          "set",
          "remove",
          "poll",
          "take",
          "addLast",
          "removeFirst",
          "pollFirst");

  private Checks() {}

  /** All would have gone well if one wait had not ended for no reason (JLS 17.2.1). */
  static @Nullable Diagnosis wokenByNobody(Case c) {
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (Step.ONLY_SPURIOUS.equals(step.note())) {
        return new Diagnosis(
            "if-instead-of-while",
            "%s wakes from its wait in line %d although nobody has woken it, and goes on as if somebody had."
                .formatted(c.who(i), step.line()),
            i,
            Step.ONLY_SPURIOUS);
      }
    }
    return null;
  }

  /**
   * A wait that stands under an if and in no loop that looks again; the thread waited there, woke
   * and went on in that method.
   */
  static @Nullable Diagnosis ifInsteadOfWhile(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE, Kind.EXCEPTION)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.WAIT) {
        continue;
      }
      int next = c.trail().after(c.trail().thread(i), i);
      while (next >= 0
          && Set.of(Action.WAIT, Action.RESUME).contains(c.trail().at(next).action())
          && c.line(next) == c.line(i)) {
        if (c.interruptedIn(next)) {
          return null;
        }
        next = c.trail().after(c.trail().thread(i), next);
      }
      if (next < 0) {
        continue;
      }
      for (Op op : c.ops(i)) {
        boolean waits =
            op.calls("wait") || op.callsOn("java/util/concurrent/locks/Condition", "await");
        if (!waits || op.body().looksAgain(op) || !c.bodies(next).contains(op.body())) {
          continue;
        }
        Op test =
            op.body()
                .ops(Op.What.IF)
                .filter(each -> each.index() < op.index() && each.target() > op.index())
                .reduce((first, last) -> last)
                .orElse(null);
        if (test != null) {
          return new Diagnosis(
              "if-instead-of-while",
              "%s wakes from its wait in line %d and goes on in line %d without looking again."
                  .formatted(c.trail().thread(i), c.line(i), c.line(next)),
              next,
              "does not look again");
        }
      }
    }
    return null;
  }

  private static boolean looks(Step step) {
    return step.action() == Action.READ && !Trail.writes(step)
        || step.action() == Action.CALL && LOOKS.contains(Trail.method(step));
  }

  private static boolean acts(Step step) {
    return step.action() == Action.WRITE
        || step.action() == Action.CALL && ACTS.contains(Trail.method(step));
  }

  /**
   * A thread looks at a variable, tests what it saw, and in the same method acts on the variable;
   * in between another thread acts on it, no lock is held from the look to the act, and the thread
   * has not looked again.
   */
  static @Nullable Diagnosis checkThenAct(Case c) {
    if (!c.is(Kind.LOST_UPDATE, Kind.WRONG_RESULT, Kind.STUCK, Kind.EXCEPTION, Kind.LIVELOCK)
        || c.interrupted()) {
      return null;
    }
    for (int act = 0; act < c.trail().size(); act++) {
      Step acted = c.trail().at(act);
      if (!acts(acted)) {
        continue;
      }
      String variable = Trail.variable(acted);
      int look = c.trail().before(acted.thread(), act);
      while (look >= 0
          && !((looks(c.trail().at(look)) || acts(c.trail().at(look)))
              && Trail.variable(c.trail().at(look)).equals(variable))) {
        look =
            c.trail().at(look).action() == Action.WAIT
                ? -1
                : c.trail().before(acted.thread(), look);
      }
      if (look < 0 || !looks(c.trail().at(look))) {
        continue;
      }
      if (c.trail().held(look).stream().anyMatch(c.trail().held(act)::contains)) {
        continue;
      }
      if (c.trail().held(look).isEmpty() && c.trail().held(act).isEmpty() && !safe(c, act)) {
        // Nothing is guarded at all: that is the lower mistake.
        continue;
      }
      for (int other = look + 1; other < act; other++) {
        if (!c.trail().thread(other).equals(acted.thread())
            && acts(c.trail().at(other))
            && Trail.variable(c.trail().at(other)).equals(variable)
            && guards(c, look, act)) {
          return new Diagnosis(
              "check-then-act",
              "%s looks at %s, %s changes it, and then %s acts on what it saw."
                  .formatted(c.who(look), variable, c.who(other), c.who(act)),
              act,
              "acts on an old look");
        }
      }
    }
    return null;
  }

  /** Whether each single access of the variable is safe: it is volatile, or a concurrent class. */
  private static boolean safe(Case c, int step) {
    if (c.trail().at(step).action() == Action.CALL) {
      return true;
    }
    Code.Field field = c.field(step);
    return field != null && field.isVolatile();
  }

  /** Whether the act stands after a test of the look, in one method, and takes no value from it. */
  private static boolean guards(Case c, int look, int act) {
    for (Op first : c.ops(look)) {
      boolean sees =
          first.what() == Op.What.GET
              || first.what() == Op.What.CALL && LOOKS.contains(first.name());
      if (!sees) {
        continue;
      }
      for (Op second : c.ops(act)) {
        boolean does =
            second.what() == Op.What.PUT
                || second.what() == Op.What.CALL && ACTS.contains(second.name());
        if (does
            && second.body() == first.body()
            && second.index() > first.index()
            && second.args().stream().noneMatch(arg -> arg.from().contains(first.index()))
            && first
                .body()
                .ops(Op.What.IF)
                .anyMatch(
                    test ->
                        test.index() > first.index()
                            && test.index() < second.index()
                            && test.dependsOn(first.index()))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A read, modify and write in one line, of a field, by two threads without a lock, one of which
   * is lost; the failure is something else than the lost update itself.
   */
  static @Nullable Diagnosis lostCount(Case c) {
    if (c.is(Kind.LOST_UPDATE, Kind.DATA_RACE)) {
      return null;
    }
    Trail.Overwrite o = c.trail().overwrite();
    if (o == null
        || c.line(o.read()) != c.line(o.write())
        || !c.trail().held(o.read()).isEmpty()
        || !c.trail().held(o.write()).isEmpty()) {
      return null;
    }
    for (Op put : c.ops(o.write())) {
      Code.Field field = put.what() == Op.What.PUT ? c.code().field(put) : null;
      if (field == null || !put.name().equals(o.variable()) || !field.isPrimitive()) {
        continue;
      }
      boolean own =
          put.body()
              .ops(Op.What.GET)
              .anyMatch(
                  get ->
                      get.name().equals(put.name())
                          && get.line() == put.line()
                          && put.dependsOn(get.index()));
      if (own) {
        return new Diagnosis(
            field.isVolatile() ? "volatile-is-not-atomic" : "no-lock",
            "%s reads %s, %s writes it, and then %s writes over that; one of the two is lost."
                .formatted(c.who(o.read()), o.variable(), c.who(o.other()), c.who(o.write())),
            o.write(),
            LostUpdates.note(c, o));
      }
    }
    return null;
  }

  /**
   * A thread gives a lock or permit back, or writes a volatile variable that lets others in, and
   * reads another variable after that, in the same method; in between another thread has written
   * it.
   */
  static @Nullable Diagnosis readAfterRelease(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION)) {
      return null;
    }
    for (int read = 0; read < c.trail().size(); read++) {
      Step step = c.trail().at(read);
      if (step.action() != Action.READ) {
        continue;
      }
      int release = release(c, read, false);
      if (release < 0 || seenUnder(c, release, read)) {
        continue;
      }
      for (int other = release + 1; other < read; other++) {
        Step write = c.trail().at(other);
        if (write.action() == Action.WRITE
            && !write.thread().equals(step.thread())
            && Trail.variable(write).equals(Trail.variable(step))
            && letIn(c, release, other, write)
            && !Trail.variable(c.trail().at(release)).equals(Trail.variable(step))) {
          return new Diagnosis(
              "read-after-release",
              "%s lets others in in line %d; %s writes %s, and only then %s reads it."
                  .formatted(
                      step.thread(),
                      c.line(release),
                      c.who(other),
                      Trail.variable(step),
                      c.who(read)),
              read,
              "reads what %s wrote meanwhile".formatted(write.thread()));
        }
      }
    }
    return null;
  }

  /** Whether the one who writes has come in because of a flag that was written, if it is one. */
  private static boolean letIn(Case c, int release, int other, Step write) {
    if (!isVolatileWrite(c, release)) {
      return true;
    }
    for (int i = release + 1; i < other; i++) {
      if (c.trail().thread(i).equals(write.thread())
          && c.trail().at(i).action() == Action.READ
          && c.trail().at(i).subject().equals(c.trail().at(release).subject())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the thread looked for that variable under the lock, and only looks once more. */
  private static boolean seenUnder(Case c, int release, int read) {
    String lock = c.trail().at(release).subject();
    return c.trail().names(read).contains(lock);
  }

  /**
   * The last release before an access, if both stand in one method, in that order; else -1.
   *
   * @param again whether the thread may have taken a lock again meanwhile
   */
  private static int release(Case c, int access, boolean again) {
    Step step = c.trail().at(access);
    for (int i = c.trail().before(step.thread(), access);
        i >= 0;
        i = c.trail().before(step.thread(), i)) {
      Step at = c.trail().at(i);
      if (at.action() == Action.UNLOCK || isVolatileWrite(c, i)) {
        return ordered(c, i, access) ? i : -1;
      }
      if (at.action() != Action.READ
          && at.action() != Action.WRITE
          && at.action() != Action.NOTIFY
          && !(again && at.action() == Action.LOCK)) {
        return -1;
      }
    }
    return -1;
  }

  /** A volatile write that may let others in: not one that keeps the least or the greatest. */
  private static boolean isVolatileWrite(Case c, int step) {
    Code.Field field = c.trail().at(step).action() == Action.WRITE ? c.field(step) : null;
    return field != null
        && field.isVolatile()
        && c.ops(step).stream()
            .noneMatch(op -> op.what() == Op.What.PUT && isComparedWithItself(op, field));
  }

  /** Whether what is put into the field has been compared with what was in it, as for a maximum. */
  private static boolean isComparedWithItself(Op put, Code.Field field) {
    Sym value = put.args().get(0);
    return field.desc().equals(put.desc())
        && field.name().equals(put.name())
        && value.kind() != Sym.Kind.CONSTANT
        && put.body()
            .ops(Op.What.IF)
            .anyMatch(
                test ->
                    test.index() < put.index()
                        && test.args().stream().anyMatch(value::equals)
                        && put.body()
                            .ops(Op.What.GET)
                            .anyMatch(
                                get ->
                                    get.name().equals(field.name())
                                        && test.dependsOn(get.index())));
  }

  private static boolean ordered(Case c, int release, int access) {
    List<Op> accesses =
        c.ops(access).stream()
            .filter(
                op ->
                    op.what() == Op.What.GET
                        || op.what() == Op.What.PUT
                        || op.what() == Op.What.ELEMENT_GET
                        || op.what() == Op.What.ELEMENT_PUT)
            .toList();
    return c.ops(release).stream()
        .filter(
            op ->
                op.what() == Op.What.EXIT
                    || op.what() == Op.What.PUT
                    || op.calls("unlock", "release"))
        .anyMatch(
            op ->
                accesses.stream()
                    .anyMatch(each -> each.body() == op.body() && each.index() > op.index()));
  }

  /**
   * Whether what the thread wrote before it gave the lock back, a flag, is what the other one has
   * looked at under that lock on its way in.
   */
  private static boolean letIn(Case c, int release, int touch) {
    String thread = c.trail().thread(release);
    for (int flag = c.trail().before(thread, release);
        flag >= 0 && c.trail().at(flag).action() != Action.LOCK;
        flag = c.trail().before(thread, flag)) {
      Step up = c.trail().at(flag);
      if (up.action() != Action.WRITE || !"true".equals(up.value())) {
        continue;
      }
      for (int look = release; look < touch; look++) {
        Step at = c.trail().at(look);
        if (at.thread().equals(c.trail().thread(touch))
            && at.action() == Action.READ
            && at.subject().equals(up.subject())
            && "true".equals(at.value())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A thread gives a lock or permit back, or writes a volatile variable that lets others in, and
   * writes another variable after that, in the same method; in between another thread has read or
   * written it.
   */
  static @Nullable Diagnosis writeAfterRelease(Case c) {
    boolean plain = c.is(Kind.LOST_UPDATE) && c.trail().overwrite() == null;
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION) && !plain || c.interrupted()) {
      return null;
    }
    for (int write = 0; write < c.trail().size(); write++) {
      Step step = c.trail().at(write);
      if (step.action() != Action.WRITE) {
        continue;
      }
      int close = release(c, write, false);
      int release = close >= 0 ? close : release(c, write, true);
      if (release < 0) {
        continue;
      }
      String variable = Trail.variable(step);
      if (Trail.variable(c.trail().at(release)).equals(variable)) {
        continue;
      }
      for (int other = release + 1; other < write; other++) {
        Step touch = c.trail().at(other);
        if ((touch.action() == Action.READ || touch.action() == Action.WRITE)
            && !touch.thread().equals(step.thread())
            && (close >= 0
                ? c.trail().names(other).stream().noneMatch(c.trail().names(write)::contains)
                : letIn(c, release, other))
            && Trail.variable(touch).equals(variable)) {
          return new Diagnosis(
              "write-after-release",
              "%s lets others in in line %d; %s %s %s, and only then %s writes it."
                  .formatted(
                      step.thread(),
                      c.line(release),
                      c.who(other),
                      touch.action() == Action.READ ? "reads" : "writes",
                      variable,
                      c.who(write)),
              write,
              "too late: %s was here already".formatted(touch.thread()));
        }
      }
    }
    return null;
  }
}
