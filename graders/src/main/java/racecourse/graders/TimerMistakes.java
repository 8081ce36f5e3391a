package racecourse.graders;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the timer and the command can tell. */
final class TimerMistakes {
  private TimerMistakes() {}

  static List<Recogniser> all() {
    return StartMistakes.and(
        TimerMistakes::alwaysYes,
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
