package racecourse.graders;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Code;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** What the heartbeat and the timer have in common: what is started once, and ends. */
final class StartMistakes {
  private static final Pattern TIME = Pattern.compile("The (period|delay) is .*\\d ms");
  private static final Pattern UNIT =
      Pattern.compile("\\.(getNano|getSeconds|toSeconds|toNanosPart)\\(\\)");

  private StartMistakes() {}

  /** The recognisers of both, and those of one of them. */
  static List<Recogniser> and(Recogniser... own) {
    return Stream.concat(
            Stream.of(own),
            Stream.of(
                StartMistakes::wrongUnit,
                StartMistakes::startedTwice,
                StartMistakes::neverStarted,
                StartMistakes::workedByStart))
        .toList();
  }

  /** The time is wrong, and a wait is given a part or another unit of what it should last. */
  private static @Nullable Diagnosis wrongUnit(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !TIME.matcher(c.finding().message()).find()) {
      return null;
    }
    for (Op op : c.code().ops().toList()) {
      boolean waits =
          op.calls(
              "sleep", "wait", "await", "awaitNanos", "poll", "schedule", "scheduleAtFixedRate");
      for (Sym arg : op.args()) {
        if (waits && UNIT.matcher(arg.text()).find() && !arg.text().contains("*")) {
          return new Diagnosis(
              "wrong-unit",
              "Line %d waits for %s, which is another number than the time it should be."
                  .formatted(op.line(), arg.text().replaceAll(".*\\.(\\w+\\(\\)).*", "$1")),
              -1,
              "");
        }
      }
    }
    return null;
  }

  /** The second start has to throw: nothing in start() tests what the first one has changed. */
  private static @Nullable Diagnosis startedTwice(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("start() was called for the second time")) {
      return null;
    }
    Body start = c.code().named("start");
    if (start == null || c.interrupted()) {
      return null;
    }
    Set<String> said = new HashSet<>();
    int looks = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() == Action.READ
          && "false".equals(step.value())
          && c.bodies(i).contains(start)
          && looks < 0) {
        looks = i;
      }
    }
    if (looks >= 0) {
      // Who raises the flag that start() looks at?
      String flag = Trail.variable(c.trail().at(looks));
      for (Op put : c.code().ops().filter(op -> op.what() == Op.What.PUT).toList()) {
        if (put.name().equals(flag) && put.args().get(0).text().equals("1")) {
          said.add(put.body().name());
        }
      }
    }
    boolean byTheThread =
        !said.isEmpty()
            && said.stream().allMatch(name -> name.startsWith("lambda$") || name.equals("run"));
    int starts = 0;
    for (Step step : c.trail().steps()) {
      starts += step.action() == Action.START ? 1 : 0;
    }
    if (byTheThread && starts > 1) {
      return new Diagnosis(
          "check-then-act",
          "%s reads %s: false, because the new thread has not said yet that it runs."
              .formatted(c.who(looks), Trail.variable(c.trail().at(looks))),
          looks,
          "not said yet");
    }
    boolean unwritten =
        starts > 1 && read(c, start).stream().noneMatch(written(c, start)::contains)
            || starts > 1 && start.ops(Op.What.THROW).findAny().isEmpty()
            || starts > 1 && looks >= 0 && !tested(c, start);
    boolean ignored = starts == 1 && start.ops(Op.What.THROW).findAny().isEmpty();
    return unwritten || ignored
        ? new Diagnosis(
            "second-start",
            ignored
                ? "The second start() returns without a word."
                : "start() does not look whether it has been called before.",
            -1,
            "")
        : null;
  }

  /** Whether start() tests anything that it writes itself. */
  private static boolean tested(Case c, Body start) {
    Set<String> writes = written(c, start);
    return start
        .ops(Op.What.IF)
        .anyMatch(
            test ->
                start
                    .ops(Op.What.GET)
                    .anyMatch(get -> test.dependsOn(get.index()) && writes.contains(get.name())));
  }

  /** The fields that a method writes, also through others. */
  static Set<String> written(Case c, Body body) {
    Set<String> names = new HashSet<>();
    c.code().deep(body).stream()
        .filter(op -> op.what() == Op.What.PUT)
        .forEach(op -> names.add(op.name()));
    return names;
  }

  /** The fields that a method reads, also through others. */
  static Set<String> read(Case c, Body body) {
    Set<String> names = new HashSet<>();
    c.code().deep(body).stream()
        .filter(op -> op.what() == Op.What.GET)
        .forEach(op -> names.add(op.name()));
    return names;
  }

  /** Whoever ends what was never started looks at the thread that only the start sets. */
  private static @Nullable Diagnosis neverStarted(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.says("NullPointerException", "is null")) {
      return null;
    }
    int last = c.trail().size() - 1;
    for (int i = last; i >= 0 && i > last - 4; i--) {
      Step step = c.trail().at(i);
      Code.Field field = step.action() == Action.READ ? c.field(i) : null;
      boolean unset =
          field != null
              && field.desc().equals("Ljava/lang/Thread;")
              && "null".equals(step.value())
              && c.code().writers(field).stream().anyMatch(put -> put.body().name().equals("start"))
              && c.bodies(i).stream()
                  .anyMatch(body -> Set.of("close", "cancel", "stop").contains(body.name()));
      if (unset && field != null) {
        return new Diagnosis(
            "never-started",
            "%s reads %s: null, which only start() sets.".formatted(c.who(i), field.name()),
            i,
            "not started yet");
      }
    }
    return null;
  }

  /**
   * For a check that saw something run although its end had been said before: start() lowers the
   * flag that was raised to say so.
   */
  static @Nullable Diagnosis takenBack(Case c) {
    for (int raise = 0; raise < c.trail().size(); raise++) {
      Step step = c.trail().at(raise);
      if (step.action() != Action.WRITE || !"true".equals(step.value())) {
        continue;
      }
      for (int lower = raise + 1; lower < c.trail().size(); lower++) {
        if (c.trail().at(lower).action() == Action.WRITE
            && c.trail().at(lower).subject().equals(step.subject())) {
          return "false".equals(c.trail().at(lower).value())
                  && c.bodies(lower).stream().anyMatch(body -> body.name().equals("start"))
              ? new Diagnosis(
                  "never-started",
                  "%s writes %s: true, and %s takes that back."
                      .formatted(c.who(raise), step.subject(), c.who(lower)),
                  lower,
                  "forgets the end")
              : null;
        }
      }
    }
    return null;
  }

  /** start() does the work itself, on the thread of who called it. */
  private static @Nullable Diagnosis workedByStart(Case c) {
    boolean caller =
        c.is(Kind.WRONG_RESULT) && c.says("was on the thread that called start()")
            || c.is(Kind.STUCK)
                && (c.says("its action never begins") || c.says("there is never a first"));
    if (!caller) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean starter =
          step.action() == Action.CALLBACK
              && !step.thread().matches("Thread-\\d+|pool-.*")
              && c.trail().steps().stream()
                  .noneMatch(
                      each ->
                          each.action() == Action.START && each.subject().equals(step.thread()));
      boolean inStart =
          starter
              && (c.bodies(i).stream().anyMatch(body -> body.name().equals("start"))
                  || c.code()
                      .ops()
                      .anyMatch(
                          op ->
                              op.callsOn("java/lang/Thread", "run")
                                  && op.body().name().equals("start")));
      if (inStart) {
        return new Diagnosis(
            "run-instead-of-start",
            "%s does the work itself, before start() returns.".formatted(c.who(i)),
            i,
            "on the caller's thread");
      }
    }
    return null;
  }
}
