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
import racecourse.engine.diagnose.Torn;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the counting service can tell. */
final class ConfinementMistakes {
  private ConfinementMistakes() {}

  static List<Recogniser> all() {
    return Stream.concat(own().stream(), CounterServiceMistakes.all().stream()).toList();
  }

  private static List<Recogniser> own() {
    return List.of(
        ConfinementMistakes::livesOn,
        ConfinementMistakes::refusesNothing,
        ConfinementMistakes::catches,
        ConfinementMistakes::severalOwners,
        ConfinementMistakes::reordered,
        ConfinementMistakes::missing,
        ConfinementMistakes::joinsTooEarly,
        ConfinementMistakes::doesNotReturn,
        ConfinementMistakes::twoSteps);
  }

  private static boolean waits(Case c, Body body) {
    return c.code()
        .deepCalls(
            body,
            "join",
            "await",
            "awaitTermination",
            "wait",
            "get",
            "take",
            "acquire",
            "sleep",
            "awaitAdvance",
            "arriveAndAwaitAdvance",
            "park",
            "parkNanos",
            "yield",
            "onSpinWait",
            "invokeAll",
            "close");
  }

  /** A thread that waits for more in take() outlives what has started it. */
  private static @Nullable Diagnosis livesOn(Case c) {
    return c.is(Kind.LEAK) && c.says(".take()") && c.follows(ConfinementGrader.LIVES_ON)
        ? new Diagnosis(
            "leak",
            "A thread waits in line %d for more, and nobody tells it that nothing will come."
                .formatted(c.finding().line()),
            -1,
            "")
        : null;
  }

  /** What has to be refused when it is closed is not, and the method makes no such exception. */
  private static @Nullable Diagnosis refusesNothing(Case c) {
    Body body = c.code().named("increment");
    boolean asked = c.follows(ConfinementGrader.TAKES_MORE);
    return c.is(Kind.WRONG_RESULT)
            && asked
            && body != null
            && c.trail().size() == 0
            && c.code().deep(body).stream()
                .noneMatch(op -> op.makes("java/lang/IllegalStateException"))
        ? new Diagnosis(
            "closed-means-nothing", "Nothing in increment() says that it is closed.", -1, "")
        : null;
  }

  /** An interrupt of a wait is caught in the very method that has to pass it on. */
  private static @Nullable Diagnosis catches(Case c) {
    boolean returned =
        c.is(Kind.WRONG_RESULT)
            && c.says("join() returned")
            && c.follows(ConfinementGrader.NOT_TOLD);
    boolean waits = c.is(Kind.STUCK) && c.follows(ConfinementGrader.STILL_WAITS);
    Body join = c.code().named("join");
    if (c.trail().size() > 0 || !returned && !waits || join == null) {
      return null;
    }
    for (Op op : join.ops()) {
      Body.Handler handler =
          op.calls("wait", "await", "join", "get", "take", "acquire", "sleep")
              ? join.catcherOfInterrupt(op)
              : null;
      if (handler != null && join.after(handler).noneMatch(each -> each.what() == Op.What.THROW)) {
        return new Diagnosis(
            "interrupt-swallowed",
            "The InterruptedException of %s() in line %d is caught and goes no further."
                .formatted(op.name(), op.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** What one thread should own is called by several. */
  private static @Nullable Diagnosis severalOwners(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(ConfinementGrader.SEVERAL_OWNERS)) {
      return null;
    }
    Body increment = c.code().named("increment");
    boolean itself =
        increment != null && increment.ops().stream().anyMatch(op -> op.calls("accept"))
            || c.trail().steps().stream()
                .anyMatch(
                    step ->
                        step.action() == Action.CALLBACK
                            && step.thread().startsWith("incrementer"));
    return itself
        ? new Diagnosis(
            "prints-in-the-caller", "Whoever calls increment() calls the printer, too.", -1, "")
        : new Diagnosis(
            "two-owners", "More than one thread comes to the line with the printer.", -1, "");
  }

  /** The lines come in another order, and the code keeps them where order is lost. */
  private static @Nullable Diagnosis reordered(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("has to be \"The count is ", "but it is \"The count")) {
      return null;
    }
    boolean front =
        c.code().ops().anyMatch(op -> op.calls("push", "putFirst", "addFirst", "offerFirst"));
    boolean first =
        c.code().ops().anyMatch(op -> op.calls("take", "takeFirst", "pop", "pollFirst", "poll"));
    if (front && first) {
      return new Diagnosis(
          "order-reversed", "What is put in at the front comes out at the front.", -1, "");
    }
    Op sorted =
        c.code()
            .ops()
            .filter(
                op ->
                    op.what() == Op.What.NEW
                        && Set.of(
                                "java/util/concurrent/ConcurrentSkipListSet",
                                "java/util/concurrent/PriorityBlockingQueue",
                                "java/util/TreeSet",
                                "java/util/PriorityQueue")
                            .contains(op.owner()))
            .findFirst()
            .orElse(null);
    if (sorted != null) {
      return new Diagnosis(
          "set-instead-of-queue",
          "What is made in line %d hands out by size, not by age.".formatted(sorted.line()),
          -1,
          "");
    }
    return c.says("\"The count is 1\", but it is \"The count is 0\"")
        ? new Diagnosis("off-by-one", "The count is printed before one is added to it.", -1, "")
        : null;
  }

  /** Lines are missing after join() or close(), and the method shows why. */
  private static @Nullable Diagnosis missing(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("but it is nothing")
        || !c.follows(ConfinementGrader.ANOTHER_LINE)) {
      return null;
    }
    boolean closing = c.says(" and close() line");
    Body body = c.code().named(closing ? "close" : "join");
    if (body == null || !closing && !c.says(" and join() line")) {
      return null;
    }
    Op sleep = body.calls("sleep").filter(op -> body.loop(op) == null).findFirst().orElse(null);
    if (sleep != null && !closing) {
      return new Diagnosis(
          "sleep-orders-threads",
          "Line %d sleeps for a while and hopes.".formatted(sleep.line()),
          -1,
          "");
    }
    if (!waits(c, body)) {
      return new Diagnosis(
          "no-join", "Nothing in %s() waits for anybody.".formatted(body.name()), -1, "");
    }
    boolean throwsAway =
        closing
            && c.code().deep(body).stream()
                .anyMatch(
                    op ->
                        op.calls("shutdownNow")
                            || op.calls("interrupt") && !op.receiver().contains("currentThread()"));
    return throwsAway
        ? new Diagnosis(
            "drops-at-close",
            "close() interrupts the threads, whatever still waits for them.",
            -1,
            "")
        : null;
  }

  /**
   * What join() waits for, in a loop and for however long, has come true before the last thing was
   * done.
   */
  private static @Nullable Diagnosis joinsTooEarly(Case c) {
    Body join = c.code().named("join");
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says(" and join() line ", "but it is nothing")
        || join == null
        || join.calls("nanoTime", "currentTimeMillis").findAny().isPresent()
        || c.interrupted()) {
      return null;
    }
    int last = c.trail().size() - 1;
    while (last >= 0 && c.trail().at(last).action() == Action.UNLOCK) {
      last--;
    }
    if (last < 0
        || !c.bodies(last).contains(join)
        || !Set.of(Action.READ, Action.CALL).contains(c.trail().at(last).action())) {
      return null;
    }
    boolean looped =
        c.ops(last).stream()
            .filter(op -> op.what() == Op.What.GET || op.what() == Op.What.CALL)
            .anyMatch(
                op ->
                    op.body() == join
                        && join.loop(op) != null
                        && join.ops(Op.What.IF).anyMatch(test -> test.dependsOn(op.index())));
    return looped
        ? new Diagnosis(
            "joined-too-early",
            "%s finds %s: %s, which is so before everything has been done."
                .formatted(c.who(last), c.trail().at(last).subject(), c.trail().at(last).value()),
            last,
            "true too early")
        : null;
  }

  /** A call that has to return at once does not: it waits for a lock, a taker, or an answer. */
  private static @Nullable Diagnosis doesNotReturn(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(ConfinementGrader.DOES_NOT_RETURN)) {
      return null;
    }
    String caller = c.trail().threads().contains("incrementer") ? "incrementer" : "main";
    int last = c.trail().last(caller);
    if (last < 0) {
      return null;
    }
    Step step = c.trail().at(last);
    if (step.action() == Action.BLOCKED) {
      for (Trail.Blocked blocked : c.trail().blocked()) {
        if (blocked.blocked() == last && c.trail().at(blocked.last()).action() == Action.CALLBACK) {
          return new Diagnosis(
              "blocks-while-holding-lock",
              "%s calls a function with %s locked, and %s waits for that lock."
                  .formatted(c.who(blocked.last()), blocked.lock(), c.who(last)),
              blocked.last(),
              "with the lock held");
        }
      }
      return null;
    }
    boolean waits = step.action() == Action.WAIT;
    boolean handed =
        c.code().ops().anyMatch(op -> op.makes("java/util/concurrent/SynchronousQueue"));
    if (waits && handed && Trail.method(step).equals("put")) {
      return new Diagnosis(
          "rendezvous",
          "%s puts something in, and waits until somebody takes it.".formatted(c.who(last)),
          last,
          "until it is taken");
    }
    boolean answer =
        waits
            && c.ops(last).stream().anyMatch(op -> op.calls("wait", "await", "join", "get"))
            && c.ops(last).stream().noneMatch(op -> op.calls("put"));
    return answer
        ? new Diagnosis(
            "returns-too-late",
            "%s waits until what it has asked for is done.".formatted(c.who(last)),
            last,
            "until it is done")
        : null;
  }

  /** Two things that belong together are put in or written one after the other, with no lock. */
  private static @Nullable Diagnosis twoSteps(Case c) {
    Body body = c.code().named("increment");
    return c.is(Kind.WRONG_RESULT)
            && c.says("line 2 has to be \"---------------\", but it is \"The count is 2\"")
            && body != null
        ? Torn.twoSteps(body, "put", "add", "offer")
        : null;
  }
}
