package racecourse.engine.diagnose;

import java.util.List;
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

  /** The size that the check complains of is that of a queue with an end mark in it. */
  static @Nullable Diagnosis markCounted(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("size() is 1; it has to be 0") || c.trail.size() < 2) {
      return null;
    }
    int size = c.trail.size() - 1;
    Step last = c.trail.at(size);
    if (!Trail.method(last).equals("size") || !"1".equals(last.value())) {
      return null;
    }
    for (int i = size - 1; i >= 0; i--) {
      Step step = c.trail.at(i);
      if (puts(step) && Trail.variable(step).equals(Trail.variable(last))) {
        return step.subject().contains(MARK)
            ? new Diagnosis(
                "poison-is-counted",
                "%s puts the end mark in, and %s counts it.".formatted(c.who(i), c.who(size)),
                i,
                "counted as a message")
            : null;
      }
    }
    return null;
  }

  /** Somebody waits for ever for what another one, or itself, has taken out of the queue. */
  static @Nullable Diagnosis takenOnce(Case c) {
    if (!c.is(Kind.STUCK) || Hangs.interrupted(c)) {
      return null;
    }
    for (String thread : c.trail.threads()) {
      int wait = c.trail.last(thread);
      Step step = c.trail.at(wait);
      if (step.action() != Action.WAIT || !Trail.method(step).equals("take")) {
        continue;
      }
      for (int i = wait - 1; i >= 0; i--) {
        Step before = c.trail.at(i);
        if (!Trail.variable(before).equals(Trail.variable(step))) {
          continue;
        }
        boolean last = takes(before) && before.action() == Action.CALL && c.line(i) == c.line(wait);
        boolean mark = MARK.equals(before.value());
        boolean only =
            before.thread().equals(thread)
                && puttersOf(c, Trail.variable(step)) == 1
                && c.trail.threads().size() == 2;
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
    return c.trail.steps.stream()
        .filter(step -> puts(step) && Trail.variable(step).equals(queue))
        .count();
  }

  /** A thread has taken something from its source, looks whether it should stop, and leaves. */
  static @Nullable Diagnosis inHand(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("never stored") || Hangs.interrupted(c)) {
      return null;
    }
    for (int i = c.trail.size() - 1; i >= 0; i--) {
      Step step = c.trail.at(i);
      if (step.action() != Action.CALLBACK || !step.subject().contains(".get(")) {
        continue;
      }
      for (int next = c.trail.after(step.thread(), i);
          next >= 0;
          next = c.trail.after(step.thread(), next)) {
        if (PUTS.contains(Trail.method(c.trail.at(next)))
            || Trail.method(c.trail.at(next)).startsWith("try")
            || c.trail.at(next).action() == Action.THROW) {
          return null;
        }
      }
      return new Diagnosis(
          "message-in-hand-dropped",
          "%s takes a message from the source, and leaves without having put it anywhere."
              .formatted(c.who(i)),
          i,
          "never put in");
    }
    return null;
  }

  /** Everything was put in and taken out, and of what one took the last one was not handed on. */
  static @Nullable Diagnosis lastKept(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("never stored") || Hangs.interrupted(c)) {
      return null;
    }
    for (String thread : c.trail.threads()) {
      int taken = 0;
      int handed = 0;
      int last = -1;
      for (int i = 0; i < c.trail.size(); i++) {
        Step step = c.trail.at(i);
        if (!step.thread().equals(thread)) {
          continue;
        }
        boolean out =
            takes(step) && (step.action() == Action.WRITE || step.action() == Action.CALL);
        taken += out ? 1 : 0;
        last = out ? i : last;
        handed += step.action() == Action.CALLBACK && step.subject().contains(".accept(") ? 1 : 0;
      }
      if (handed > 0 && taken == handed + 1) {
        return new Diagnosis(
            "last-message-kept",
            "%s takes a message, and ends without having handed it on.".formatted(c.who(last)),
            last,
            "kept for ever");
      }
    }
    return null;
  }

  /**
   * A look at the queue finds nothing, then a message comes and the lid is closed, and the lid is
   * all that the thread looks at before it says that nothing is left.
   */
  static @Nullable Diagnosis noFinalLook(Case c) {
    boolean said = c.says("nothing more before it came") || c.says("never stored");
    if (!c.is(Kind.WRONG_RESULT) || !said || Hangs.interrupted(c)) {
      return null;
    }
    for (int look = 0; look < c.trail.size(); look++) {
      Step step = c.trail.at(look);
      boolean nothing =
          step.action() == Action.CALL
              && Trail.method(step).equals("poll")
              && "null".equals(step.value());
      int flag = nothing ? c.trail.after(step.thread(), look) : -1;
      while (flag >= 0 && c.trail.at(flag).action() != Action.READ) {
        flag = c.trail.after(step.thread(), flag);
      }
      if (flag < 0 || !"true".equals(c.trail.at(flag).value())) {
        continue;
      }
      boolean again = false;
      for (int i = c.trail.after(step.thread(), flag);
          i >= 0;
          i = c.trail.after(step.thread(), i)) {
        again |= !Trail.method(c.trail.at(i)).isEmpty();
      }
      for (int put = look + 1; put < flag && !again; put++) {
        if (puts(c.trail.at(put)) && Trail.variable(c.trail.at(put)).equals(Trail.variable(step))) {
          return new Diagnosis(
              "no-final-look",
              "%s finds nothing, %s puts a message in, and %s sees only that it is closed."
                  .formatted(c.who(look), c.who(put), c.who(flag)),
              flag,
              "without another look");
        }
      }
    }
    return null;
  }

  /** Nobody calls the method that ends the queue, and somebody waits for its end. */
  static @Nullable Diagnosis neverClosed(Case c) {
    if (!c.is(Kind.STUCK) || Hangs.interrupted(c)) {
      return null;
    }
    boolean looks = false;
    for (String thread : c.trail.threads()) {
      int last = c.trail.last(thread);
      if (c.trail.at(last).action() == Action.WAIT) {
        int before = c.trail.before(thread, last);
        looks |=
            before >= 0
                && c.trail.at(before).action() == Action.READ
                && "false".equals(c.trail.at(before).value());
      }
    }
    boolean source =
        c.trail.steps.stream()
            .anyMatch(step -> step.action() == Action.CALLBACK && step.subject().contains(".get("));
    Body close =
        c.code.bodies().stream()
            .filter(body -> body.name.equals("close") && body.desc.equals("()V"))
            .findFirst()
            .orElse(null);
    boolean called =
        close == null
            || c.code.ops().anyMatch(op -> op.calls("close") && op.owner().equals(close.owner));
    return looks && source && !called
        ? new Diagnosis("producer-never-closes", "Nothing in this code ever calls close().", -1, "")
        : null;
  }

  /** A thread that has closed the queue itself puts one more in, and is refused. */
  static @Nullable Diagnosis putsAfterItsEnd(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.says("IllegalStateException") || c.trail.size() == 0) {
      return null;
    }
    String thread = c.trail.thread(c.trail.size() - 1);
    int source = -1;
    int raised = -1;
    int read = -1;
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
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
          && step.subject().equals(c.trail.at(raised).subject())) {
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
    for (int i = 0; i < c.trail.size(); i++) {
      if (!Trail.method(c.trail.at(i)).equals("contains")) {
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
                                && body.ops.stream()
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

  /** Two messages lie where there is room for one: the queue has more room, or no bound at all. */
  static @Nullable Diagnosis moreRoom(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("the second call has to wait")) {
      return null;
    }
    Step emptied =
        c.trail.steps.stream()
            .filter(step -> Trail.method(step).equals("clear"))
            .findFirst()
            .orElse(null);
    if (emptied != null) {
      int clear = c.trail.steps.indexOf(emptied);
      int next = c.trail.after(emptied.thread(), clear);
      return next >= 0 && puts(c.trail.at(next)) && c.sameBody(clear, next)
          ? new Diagnosis(
              "message-overwritten",
              "%s throws away what waits, to make room.".formatted(c.who(clear)),
              clear,
              "thrown away")
          : null;
    }
    for (String thread : c.trail.threads()) {
      int wait = c.trail.last(thread);
      int taken = c.trail.before(thread, wait);
      if (c.trail.at(wait).action() == Action.WAIT
          && Trail.method(c.trail.at(wait)).equals("put")
          && taken >= 0
          && Trail.method(c.trail.at(taken)).equals("take")) {
        return new Diagnosis(
            "capacity-off-by-one",
            "%s has one message in its hand, and %s leaves room for another one."
                .formatted(c.who(wait), Trail.variable(c.trail.at(taken))),
            taken,
            "a place of its own");
      }
    }
    List<Op> made =
        c.code
            .ops()
            .filter(
                op ->
                    op.calls("<init>")
                        && op.owner().startsWith("java/util/concurrent/")
                        && op.owner().endsWith("Queue"))
            .toList();
    if (made.size() != 1) {
      return null;
    }
    Op queue = made.get(0);
    if (queue.args().isEmpty() && !queue.owner().contains("Synchronous")) {
      return new Diagnosis(
          "no-bound", "The queue made in line %d has no bound.".formatted(queue.line()), -1, "");
    }
    return !queue.args().isEmpty()
            && queue.args().get(0).kind() == Sym.Kind.CONSTANT
            && queue.args().get(0).text().matches("[2-9]|\\d\\d+")
        ? new Diagnosis(
            "capacity-off-by-one",
            "The queue made in line %d has room for %s."
                .formatted(queue.line(), queue.args().get(0).text()),
            -1,
            "")
        : null;
  }

  /** A thread has put its message in and then waits until the place is empty again. */
  static @Nullable Diagnosis waitsUntilTaken(Case c) {
    if (!c.is(Kind.STUCK) || c.trail.threads().size() != 1) {
      return null;
    }
    int wait = c.trail.size() - 1;
    if (wait < 3 || c.trail.at(wait).action() != Action.WAIT) {
      return null;
    }
    Step read = c.trail.at(wait - 1);
    for (int i = wait - 2; i >= 0 && read.action() == Action.READ; i--) {
      Step write = c.trail.at(i);
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

  /** The one who waited for an event takes it back, so that it looks as if it had not come. */
  static @Nullable Diagnosis resets(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("After await() returned, isSet() is false")) {
      return null;
    }
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (step.action() == Action.WRITE
          && "false".equals(step.value())
          && c.bodies(i).stream().anyMatch(body -> body.name.equals("await"))) {
        return new Diagnosis(
            "event-resets",
            "%s writes %s: false; for everybody else the event has not come."
                .formatted(c.who(i), step.subject()),
            i,
            "takes it back");
      }
    }
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      boolean once =
          step.action() == Action.SLEEP
              && c.ops(i).stream().anyMatch(op -> op.calls("sleep") && op.body().loop(op) == null);
      if (once) {
        return new Diagnosis(
            "sleep-orders-threads",
            "%s sleeps for a while, and returns whether the event has come or not."
                .formatted(c.who(i)),
            i,
            "and hopes");
      }
    }
    return flickers(c);
  }

  /** A waiter holds the only permit for a moment, and the permit is what says that it came. */
  private static @Nullable Diagnosis flickers(Case c) {
    for (int i = c.trail.size() - 1; i >= 0; i--) {
      Step step = c.trail.at(i);
      if (!Trail.method(step).equals("availablePermits") || !"0".equals(step.value())) {
        continue;
      }
      for (int lock = i - 1; lock >= 0; lock--) {
        if (c.trail.at(lock).action() == Action.LOCK
            && c.trail.at(lock).subject().equals(Trail.variable(step))) {
          return new Diagnosis(
              "event-flickers",
              "%s holds the permit for a moment, and %s sees none."
                  .formatted(c.who(lock), c.who(i)),
              lock,
              "takes it, and gives it back later");
        }
      }
    }
    return null;
  }

  /** Of several who wait for permits one has got one and keeps it, and there was only that one. */
  static @Nullable Diagnosis keepsThePermit(Case c) {
    if (!c.is(Kind.STUCK) || Hangs.interrupted(c)) {
      return null;
    }
    for (String thread : c.trail.threads()) {
      int blocked = c.trail.last(thread);
      if (c.trail.at(blocked).action() != Action.BLOCKED) {
        continue;
      }
      for (int lock = 0; lock < c.trail.size(); lock++) {
        Step step = c.trail.at(lock);
        Op acquire =
            step.action() == Action.LOCK
                    && step.subject().equals(c.trail.at(blocked).subject())
                    && !step.thread().equals(thread)
                    && c.line(lock) == c.line(blocked)
                ? Hangs.lockOp(c, lock)
                : null;
        boolean given =
            c.trail.steps.stream()
                    .filter(
                        each ->
                            each.action() == Action.UNLOCK && each.subject().equals(step.subject()))
                    .count()
                == 1;
        if (acquire != null
            && given
            && acquire.owner().equals("java/util/concurrent/Semaphore")
            && acquire.body().calls("release").findAny().isEmpty()
            && acquire.body().name.equals("await")) {
          return new Diagnosis(
              "notify-wakes-one",
              "%s gets the one permit and keeps it; %s waits for another one."
                  .formatted(c.who(lock), c.who(blocked)),
              lock,
              "the only one");
        }
      }
    }
    return null;
  }

  /**
   * Somebody waits for ever for what is there: the one who brought it says so only if there was
   * nothing before, or only so many.
   */
  static @Nullable Diagnosis saysSoOnce(Case c) {
    if (!c.is(Kind.STUCK) || Hangs.interrupted(c)) {
      return null;
    }
    for (Body body : c.code.bodies()) {
      for (Op call : body.ops) {
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
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (step.action() != Action.READ
          || c.line(i) != guard.line()
          || !c.bodies(i).contains(body)) {
        continue;
      }
      int next = c.trail.after(step.thread(), i);
      boolean tells =
          next >= 0 && c.trail.at(next).action() == Action.NOTIFY && c.line(next) == call.line();
      if (!tells) {
        return i;
      }
    }
    return -1;
  }
}
