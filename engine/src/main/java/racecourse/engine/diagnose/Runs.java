package racecourse.engine.diagnose;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about who does the work, how often, and who waits for whom meanwhile. */
final class Runs {
  private Runs() {}

  /** The check misses a thread of its own, and the code calls run() of a Thread. */
  static @Nullable Diagnosis byTheCaller(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("ran on the thread that called")) {
      return null;
    }
    for (Op op : c.code().ops().toList()) {
      boolean runs =
          op.callsOn("java/lang/Thread", "run")
              && op.on() != null
              && op.on().kind() != Sym.Kind.THIS;
      if (runs) {
        return new Diagnosis(
            "run-instead-of-start",
            "Line %d calls run(), and so the caller itself does the work.".formatted(op.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** One function is called twice for the same number, in two lines of the code. */
  static @Nullable Diagnosis twice(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says(" 2 times")) {
      return null;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALLBACK) {
        continue;
      }
      Integer first = seen.putIfAbsent(step.subject(), i);
      if (first == null) {
        continue;
      }
      boolean asker = c.line(first) == c.line(i) && c.ops(i).stream().anyMatch(Runs::returns);
      if (c.line(first) == c.line(i) && !asker) {
        continue;
      }
      return asker
          ? new Diagnosis(
              "result-computed-twice",
              "%s has the work done once more, to answer with.".formatted(c.who(i)),
              i,
              "once more")
          : new Diagnosis(
              "initialises-twice",
              "%s does what %s has done already.".formatted(c.who(i), c.who(first)),
              i,
              "once more");
    }
    return null;
  }

  /** Whether it calls a function whose answer its method returns at once. */
  private static boolean returns(Op op) {
    return op.callsFunction()
        && op.body().ops(Op.What.RETURN).anyMatch(each -> each.dependsOn(op.index()));
  }

  /** A worker waits for the end of another worker before it does its own work. */
  static @Nullable Diagnosis inTurn(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      boolean joins =
          c.trail().at(last).action() == Action.JOIN
              && c.bodies(last).stream()
                  .anyMatch(body -> body.name().startsWith("lambda$") || body.name().equals("run"))
              && c.ops(last).stream()
                  .filter(op -> op.calls("join"))
                  .anyMatch(
                      join ->
                          join.body().ops().stream()
                              .anyMatch(op -> op.callsFunction() && op.index() > join.index()));
      if (joins) {
        return new Diagnosis(
            "serialised",
            "%s waits for the end of %s before it does its own work."
                .formatted(c.who(last), c.trail().at(last).subject()),
            last,
            "one after the other");
      }
    }
    return null;
  }

  /** Each thread registers itself, and one of them only when another one has passed already. */
  static @Nullable Diagnosis registersLate(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.NOT_PARALLEL)) {
      return null;
    }
    int passed = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() == Action.CALL && Trail.method(step).equals("arriveAndAwaitAdvance")) {
        passed = passed < 0 ? i : passed;
      } else if (passed >= 0
          && Trail.method(step).equals("register")
          && !step.thread().equals(c.trail().thread(passed))
          && c.bodies(i).stream()
              .anyMatch(body -> body.name().startsWith("lambda$") || body.name().equals("run"))) {
        return new Diagnosis(
            "registers-too-late",
            "%s registers itself when %s has gone on already."
                .formatted(c.who(i), c.trail().thread(passed)),
            i,
            "too late to be waited for");
      }
    }
    return null;
  }

  /** A thread wakes the others and then waits itself, though it was the last one to come. */
  static @Nullable Diagnosis waitsAfterItsOwnCall(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int wait = c.trail().last(thread);
      int call = c.trail().before(thread, wait);
      if (call >= 0
          && c.trail().at(wait).action() == Action.WAIT
          && c.trail().at(call).action() == Action.NOTIFY
          && c.trail().at(call).subject().equals(c.trail().at(wait).subject())
          && c.sameBody(call, wait)) {
        return new Diagnosis(
            "signal-before-wait",
            "%s calls, and then waits for a call, without a look at what there is."
                .formatted(c.who(call)),
            wait,
            "after its own call");
      }
    }
    return null;
  }

  /** Who has to open the gate was interrupted before that, and the others wait at it for ever. */
  static @Nullable Diagnosis gateLeftShut(Case c) {
    if (!c.is(Kind.LEAK, Kind.STUCK)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (!c.interruptedIn(i) || c.trail().last(c.trail().thread(i)) != i) {
        continue;
      }
      for (Op wait : c.ops(i)) {
        Op opens =
            wait.calls("await", "join", "get")
                ? wait.body()
                    .calls("countDown", "release")
                    .filter(op -> op.index() > wait.index())
                    .filter(op -> !wait.body().onTheWayOut(wait, "countDown", "release"))
                    .findFirst()
                    .orElse(null)
                : null;
        boolean waited =
            opens != null
                && c.trail().threads().stream()
                    .map(c.trail()::last)
                    .anyMatch(
                        last ->
                            c.trail().at(last).action() == Action.WAIT
                                && c.ops(last).stream()
                                    .anyMatch(op -> op.calls("await", "acquire")));
        if (opens != null && waited) {
          return new Diagnosis(
              "interrupted-caller",
              "%s is interrupted and leaves; line %d, which lets the others go on, is never reached."
                  .formatted(c.who(i), opens.line()),
              i,
              "leaves the others waiting");
        }
      }
    }
    return null;
  }

  /** A thread waits until nobody owns a lock of the student's own, and it is the owner itself. */
  static @Nullable Diagnosis ownerWaits(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int wait = c.trail().last(thread);
      int read = c.trail().before(thread, wait);
      Code.Field field =
          read >= 0 && c.trail().at(read).action() == Action.READ ? c.field(read) : null;
      if (field != null
          && c.trail().at(wait).action() == Action.WAIT
          && field.desc().equals("Ljava/lang/Thread;")
          && thread.equals(c.trail().at(read).value())) {
        return new Diagnosis(
            "not-reentrant",
            "%s reads %s: %s, which is itself, and waits until it is somebody else's turn."
                .formatted(c.who(read), field.name(), thread),
            wait,
            "waits for itself");
      }
    }
    return null;
  }

  /** A thread asks for a permit that it holds: the method that took it has not ended. */
  static @Nullable Diagnosis permitOfItsOwn(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (Trail.Blocked itself : c.trail().blocked()) {
      int last = itself.blocked();
      String lock = itself.lock();
      if (itself.last() != last) {
        continue;
      }
      int since = c.trail().heldSince(last, lock);
      Op taken = c.locking(since);
      boolean given =
          taken != null
              && taken.owner().equals("java/util/concurrent/Semaphore")
              && taken.body().handlers().stream()
                  .anyMatch(
                      handler ->
                          handler.type() == null
                              && handler.first() > taken.index()
                              && taken.body().after(handler).anyMatch(op -> op.calls("release")));
      boolean others =
          c.trail().blocked().stream()
              .anyMatch(each -> each.blocked() == last && each.last() != last);
      if (given && !others && c.line(since) != c.line(last)) {
        return new Diagnosis(
            "not-reentrant",
            "%s has taken %s in line %d and asks for it again: it waits for itself."
                .formatted(c.who(last), lock, c.line(since)),
            last,
            "waits for itself");
      }
    }
    return null;
  }

  /** Two threads each keep a lock while they try, again and again, for the other's. */
  static @Nullable Diagnosis tryInCircles(Case c) {
    if (!c.is(Kind.LIVELOCK)) {
      return null;
    }
    for (String one : c.trail().threads()) {
      int tries = c.trail().last(one);
      if (!fails(c.trail().at(tries))) {
        continue;
      }
      for (String other : c.trail().threads()) {
        int theirs = c.trail().last(other);
        if (!one.equals(other)
            && fails(c.trail().at(theirs))
            && c.trail().heldAtEnd(other).contains(Trail.variable(c.trail().at(tries)))
            && c.trail().heldAtEnd(one).contains(Trail.variable(c.trail().at(theirs)))) {
          return new Diagnosis(
              "lock-order",
              "%s keeps %s and tries for %s; %s has it the other way round."
                  .formatted(
                      c.who(tries),
                      Trail.variable(c.trail().at(theirs)),
                      Trail.variable(c.trail().at(tries)),
                      c.trail().thread(theirs)),
              tries,
              "keeps what the other one needs");
        }
      }
    }
    return null;
  }

  private static boolean fails(Step step) {
    return Trail.method(step).equals("tryLock") && "false".equals(step.value());
  }

  /** Somebody tries for ever for a lock that a thread has taken along on its way out. */
  static @Nullable Diagnosis triesForTheLost(Case c) {
    if (!c.is(Kind.LIVELOCK) || c.interrupted()) {
      return null;
    }
    for (int i = c.trail().size() - 1; i >= 0 && i > c.trail().size() - 8; i--) {
      if (!fails(c.trail().at(i))) {
        continue;
      }
      String lock = Trail.variable(c.trail().at(i));
      for (String holder : c.trail().threads()) {
        int last = c.trail().last(holder);
        boolean gone =
            !holder.equals(c.trail().thread(i))
                && c.trail().heldAtEnd(holder).contains(lock)
                && last < c.trail().size() - 40
                && (c.trail().at(last).action() == Action.READ
                    || c.trail().at(last).action() == Action.CALL);
        boolean released = c.code().ops().anyMatch(op -> op.calls("unlock"));
        if (gone && released) {
          return new Diagnosis(
              "no-unlock-on-exception",
              "%s has gone, with %s still locked; %s tries for it for ever."
                  .formatted(c.who(last), lock, c.who(i)),
              last,
              "leaves with %s locked".formatted(lock));
        }
      }
    }
    return null;
  }

  /** A thread goes round and round, and neither sleeps nor waits nor tries for a lock. */
  static @Nullable Diagnosis spins(Case c) {
    if (!c.is(Kind.LIVELOCK) || c.trail().size() < 200) {
      return null;
    }
    boolean rests = false;
    for (int i = c.trail().size() - 150; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      rests |=
          !Set.of(Action.READ, Action.LOCK, Action.UNLOCK, Action.BLOCKED).contains(step.action());
    }
    Op loop = c.ops().stream().filter(op -> op.body().loop(op) != null).findFirst().orElse(null);
    return !rests && loop != null
        ? new Diagnosis(
            "busy-wait",
            "The loop around line %d asks again and again, and never waits.".formatted(loop.line()),
            -1,
            "")
        : null;
  }

  /** A call that waits for a while only comes back with nothing, and that is the answer. */
  static @Nullable Diagnosis notForEver(Case c) {
    boolean asked = c.says("it has to wait") || c.says("came back with nothing");
    boolean broken = c.is(Kind.EXCEPTION);
    if (!broken && !(c.is(Kind.WRONG_RESULT) && asked) || c.interrupted()) {
      return null;
    }
    for (int i = c.trail().size() - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
      boolean poll =
          step.action() == Action.CALL
              && Trail.method(step).equals("poll")
              && "null".equals(step.value());
      boolean await = step.action() == Action.WAIT && "false".equals(step.value());
      if (!poll && !await) {
        continue;
      }
      for (Op call : c.ops(i)) {
        Body body = call.body();
        boolean timed =
            call.calls("poll", "await")
                && body.ops(Op.What.IF).anyMatch(t -> t.dependsOn(call.index()));
        boolean thrown =
            c.ops().stream().anyMatch(op -> op.what() == Op.What.THROW && op.body() == body);
        boolean handedOut =
            broken
                && c.says("NullPointerException")
                && !c.ops().stream().anyMatch(op -> op.body() == body)
                && !c.code().isOwn(String.valueOf(c.finding().file()));
        boolean last =
            c.trail().after(step.thread(), i) < 0
                || c.trail().at(c.trail().after(step.thread(), i)).action() == Action.UNLOCK;
        if (timed && last && (asked && body.loop(call) == null || thrown || handedOut)) {
          return new Diagnosis(
              "gives-up",
              "%s gets %s from %s(), and leaves without what it came for."
                  .formatted(c.who(i), step.value(), call.name()),
              i,
              "gives up");
        }
      }
    }
    return null;
  }

  /** A tryLock() fails, and the thread does nothing more but give back what it has. */
  static @Nullable Diagnosis triesOnce(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (!fails(step)) {
        continue;
      }
      boolean more = false;
      boolean again = false;
      for (int next = c.trail().after(step.thread(), i);
          next >= 0;
          next = c.trail().after(step.thread(), next)) {
        Step then = c.trail().at(next);
        again |= then.equals(step);
        more |=
            Set.of(Action.WRITE, Action.LOCK, Action.WAIT, Action.SLEEP, Action.BLOCKED)
                    .contains(then.action())
                || then.action() == Action.CALL && !fails(then);
      }
      boolean asked =
          c.ops(i).stream()
              .filter(op -> op.calls("tryLock"))
              .anyMatch(op -> op.body().ops(Op.What.IF).anyMatch(t -> t.dependsOn(op.index())));
      if (!more && asked && (c.is(Kind.WRONG_RESULT) || again)) {
        return new Diagnosis(
            "gives-up",
            "%s gets false from tryLock(), and leaves without having done its work."
                .formatted(c.who(i)),
            i,
            "gives up");
      }
    }
    return null;
  }

  /** Of those who are parked one is woken, whoever comes first, and it can do nothing with it. */
  static @Nullable Diagnosis wakesTheFirst(Case c) {
    if (!c.is(Kind.STUCK) || !c.says("waits in park()")) {
      return null;
    }
    Op wakes = null;
    for (Op op : c.code().ops().filter(op -> op.calls("unpark")).toList()) {
      boolean first =
          op.args().get(0).text().matches(".*\\.(peek|poll)\\(\\)") && op.body().loop(op) == null;
      if (!first) {
        return null;
      }
      wakes = op;
    }
    long parked =
        c.trail().threads().stream().filter(thread -> c.says(thread + " waits in park()")).count();
    return wakes != null && parked > 1
        ? new Diagnosis(
            "notify-wakes-one",
            "Line %d wakes the first in line only, whatever that one waits for."
                .formatted(wakes.line()),
            -1,
            "")
        : null;
  }

  /** An interrupted thread is still blocked in lock(), which does not answer an interrupt. */
  static @Nullable Diagnosis deafLock(Case c) {
    if (!c.is(Kind.STUCK) || !c.says("was interrupted", "still waits")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      int last = c.trail().last(c.trail().thread(i));
      boolean deaf =
          c.interruptedIn(i)
              && c.trail().at(last).action() == Action.BLOCKED
              && c.line(last) == c.line(i)
              && c.ops(last).stream()
                  .anyMatch(op -> op.calls("lock") || op.what() == Op.What.ENTER);
      if (deaf) {
        return new Diagnosis(
            "interrupt-swallowed",
            "%s is interrupted while it waits for %s, and lock() does not answer that."
                .formatted(c.who(last), c.trail().at(last).subject()),
            last,
            "does not hear it");
      }
    }
    return null;
  }

  /**
   * A thread that was interrupted while it waited gives back, on its way out, what it never had.
   */
  static @Nullable Diagnosis givesWhatItNeverHad(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      int next = c.interruptedIn(i) ? c.trail().after(c.trail().thread(i), i) : -1;
      if (next < 0 || c.trail().at(next).action() != Action.UNLOCK || !c.sameBody(i, next)) {
        continue;
      }
      boolean semaphores =
          c.ops(i).stream().anyMatch(op -> op.callsOn("java/util/concurrent/Semaphore", "acquire"))
              && c.ops(next).stream()
                  .anyMatch(op -> op.callsOn("java/util/concurrent/Semaphore", "release"));
      if (semaphores && !c.trail().names(next).contains(c.trail().at(next).subject())) {
        return new Diagnosis(
            "releases-what-it-never-took",
            "%s is interrupted before it has got anything, and %s gives a permit all the same."
                .formatted(c.who(i), c.who(next)),
            next,
            "one permit too many");
      }
    }
    return null;
  }

  /**
   * A thread that was interrupted while it waited empties the place that another one has filled.
   */
  static @Nullable Diagnosis emptiesOnInterrupt(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.STUCK)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      int next = c.interruptedIn(i) ? c.trail().after(c.trail().thread(i), i) : -1;
      Step write = next < 0 ? null : c.trail().at(next);
      if (write == null
          || write.action() != Action.WRITE
          || !"null".equals(write.value())
          || !c.sameBody(i, next)) {
        continue;
      }
      for (int before = i; before >= 0; before--) {
        Step step = c.trail().at(before);
        if (step.action() == Action.WRITE && step.subject().equals(write.subject())) {
          return !step.thread().equals(write.thread()) && !"null".equals(step.value())
              ? new Diagnosis(
                  "message-lost-on-interrupt",
                  "%s is interrupted and writes %s: null, where %s had put %s."
                      .formatted(c.who(next), write.subject(), c.who(before), step.value()),
                  next,
                  "another one's message")
              : null;
        }
      }
    }
    return null;
  }

  /** What was lent belongs to the thread that took it: the code compares threads. */
  static @Nullable Diagnosis ownerOnly(Case c) {
    if (!c.is(Kind.EXCEPTION) || c.trail().size() == 0) {
      return null;
    }
    for (Op thrown : c.ops()) {
      if (thrown.what() != Op.What.THROW) {
        continue;
      }
      for (Op test : thrown.body().ops()) {
        boolean compares =
            test.what() == Op.What.IF
                && test.index() < thrown.index()
                && test.target() > thrown.index()
                && test.args().stream()
                    .anyMatch(arg -> arg.text().contains("Thread.currentThread()"));
        boolean kept =
            c.code()
                .ops()
                .anyMatch(
                    op ->
                        op.body() != thrown.body()
                            && (op.calls("put") || op.what() == Op.What.PUT)
                            && op.args().stream()
                                .anyMatch(arg -> arg.text().equals("Thread.currentThread()")));
        if (compares && kept) {
          return new Diagnosis(
              "lock-belongs-to-thread",
              "Line %d lets only the thread that took it give it back.".formatted(test.line()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  /** The cause that the check misses is inside another exception, which the task itself made. */
  static @Nullable Diagnosis wrapsItself(Case c) {
    boolean other = c.says("as its cause; but the cause is");
    boolean asker = c.says("as its cause; but the asker got the InterruptedException");
    if (!c.is(Kind.WRONG_RESULT) || !other && !asker) {
      return null;
    }
    for (Op made : c.code().ops().toList()) {
      boolean wraps =
          other
              && made.calls("<init>")
              && made.body().name().startsWith("lambda$")
              && made.args().size() == 1
              && made.args().get(0).kind() == Sym.Kind.CAUGHT
              && c.says("but the cause is " + made.owner().replace('/', '.') + ":");
      boolean hands =
          asker && made.what() == Op.What.THROW && made.args().get(0).kind() == Sym.Kind.FIELD;
      if (wraps || hands) {
        return new Diagnosis(
            "wrong-cause",
            wraps
                ? "Line %d wraps what the task threw, and the Future wraps it again."
                    .formatted(made.line())
                : "Line %d throws at the asker what the task threw.".formatted(made.line()),
            -1,
            "");
      }
    }
    return null;
  }
}
