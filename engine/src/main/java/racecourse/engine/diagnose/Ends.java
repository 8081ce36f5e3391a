package racecourse.engine.diagnose;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about how a queue fills, empties and comes to its end. */
final class Ends {
  private static final String MARK = "Optional.empty";

  private static final Set<String> PUTS = Set.of("add", "put", "offer", "addLast", "push");

  private static final Set<String> TAKES =
      Set.of("remove", "poll", "take", "pop", "pollFirst", "removeFirst");

  private Ends() {}

  private static boolean puts(Step step) {
    return PUTS.contains(Trail.method(step)) && !"false".equals(step.value());
  }

  private static boolean takes(Step step) {
    return TAKES.contains(Trail.method(step))
        && !"null".equals(step.value())
        && step.action() != Action.WAIT;
  }

  /** Somebody waits for ever for what another one, or itself, has taken out of the queue. */
  static @Nullable Diagnosis takenOnce(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int wait = c.trail().last(thread);
      Step step = c.trail().at(wait);
      if (step.action() != Action.WAIT || !Trail.method(step).equals("take")) {
        continue;
      }
      for (int i = wait - 1; i >= 0; i--) {
        Step before = c.trail().at(i);
        if (!Trail.variable(before).equals(Trail.variable(step))) {
          continue;
        }
        boolean last = takes(before) && before.action() == Action.CALL && c.line(i) == c.line(wait);
        boolean mark = MARK.equals(before.value());
        boolean only =
            before.thread().equals(thread)
                && puttersOf(c, Trail.variable(step)) == 1
                && c.trail().threads().size() == 2;
        return last && (mark || only)
            ? new Diagnosis(
                "poison-taken-once",
                "%s takes %s out, and nobody puts it back for the next one."
                    .formatted(c.who(i), before.value()),
                i,
                "gone for the others")
            : null;
      }
    }
    return null;
  }

  private static long puttersOf(Case c, String queue) {
    return c.trail().steps().stream()
        .filter(step -> puts(step) && Trail.variable(step).equals(queue))
        .count();
  }

  /** Nobody calls the method that ends the queue, and somebody waits for its end. */
  static @Nullable Diagnosis neverClosed(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    boolean looks = false;
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      if (c.trail().at(last).action() == Action.WAIT) {
        int before = c.trail().before(thread, last);
        looks |=
            before >= 0
                && c.trail().at(before).action() == Action.READ
                && "false".equals(c.trail().at(before).value());
      }
    }
    boolean source =
        c.trail().steps().stream()
            .anyMatch(step -> step.action() == Action.CALLBACK && step.subject().contains(".get("));
    Body close =
        c.code().bodies().stream()
            .filter(body -> body.name().equals("close") && body.desc().equals("()V"))
            .findFirst()
            .orElse(null);
    boolean called =
        close == null
            || c.code().ops().anyMatch(op -> op.calls("close") && op.owner().equals(close.owner()));
    return looks && source && !called
        ? new Diagnosis("producer-never-closes", "Nothing in this code ever calls close().", -1, "")
        : null;
  }

  /** A thread that has closed the queue itself puts one more in, and is refused. */
  static @Nullable Diagnosis putsAfterItsEnd(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.says("IllegalStateException") || c.trail().size() == 0) {
      return null;
    }
    String thread = c.trail().thread(c.trail().size() - 1);
    int source = -1;
    int raised = -1;
    int read = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (!step.thread().equals(thread)) {
        continue;
      }
      if (step.action() == Action.CALLBACK) {
        source = i;
        raised = -1;
      } else if (step.action() == Action.WRITE && "true".equals(step.value())) {
        raised = i;
      } else if (raised >= 0
          && step.action() == Action.READ
          && step.subject().equals(c.trail().at(raised).subject())) {
        read = i;
      }
    }
    return source >= 0 && raised > source && read > raised
        ? new Diagnosis(
            "event-before-last-put",
            "%s closes it, with a message in hand that it puts in afterwards."
                .formatted(c.who(raised)),
            raised,
            "before the last message")
        : null;
  }

  /** What equals something that waits already is not put in. */
  static @Nullable Diagnosis equalDropped(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("equal")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (!Trail.method(c.trail().at(i)).equals("contains")) {
        continue;
      }
      for (Op contains : c.ops(i)) {
        Body body = contains.body();
        boolean guards =
            contains.calls("contains")
                && body.ops(Op.What.IF)
                    .anyMatch(
                        test ->
                            test.dependsOn(contains.index())
                                && body.ops().stream()
                                    .anyMatch(
                                        put ->
                                            put.calls("add", "addLast", "offer", "put")
                                                && put.receiver().equals(contains.receiver())
                                                && put.index() > test.index()
                                                && put.index() < test.target()));
        if (guards) {
          return new Diagnosis(
              "set-keeps-one",
              "Line %d puts in only what equals nothing that is in already."
                  .formatted(contains.line()),
              i,
              "equal is not the same");
        }
      }
    }
    return null;
  }

  /** A thread has put its message in and then waits until the place is empty again. */
  static @Nullable Diagnosis waitsUntilTaken(Case c) {
    if (!c.is(Kind.STUCK) || c.trail().threads().size() != 1) {
      return null;
    }
    int wait = c.trail().size() - 1;
    if (wait < 3 || c.trail().at(wait).action() != Action.WAIT) {
      return null;
    }
    Step read = c.trail().at(wait - 1);
    for (int i = wait - 2; i >= 0 && read.action() == Action.READ; i--) {
      Step write = c.trail().at(i);
      if (write.action() == Action.UNLOCK) {
        return null;
      }
      if (write.action() == Action.WRITE && write.subject().equals(read.subject())) {
        return c.sameBody(i, wait)
                && write.value() != null
                && write.value().equals(read.value())
                && !write.value().equals("null")
            ? new Diagnosis(
                "rendezvous",
                "%s writes %s, and line %d waits until somebody has taken it."
                    .formatted(c.who(i), write.subject(), c.line(wait)),
                wait,
                "until it is taken")
            : null;
      }
    }
    return null;
  }

  /**
   * Somebody waits for ever for what is there: the one who brought it says so only if there was
   * nothing before, or only so many.
   */
  static @Nullable Diagnosis saysSoOnce(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (Body body : c.code().bodies()) {
      for (Op call : body.ops()) {
        if (!call.calls("signal", "notify") || call.args().size() > 0) {
          continue;
        }
        Op guard =
            body.ops(Op.What.IF)
                .filter(
                    test ->
                        test.name().equals("!=")
                            && test.args().size() == 2
                            && test.args().get(1).text().equals("1")
                            && test.index() < call.index()
                            && test.target() > call.index())
                .findFirst()
                .orElse(null);
        int silent = guard == null ? -1 : silent(c, body, guard, call);
        if (guard != null && silent >= 0) {
          return new Diagnosis(
              "signal-on-first-only",
              "%s brings one more, and line %d keeps it from saying so."
                  .formatted(c.who(silent), guard.line()),
              silent,
              "and tells nobody");
        }
      }
    }
    return null;
  }

  private static int silent(Case c, Body body, Op guard, Op call) {
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.READ
          || c.line(i) != guard.line()
          || !c.bodies(i).contains(body)) {
        continue;
      }
      int next = c.trail().after(step.thread(), i);
      boolean tells =
          next >= 0 && c.trail().at(next).action() == Action.NOTIFY && c.line(next) == call.line();
      if (!tells) {
        return i;
      }
    }
    return -1;
  }
}
