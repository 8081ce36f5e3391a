package racecourse.graders;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Code;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the heartbeat can tell. */
final class DaemonMistakes {
  private DaemonMistakes() {}

  static List<Recogniser> all() {
    return StartMistakes.and(
        DaemonMistakes::notUpdated,
        DaemonMistakes::beatsAllTheSame,
        DaemonMistakes::onceOnly,
        DaemonMistakes::returnsTooEarly,
        DaemonMistakes::notADaemon,
        DaemonMistakes::oneEachTime,
        DaemonMistakes::restsFirst,
        DaemonMistakes::notRefused);
  }

  /** What isRunning() answers does not depend on what the call before it has changed. */
  private static @Nullable Diagnosis notUpdated(Case c) {
    Body asked = c.code().named("isRunning");
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("is true, but it should be false")
        || !c.follows(DaemonGrader.IS_RUNNING)
        || asked == null) {
      return null;
    }
    Body changed = c.code().named(c.says("close() has returned") ? "close" : "start");
    return changed != null
            && !StartMistakes.written(c, changed).isEmpty()
            && !StartMistakes.read(c, asked).isEmpty()
            && StartMistakes.read(c, asked).stream()
                .noneMatch(StartMistakes.written(c, changed)::contains)
        ? new Diagnosis(
            "state-not-updated",
            "isRunning() looks at nothing that %s() changes.".formatted(changed.name()),
            -1,
            "")
        : null;
  }

  /** After close() a beat begins: the start takes the flag back that close() has raised. */
  private static @Nullable Diagnosis beatsAllTheSame(Case c) {
    return c.is(Kind.WRONG_RESULT) && c.says("close() has returned, and then a beat begins")
        ? StartMistakes.takenBack(c)
        : null;
  }

  /** What has to come again and again is called once: no loop is around it, and no fixed rate. */
  private static @Nullable Diagnosis onceOnly(Case c) {
    if (!c.is(Kind.STUCK, Kind.WRONG_RESULT)
        || !c.says("there is never a third") && !c.says("there is never a second")) {
      return null;
    }
    boolean again =
        c.code().ops().anyMatch(op -> op.calls("scheduleAtFixedRate", "scheduleWithFixedDelay"));
    List<Op> beats =
        c.code()
            .ops()
            .filter(op -> op.callsFunction() && op.receiver().startsWith("this."))
            .toList();
    boolean called = false;
    for (int i = 0; i < c.trail().size(); i++) {
      called |= c.trail().at(i).action() == Action.CALLBACK;
    }
    boolean timer =
        c.code()
            .ops()
            .anyMatch(op -> op.callsOn("java/util/Timer", "schedule") && op.args().size() > 2);
    return called
            && !again
            && !timer
            && !beats.isEmpty()
            && beats.stream().allMatch(op -> op.body().backward().isEmpty() && !inLoop(c, op))
        ? new Diagnosis(
            "no-loop",
            "Line %d is run once, and nothing runs it again.".formatted(beats.get(0).line()),
            -1,
            "")
        : null;
  }

  private static boolean inLoop(Case c, Op op) {
    return c.code()
        .ops()
        .anyMatch(
            call ->
                call.what() == Op.What.CALL
                    && call.owner().equals(op.body().owner())
                    && call.name().equals(op.body().name())
                    && call.body().loop(call) != null);
  }

  /** close() has to wait for what is under way, and its caller went on; the code shows why. */
  private static @Nullable Diagnosis returnsTooEarly(Case c) {
    boolean early = c.says("close() has returned", "still under way");
    if (!c.is(Kind.WRONG_RESULT) || !early || c.trail().size() == 0) {
      return null;
    }
    Body close = c.code().named("close");
    int last = c.trail().size() - 1;
    while (last >= 0 && c.trail().at(last).action() == Action.UNLOCK) {
      last--;
    }
    if (close == null || last < 0 || !c.bodies(last).contains(close)) {
      return null;
    }
    Step step = c.trail().at(last);
    if (step.action() == Action.SLEEP) {
      return new Diagnosis(
          "sleep-orders-threads",
          "%s sleeps for a while, and returns whether the other one is done or not."
              .formatted(c.who(last)),
          last,
          "and hopes");
    }
    int before = c.trail().before(step.thread(), last);
    boolean itself = step.action() == Action.INTERRUPT && step.subject().equals(step.thread());
    if (itself
        && before >= 0
        && Set.of(Action.JOIN, Action.WAIT).contains(c.trail().at(before).action())) {
      return new Diagnosis(
          "interrupt-ends-the-wait",
          "%s is interrupted while it waits, and %s goes on without waiting."
              .formatted(c.who(before), c.who(last)),
          last,
          "does not wait any more");
    }
    boolean timed =
        step.action() == Action.JOIN
            && c.ops(last).stream().anyMatch(op -> op.calls("join") && !op.args().isEmpty());
    if (timed) {
      return new Diagnosis(
          "gives-up",
          "%s waits for a while only, and goes on, whether the other one is done or not."
              .formatted(c.who(last)),
          last,
          "not as long as it takes");
    }
    boolean asks =
        step.action() == Action.INTERRUPT && !itself
            || Set.of("shutdown", "shutdownNow").contains(Trail.method(step));
    boolean waits =
        c.code().deep(close).stream()
            .anyMatch(
                op ->
                    op.calls(
                        "join", "awaitTermination", "wait", "await", "lock", "acquire", "get"));
    if (asks && !waits) {
      return new Diagnosis(
          "no-join",
          "%s asks for the end, and nothing in close() waits for it.".formatted(c.who(last)),
          last,
          "only asks");
    }
    Code.Field flag = step.action() == Action.READ ? c.field(last) : null;
    boolean second =
        flag != null
            && flag.desc().equals("Z")
            && "true".equals(step.value())
            && c.code().writers(flag).stream().anyMatch(put -> put.body() == close);
    return second
        ? new Diagnosis(
            "close-not-idempotent",
            "%s finds it closed by somebody else, and does not wait for what that one waits for."
                .formatted(c.who(last)),
            last,
            "returns at once")
        : null;
  }

  /** The thread has to be a daemon, and nothing in the code makes it one. */
  private static @Nullable Diagnosis notADaemon(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(DaemonGrader.NO_DAEMON)) {
      return null;
    }
    boolean daemon =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("setDaemon", "daemon", "newThread")
                        || op.callsOn("java/util/Timer", "<init>") && op.desc().contains("Z"));
    return daemon
        ? null
        : new Diagnosis("not-a-daemon", "Nothing in this code makes a daemon.", -1, "");
  }

  /** Each time another thread: a new one is started in the loop. */
  private static @Nullable Diagnosis oneEachTime(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(DaemonGrader.ANOTHER_THREAD)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.START) {
        continue;
      }
      for (Op op : c.ops(i)) {
        if (op.calls("start")
            && op.body().loop(op) != null
            && !c.trail().thread(i).equals("main")) {
          return new Diagnosis(
              "another-thread",
              "%s starts a new thread, here %s, each time."
                  .formatted(c.who(i), c.trail().at(i).subject()),
              i,
              "one more thread");
        }
      }
    }
    return null;
  }

  /** The first time comes a whole period too late: the rest stands before it. */
  private static @Nullable Diagnosis restsFirst(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(DaemonGrader.FIRST_TOO_LATE)) {
      return null;
    }
    Op delayed =
        c.code()
            .ops()
            .filter(op -> op.calls("scheduleAtFixedRate", "scheduleWithFixedDelay"))
            .filter(op -> op.args().size() > 2 && !op.args().get(1).text().equals("0"))
            .findFirst()
            .orElse(null);
    if (delayed != null) {
      return new Diagnosis(
          "rests-first",
          "Line %d asks for a rest before the first time.".formatted(delayed.line()),
          -1,
          "");
    }
    int sleep = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Action action = c.trail().at(i).action();
      if (action == Action.SLEEP && sleep < 0) {
        sleep = i;
      } else if (action == Action.CALLBACK) {
        return sleep >= 0
                && c.trail().thread(sleep).equals(c.trail().thread(i))
                && c.sameBody(sleep, i)
            ? new Diagnosis(
                "rests-first",
                "%s rests, and only then comes the first time, in line %d."
                    .formatted(c.who(sleep), c.line(i)),
                sleep,
                "before the first time")
            : null;
      }
    }
    return null;
  }

  /** The check says which argument has to be refused, and it was not. */
  private static @Nullable Diagnosis notRefused(Case c) {
    return c.is(Kind.WRONG_RESULT)
            && c.follows(DaemonGrader.NOT_REFUSED)
            && c.code().bodies().stream().anyMatch(body -> body.name().equals("<init>"))
        ? new Diagnosis(
            "bounds-not-checked", "The constructor takes one that has no meaning.", -1, "")
        : null;
  }
}
