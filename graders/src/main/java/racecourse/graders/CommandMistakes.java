package racecourse.graders;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.Kind;

/** The misconceptions about commands: what is read, what is waited for, what is killed. */
final class CommandMistakes {
  private static final Set<String> COLLECTS =
      Set.of(
          "Ljava/lang/StringBuffer;",
          "Ljava/lang/StringBuilder;",
          "Ljava/io/StringWriter;",
          "Ljava/io/ByteArrayOutputStream;");

  private CommandMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        CommandMistakes::children,
        CommandMistakes::onlyAsks,
        CommandMistakes::pastTheKill,
        CommandMistakes::oneOutput,
        CommandMistakes::errorsUnread,
        CommandMistakes::exitCode,
        CommandMistakes::oneLine,
        CommandMistakes::neverKills,
        CommandMistakes::swallowed,
        CommandMistakes::noSuchCommand,
        CommandMistakes::readsWhen);
  }

  /** Whether it kills, or hands on as a function what does. */
  private static boolean kills(Op op) {
    return op.calls("destroy", "destroyForcibly")
        || op.what() == Op.What.LAMBDA && Set.of("destroy", "destroyForcibly").contains(op.name());
  }

  private static List<Body> commands(Case c) {
    return c.code().bodies().stream()
        .filter(body -> body.calls("waitFor", "onExit").findAny().isPresent())
        .toList();
  }

  private static boolean isWrong(Case c) {
    return c.is(Kind.WRONG_RESULT, Kind.EXCEPTION) && !commands(c).isEmpty();
  }

  /** A command that writes much to its errors gets stuck: nobody reads those. */
  private static @Nullable Diagnosis errorsUnread(Case c) {
    return isWrong(c)
            && c.follows(TimerGrader.NOT_KILLED)
            && !c.code()
                .calls("redirectErrorStream", "getErrorStream", "redirectError", "inheritIO")
        ? new Diagnosis(
            "pipe-full", "Nothing in this code reads what the command says to its errors.", -1, "")
        : null;
  }

  /** The exit code is always 0: what the wait answers goes nowhere. */
  private static @Nullable Diagnosis exitCode(Case c) {
    boolean unasked =
        isWrong(c)
            && c.says("says 0")
            && c.follows(TimerGrader.ANOTHER_CODE)
            && !c.code().calls("exitValue")
            && commands(c).stream()
                .flatMap(body -> body.calls("waitFor"))
                .filter(op -> op.args().isEmpty())
                .noneMatch(
                    op -> op.body().ops().stream().anyMatch(each -> each.dependsOn(op.index())));
    return unasked
        ? new Diagnosis("result-ignored", "Nothing in this code asks for the exit code.", -1, "")
        : null;
  }

  /** Of many lines there is one. */
  private static @Nullable Diagnosis oneLine(Case c) {
    return isWrong(c)
            && c.says("has 1,")
            && c.follows(TimerGrader.OUTPUT_CUT)
            && c.code().ops().anyMatch(op -> op.calls("readLine") && op.body().loop(op) == null)
        ? new Diagnosis("reads-too-little", "One call of readLine() reads one line.", -1, "")
        : null;
  }

  /** What should have been killed lives on, and nothing in the code kills. */
  private static @Nullable Diagnosis neverKills(Case c) {
    return isWrong(c)
            && c.says("still alive")
            && c.follows(TimerGrader.LIVES_ON)
            && c.code().ops().noneMatch(CommandMistakes::kills)
        ? new Diagnosis("no-kill", "Nothing in this code kills the command.", -1, "")
        : null;
  }

  /** Whoever interrupts run() is told of a result instead. */
  private static @Nullable Diagnosis swallowed(Case c) {
    return isWrong(c)
            && c.says("run() returned")
            && c.follows(TimerGrader.NOT_TOLD)
            && commands(c).stream()
                .flatMap(body -> body.calls("waitFor", "get", "join"))
                .anyMatch(op -> op.body().catcherOfInterrupt(op) != null)
        ? new Diagnosis(
            "interrupt-swallowed",
            "The code catches the InterruptedException of its wait, and returns a result.",
            -1,
            "")
        : null;
  }

  /** A command that does not exist has a result all the same. */
  private static @Nullable Diagnosis noSuchCommand(Case c) {
    return isWrong(c)
            && c.says("it returned")
            && c.follows(TimerGrader.NO_SUCH_COMMAND)
            && c.code().bodies().stream()
                .anyMatch(
                    body ->
                        body.calls("start").findAny().isPresent()
                            && body.handlers().stream()
                                .anyMatch(handler -> "java/io/IOException".equals(handler.type())))
        ? new Diagnosis(
            "exception-swallowed", "The code catches the IOException of start().", -1, "")
        : null;
  }

  /** What the command has started lives on: nobody asks for it, or only when it is too late. */
  private static @Nullable Diagnosis children(Case c) {
    boolean says =
        c.is(Kind.WRONG_RESULT) && c.says(TimerGrader.A_CHILD) && c.follows(TimerGrader.LIVES_ON);
    boolean waits = c.is(Kind.STUCK, Kind.LIVELOCK) && c.fails("kills-the-children");
    if (!says && !waits || c.code().ops().noneMatch(CommandMistakes::kills)) {
      return null;
    }
    if (!c.code().calls("descendants", "children", "allProcesses", "exec")) {
      return new Diagnosis(
          "children-forgotten",
          "The code kills the command, and never asks what that has started.",
          -1,
          "");
    }
    List<Op> asks = c.code().ops().filter(op -> op.calls("descendants", "children")).toList();
    Op first = asks.isEmpty() ? null : asks.get(0);
    return first != null && asks.stream().allMatch(CommandMistakes::tooLate)
        ? new Diagnosis(
            "children-forgotten",
            "When line %d asks what the command has started, the command is dead."
                .formatted(first.line()),
            -1,
            "")
        : null;
  }

  private static boolean tooLate(Op asks) {
    return asks.body()
        .calls("destroy", "destroyForcibly")
        .anyMatch(
            kill ->
                kill.index() < asks.index()
                    && kill.receiver().equals(asks.receiver())
                    && asks.body().loop(asks) == null);
  }

  /** A command that does not end when it is asked to lives on, and nobody does more than ask. */
  private static @Nullable Diagnosis onlyAsks(Case c) {
    return c.is(Kind.WRONG_RESULT)
            && c.says(TimerGrader.A_STUBBORN_ONE)
            && c.follows(TimerGrader.LIVES_ON)
            && c.code().calls("destroy")
            && !c.code().calls("destroyForcibly", "exec")
        ? new Diagnosis(
            "no-kill", "destroy() asks the command to end, and this one says no.", -1, "")
        : null;
  }

  /** An interrupt leaves the method in its wait, past the line that kills. */
  private static @Nullable Diagnosis pastTheKill(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("was interrupted")
        || !c.follows(TimerGrader.LIVES_ON)) {
      return null;
    }
    List<Body> waiting = commands(c);
    Body body = waiting.size() == 1 ? waiting.get(0) : null;
    Op wait = body == null ? null : body.calls("waitFor").findFirst().orElse(null);
    if (body == null || wait == null || !body.name().equals("run")) {
      return null;
    }
    boolean after =
        body.ops().stream().anyMatch(op -> op.index() > wait.index() && kills(op))
            && body.ops().stream().noneMatch(op -> op.calls("get", "addShutdownHook"));
    return after && !onTheWayOut(c, wait)
        ? new Diagnosis(
            "no-finally",
            "An interrupt leaves the method in line %d, past the line that kills."
                .formatted(wait.line()),
            -1,
            "")
        : null;
  }

  private static boolean onTheWayOut(Case c, Op wait) {
    return wait.body().handlers().stream()
        .filter(handler -> handler.first() <= wait.index() && wait.index() < handler.last())
        .flatMap(handler -> wait.body().after(handler))
        .flatMap(
            op ->
                Stream.concat(
                    Stream.of(op),
                    c.code().bodies().stream()
                        .filter(body -> op.what() == Op.What.CALL || op.what() == Op.What.LAMBDA)
                        .filter(
                            body ->
                                body.owner().equals(op.owner()) && body.name().equals(op.name()))
                        .flatMap(body -> c.code().deep(body).stream())))
        .anyMatch(CommandMistakes::kills);
  }

  /** What one command has written is in the output of another one, and both use one field. */
  private static @Nullable Diagnosis oneOutput(Case c) {
    List<String> said = c.filledIn(TimerGrader.ANOTHER_WORD);
    boolean both =
        c.is(Kind.WRONG_RESULT)
            && said != null
            && said.get(1).contains(said.get(0).equals("hello") ? "goodbye" : "hello");
    return both
        ? c.code()
            .fields()
            .filter(field -> field.isStatic() && COLLECTS.contains(field.desc()))
            .findFirst()
            .map(
                field ->
                    new Diagnosis(
                        "static-state",
                        "All calls write what they read into the same %s.".formatted(field.name()),
                        -1,
                        ""))
            .orElse(null)
        : null;
  }

  /** Whether the output is read before the wait, or after it, by the one who waits. */
  private static @Nullable Diagnosis readsWhen(Case c) {
    if (!isWrong(c)) {
      return null;
    }
    for (Body body : commands(c)) {
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
