package racecourse.graders;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Code;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the timer can tell; those of commands come after. */
final class TimerMistakes {
  private TimerMistakes() {}

  static List<Recogniser> all() {
    return Stream.concat(own().stream(), CommandMistakes.all().stream()).toList();
  }

  private static List<Recogniser> own() {
    return StartMistakes.and(
        TimerMistakes::alwaysYes,
        TimerMistakes::asksTheFuture,
        TimerMistakes::saysSoAfterwards,
        TimerMistakes::interruptedCanceller,
        TimerMistakes::tooManyMillis,
        TimerMistakes::ranAllTheSame,
        TimerMistakes::saysNo,
        TimerMistakes::poolStays,
        TimerMistakes::sleepsOn);
  }

  /** What cancel() answers does not depend on what has happened. */
  private static @Nullable Diagnosis alwaysYes(Case c) {
    Body cancel = c.code().named("cancel");
    boolean always =
        c.is(Kind.WRONG_RESULT)
            && c.follows(TimerGrader.NOT_TOO_LATE)
            && cancel != null
            && cancel.ops(Op.What.RETURN).findAny().isPresent()
            && cancel.ops(Op.What.RETURN).allMatch(op -> op.answers("1"));
    return always
        ? new Diagnosis("state-not-updated", "cancel() says yes whatever has happened.", -1, "")
        : null;
  }

  private static boolean saysTooEarly(Case c) {
    return c.is(Kind.WRONG_RESULT)
        && (c.follows(TimerGrader.NOT_TOO_LATE) && !c.says("has run")
            || c.follows(TimerGrader.BOTH));
  }

  /** cancel() hands on what a future says, and that says yes when its task has begun. */
  private static @Nullable Diagnosis asksTheFuture(Case c) {
    Body cancel = c.code().named("cancel");
    if (!saysTooEarly(c) || cancel == null) {
      return null;
    }
    return cancel
        .calls("cancel")
        .filter(
            op -> op.owner().startsWith("java/util/concurrent/") && op.owner().contains("Future"))
        .filter(op -> cancel.ops(Op.What.RETURN).anyMatch(answer -> answer.dependsOn(op.index())))
        .findFirst()
        .map(
            op ->
                new Diagnosis(
                    "cancelled-while-running",
                    "Line %d asks the future, which says yes until its task has ended."
                        .formatted(op.line()),
                    -1,
                    ""))
        .orElse(null);
  }

  /** What cancel() looks at is written only when the action has ended. */
  private static @Nullable Diagnosis saysSoAfterwards(Case c) {
    Body cancel = c.code().named("cancel");
    if (!saysTooEarly(c) || cancel == null) {
      return null;
    }
    for (Op look : cancel.ops(Op.What.GET).filter(op -> op.desc().equals("Z")).toList()) {
      Code.Field field = c.code().field(look);
      List<Op> raises =
          field == null
              ? List.of()
              : c.code().writers(field).stream()
                  .filter(op -> op.args().get(0).text().equals("1"))
                  .toList();
      boolean elsewhere = raises.stream().noneMatch(op -> op.body() == cancel);
      if (!raises.isEmpty()
          && elsewhere
          && raises.stream().allMatch(op -> afterTheAction(c, op, 3))) {
        return new Diagnosis(
            "state-not-updated",
            "Line %d writes that it has begun when the action has ended."
                .formatted(raises.get(0).line()),
            -1,
            "");
      }
    }
    return null;
  }

  private static boolean afterTheAction(Case c, Op op, int callers) {
    boolean here =
        op.body().calls("run").anyMatch(run -> run.callsFunction() && run.index() < op.index());
    List<Op> calls =
        c.code()
            .ops()
            .filter(each -> each.what() == Op.What.CALL || each.what() == Op.What.LAMBDA)
            .filter(
                each ->
                    each.owner().equals(op.body().owner()) && each.name().equals(op.body().name()))
            .toList();
    return here
        || callers > 0
            && !calls.isEmpty()
            && calls.stream().allMatch(call -> afterTheAction(c, call, callers - 1));
  }

  /** Whoever cancels and was interrupted is told the same as one who comes too late. */
  private static @Nullable Diagnosis interruptedCanceller(Case c) {
    Body cancel = c.code().named("cancel");
    if (!c.is(Kind.WRONG_RESULT)
        || !c.follows(TimerGrader.INTERRUPTED_CANCELLER)
        || cancel == null) {
      return null;
    }
    return cancel
        .calls("acquire", "await", "join", "lockInterruptibly", "sleep", "wait")
        .filter(op -> cancel.catcherOfInterrupt(op) != null)
        .filter(
            op ->
                cancel.handlers().stream()
                    .filter(handler -> handler.equals(cancel.catcherOfInterrupt(op)))
                    .flatMap(cancel::after)
                    .anyMatch(
                        each ->
                            each.what() == Op.What.RETURN
                                && each.args().stream().anyMatch(arg -> arg.text().equals("0"))))
        .findFirst()
        .map(
            op ->
                new Diagnosis(
                    "interrupt-ends-the-wait",
                    "An interrupt ends line %d, and the answer is no, whatever the state."
                        .formatted(op.line()),
                    -1,
                    ""))
        .orElse(null);
  }

  /** A month is more milliseconds than there are numbers in the int that gets them. */
  private static @Nullable Diagnosis tooManyMillis(Case c) {
    List<String> said = c.filledIn(TimerGrader.ANOTHER_TIME);
    if (!c.is(Kind.WRONG_RESULT)
        || said == null
        || Long.parseLong(said.get(0)) <= Integer.MAX_VALUE) {
      return null;
    }
    return c.code()
        .ops()
        .filter(op -> op.what() == Op.What.PUT && op.desc().equals("I"))
        .filter(op -> op.args().get(0).text().matches(".*\\.to(Millis|Nanos)\\(\\)"))
        .findFirst()
        .map(
            op ->
                new Diagnosis(
                    "number-too-small",
                    "Line %d puts a delay of %s ms into an int.".formatted(op.line(), said.get(0)),
                    -1,
                    ""))
        .orElse(null);
  }

  /** What was cancelled before its start ran all the same: the start takes the flag back. */
  private static @Nullable Diagnosis ranAllTheSame(Case c) {
    return c.is(Kind.WRONG_RESULT) && c.follows(TimerGrader.RAN_ALL_THE_SAME)
        ? StartMistakes.takenBack(c)
        : null;
  }

  /** What has not been started cannot be cancelled: cancel() has a no for it. */
  private static @Nullable Diagnosis saysNo(Case c) {
    Body cancel = c.code().named("cancel");
    return c.is(Kind.WRONG_RESULT)
            && c.says("it has not even been started")
            && cancel != null
            && cancel.ops(Op.What.RETURN).anyMatch(op -> op.answers("0"))
        ? new Diagnosis("never-started", "cancel() says no to what has not been started.", -1, "")
        : null;
  }

  /** A thread of a pool or a java.util.Timer stays, and in this run nobody has ended it. */
  private static @Nullable Diagnosis poolStays(Case c) {
    if (!c.is(Kind.LEAK) || !c.says("stays behind") || c.interrupted()) {
      return null;
    }
    int handed = -1;
    boolean ended = false;
    for (int i = 0; i < c.trail().size(); i++) {
      String method = Trail.method(c.trail().at(i));
      if (handed < 0 && Set.of("schedule", "submit", "execute").contains(method)) {
        handed = i;
      }
      ended |= Set.of("shutdown", "shutdownNow", "cancel", "close").contains(method);
    }
    return handed >= 0 && !ended
        ? new Diagnosis(
            "pool-never-shut-down",
            "%s hands over a task, and when that is done, its thread waits for more."
                .formatted(c.who(handed)),
            handed,
            "and nobody ends it")
        : null;
  }

  /** What is cancelled sleeps on: nothing in the code wakes it. */
  private static @Nullable Diagnosis sleepsOn(Case c) {
    if (!c.is(Kind.LEAK) || !c.follows(TimerGrader.SLEEPS_ON)) {
      return null;
    }
    boolean wakes =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls(
                        "interrupt",
                        "notify",
                        "notifyAll",
                        "signal",
                        "signalAll",
                        "countDown",
                        "cancel",
                        "shutdownNow",
                        "unpark",
                        "release"));
    Op sleeps =
        c.code().ops().filter(op -> op.calls("sleep", "wait", "await")).findFirst().orElse(null);
    return wakes || sleeps == null
        ? null
        : new Diagnosis(
            "no-notify",
            "A thread sleeps in line %d, and nothing in this code wakes it."
                .formatted(sleeps.line()),
            -1,
            "");
  }
}
