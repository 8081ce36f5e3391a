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

/** The misconceptions that only the checks of the timer and the command can tell. */
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
        TimerMistakes::sleepsOn,
        TimerMistakes::command);
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

  /** What the check says of a command, and what the code does with its process. */
  private static @Nullable Diagnosis command(Case c) {
    List<Body> bodies = commands(c);
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION) || bodies.isEmpty()) {
      return null;
    }
    boolean kills = c.code().calls("destroy", "destroyForcibly");
    if (c.follows(TimerGrader.NOT_KILLED)
        && !c.code().calls("redirectErrorStream", "getErrorStream", "redirectError", "inheritIO")) {
      return new Diagnosis(
          "pipe-full", "Nothing in this code reads what the command says to its errors.", -1, "");
    }
    if (c.says("says 0")
        && c.follows(TimerGrader.ANOTHER_CODE)
        && !c.code().calls("exitValue")
        && bodies.stream()
            .flatMap(body -> body.calls("waitFor"))
            .filter(op -> op.args().isEmpty())
            .noneMatch(
                op -> op.body().ops().stream().anyMatch(each -> each.dependsOn(op.index())))) {
      return new Diagnosis(
          "result-ignored", "Nothing in this code asks for the exit code.", -1, "");
    }
    if (c.says("has 1,")
        && c.follows(TimerGrader.OUTPUT_CUT)
        && c.code().ops().anyMatch(op -> op.calls("readLine") && op.body().loop(op) == null)) {
      return new Diagnosis("reads-too-little", "One call of readLine() reads one line.", -1, "");
    }
    if (c.says("still alive") && c.follows(TimerGrader.LIVES_ON)) {
      if (!kills) {
        return new Diagnosis("no-kill", "Nothing in this code kills the command.", -1, "");
      }
      boolean always =
          bodies.stream()
              .flatMap(body -> body.calls("waitFor"))
              .allMatch(op -> op.body().onTheWayOut(op, "destroy", "destroyForcibly"));
      return c.says("was interrupted") && !always && bodies.size() == 1 && direct(bodies.get(0))
          ? new Diagnosis(
              "no-finally",
              "An interrupt leaves the method in waitFor(), past the line that kills.",
              -1,
              "")
          : null;
    }
    if (c.says("run() returned")
        && c.follows(TimerGrader.NOT_TOLD)
        && bodies.stream()
            .flatMap(body -> body.calls("waitFor", "get", "join"))
            .anyMatch(op -> op.body().catcherOfInterrupt(op) != null)) {
      return new Diagnosis(
          "interrupt-swallowed",
          "The code catches the InterruptedException of its wait, and returns a result.",
          -1,
          "");
    }
    if (c.says("it returned")
        && c.follows(TimerGrader.NO_SUCH_COMMAND)
        && c.code().bodies().stream()
            .anyMatch(
                body ->
                    body.calls("start").findAny().isPresent()
                        && body.handlers().stream()
                            .anyMatch(handler -> "java/io/IOException".equals(handler.type())))) {
      return new Diagnosis(
          "exception-swallowed", "The code catches the IOException of start().", -1, "");
    }
    return readsWhen(c, bodies);
  }

  private static List<Body> commands(Case c) {
    return c.code().bodies().stream()
        .filter(body -> body.calls("waitFor", "onExit").findAny().isPresent())
        .toList();
  }

  private static boolean direct(Body body) {
    return body.calls("destroy", "destroyForcibly").findAny().isPresent()
        && body.handlers().stream()
            .noneMatch(h -> "java/lang/InterruptedException".equals(h.type()));
  }

  /** Whether the output is read before the wait, or after it, by the one who waits. */
  private static @Nullable Diagnosis readsWhen(Case c, List<Body> bodies) {
    for (Body body : bodies) {
      Op wait = body.calls("waitFor").findFirst().orElse(null);
      Op read =
          body.calls("readAllBytes", "readLine", "readString", "transferTo", "read", "collect")
              .findFirst()
              .orElse(null);
      if (wait == null || read == null) {
        continue;
      }
      if (read.index() < wait.index() && c.follows(TimerGrader.NO_LIMIT)) {
        return new Diagnosis(
            "read-has-no-limit",
            "Line %d reads to the end before line %d waits with a limit."
                .formatted(read.line(), wait.line()),
            -1,
            "");
      }
      if (wait.index() < read.index()
          && (c.says("Stream closed") || c.follows(TimerGrader.NOT_KILLED))) {
        return new Diagnosis(
            "pipe-full",
            "Line %d waits for the end, and only line %d reads what the command has to say."
                .formatted(wait.line(), read.line()),
            -1,
            "");
      }
    }
    return null;
  }
}
