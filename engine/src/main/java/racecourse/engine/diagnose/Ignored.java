package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.RacingPair;
import racecourse.engine.model.Step;

/** The misconceptions about calls that may fail, and about what may be called when. */
final class Ignored {
  private static final Set<String> MAY_FAIL =
      Set.of(
          "tryLock",
          "tryAcquire",
          "compareAndSet",
          "weakCompareAndSet",
          "offer",
          "await",
          "tryTransfer");

  private Ignored() {}

  private static @Nullable Op call(Case c, int step) {
    String method =
        c.trail().at(step).action() == Action.WAIT ? "await" : Trail.method(c.trail().at(step));
    Op found = null;
    for (Op op : c.ops(step)) {
      if (op.calls(method) && op.owner().startsWith("java/util/")) {
        if (found != null) {
          return null;
        }
        found = op;
      }
    }
    return found;
  }

  /** Whether the answer is handed to another method of the submission, which may try again. */
  private static boolean passedOn(Case c, Op call) {
    return c.code()
        .ops()
        .anyMatch(
            op ->
                op.what() == Op.What.CALL
                    && op.owner().equals(call.body().owner())
                    && op.name().equals(call.body().name())
                    && op.desc().equals(call.body().desc()));
  }

  private static boolean used(Op call) {
    return call.body().ops().stream()
        .anyMatch(op -> op.index() > call.index() && op.dependsOn(call.index()));
  }

  /** Whether only the first of all such calls is meant to do anything. */
  private static boolean firstWins(Op call) {
    return call.calls("compareAndSet")
        && call.args().size() == 2
        && call.args().get(0).text().equals("null");
  }

  /** In the schedule such a call answers false, and in the code nothing depends on the answer. */
  static @Nullable Diagnosis answer(Case c) {
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean waited = step.action() == Action.WAIT && "false".equals(step.value());
      if ((waited || step.action() == Action.CALL)
          && "false".equals(step.value())
          && (waited || MAY_FAIL.contains(Trail.method(step)))) {
        Op call = call(c, i);
        boolean condition = call != null && call.owner().endsWith("/Condition");
        if (call != null && !used(call) && !firstWins(call) && !condition) {
          if (call.body().loop(call) != null) {
            return null;
          }
          return new Diagnosis(
              "result-ignored",
              "%s gets the answer false from %s(), and goes on as if it were true."
                  .formatted(c.who(i), call.name()),
              i,
              "nobody looks at the answer");
        }
      }
    }
    return null;
  }

  /**
   * A data race, and its reader reads under an optimistic stamp that the method never validates.
   */
  static @Nullable Diagnosis optimistic(Case c) {
    RacingPair pair = c.racingPair();
    if (pair == null) {
      return null;
    }
    for (int step : new int[] {pair.first(), pair.second()}) {
      for (Body body : c.bodies(step)) {
        if (body.calls("tryOptimisticRead").findAny().isPresent()
            && body.calls("validate", "tryConvertToReadLock").findAny().isEmpty()
            && !Trail.writes(c.trail().at(step))) {
          return new Diagnosis(
              "result-ignored",
              "%s reads under an optimistic stamp and never asks whether it still holds."
                  .formatted(c.who(step)),
              step,
              "the stamp is never validated");
        }
      }
    }
    return null;
  }

  /**
   * A call that does not wait for ever comes back empty-handed, the code looks at the answer, does
   * not try again, and the thread does nothing more in that method that changes anything.
   */
  static @Nullable Diagnosis givesUp(Case c) {
    if (!c.is(Kind.LOST_UPDATE, Kind.WRONG_RESULT, Kind.STUCK, Kind.EXCEPTION) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean empty =
          Set.of("tryLock", "tryAcquire", "offer").contains(Trail.method(step))
                  && "false".equals(step.value())
              || Trail.method(step).equals("poll") && "null".equals(step.value());
      if (step.action() != Action.CALL || !empty) {
        continue;
      }
      Op call = call(c, i);
      if (call == null || !used(call) || wakes(call)) {
        return null;
      }
      if (c.is(Kind.EXCEPTION)) {
        return throwsNext(c, i, call.body())
            ? new Diagnosis(
                "gives-up",
                "%s gets %s from %s(), and throws instead of waiting on."
                    .formatted(c.who(i), step.value(), call.name()),
                i,
                "gives up")
            : null;
      }
      boolean mayTryAgain = call.body().loop(call) != null || passedOn(c, call);
      if (mayTryAgain && !(call.name().equals("tryLock") && onlyUnlocksAfter(c, i))) {
        return null;
      }
      int next = nextChange(c, i, call.body());
      if (next < 0) {
        return new Diagnosis(
            "gives-up",
            "%s gets %s from %s(), and leaves without having done its work."
                .formatted(c.who(i), step.value(), call.name()),
            i,
            "gives up");
      }
      return call.name().equals("tryLock") && writtenByOthersToo(c, next)
          ? new Diagnosis(
              "result-ignored",
              "%s gets false from tryLock(), and goes on without the lock.".formatted(c.who(i)),
              i,
              "does not get the lock")
          : null;
    }
    return null;
  }

  /** Whether what the thread does next is to throw, in this method, what is complained of. */
  private static boolean throwsNext(Case c, int step, Body body) {
    String thread = c.trail().thread(step);
    int next = c.trail().after(thread, step);
    boolean throwsItself =
        c.ops().stream().anyMatch(op -> op.what() == Op.What.THROW && op.body() == body);
    return throwsItself
        && (next < 0 || c.trail().at(next).action() == Action.THROW)
        && c.finding().message().startsWith(thread + " ended with ");
  }

  /** Whether it has ended, for main goes on, and has done nothing more than give locks back. */
  private static boolean onlyUnlocksAfter(Case c, int step) {
    String thread = c.trail().at(step).thread();
    if (!c.trail().thread(c.trail().size() - 1).equals("main") || thread.equals("main")) {
      return false;
    }
    for (int i = c.trail().after(thread, step); i >= 0; i = c.trail().after(thread, i)) {
      if (c.trail().at(i).action() != Action.UNLOCK) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the thread, still in this method or in one that it calls, next writes or takes a lock; -1
   * if it does neither.
   */
  private static int nextChange(Case c, int step, Body body) {
    String thread = c.trail().at(step).thread();
    List<Op> ops = c.code().deep(body);
    for (int i = c.trail().after(thread, step);
        i >= 0 && c.ops(i).stream().anyMatch(ops::contains);
        i = c.trail().after(thread, i)) {
      Action action = c.trail().at(i).action();
      if (action == Action.WRITE || action == Action.LOCK) {
        return i;
      }
    }
    return -1;
  }

  private static boolean writtenByOthersToo(Case c, int step) {
    Step change = c.trail().at(step);
    for (int i = 0; i < c.trail().size(); i++) {
      Step other = c.trail().at(i);
      if (change.action() == Action.WRITE
          && other.action() == Action.WRITE
          && !other.thread().equals(change.thread())
          && other.subject().equals(change.subject())) {
        return true;
      }
    }
    return false;
  }

  /** Whoever looks for somebody to wake, and finds nobody, has nothing left to do. */
  private static boolean wakes(Op call) {
    return call.body().ops().stream()
        .anyMatch(op -> op.calls("unpark", "release") && op.dependsOn(call.index()));
  }

  /**
   * A compareAndSet() in a loop answers false, and the thread leaves the loop all the same; or the
   * code asks whether others are there already, and leaves if so.
   */
  static @Nullable Diagnosis triesTooSeldom(Case c) {
    if (!c.is(Kind.LOST_UPDATE) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALL) {
        continue;
      }
      Op call = call(c, i);
      int next = c.trail().after(step.thread(), i);
      if (call == null || !used(call)) {
        continue;
      }
      Body.Jump loop = call.body().loop(call);
      if ("false".equals(step.value())
          && Set.of("compareAndSet", "tryLock", "tryAcquire").contains(Trail.method(step))
          && loop != null) {
        while (next >= 0
            && c.trail().at(next).action() != Action.SLEEP
            && c.trail().at(next).action() != Action.START
            && Trail.method(c.trail().at(next)).equals("get")) {
          next = c.trail().after(step.thread(), next);
        }
        int at = next;
        boolean left =
            next >= 0
                && c.ops(next).stream()
                    .anyMatch(op -> op.body() == call.body() && op.index() < loop.first())
                && c.ops(at).stream()
                    .noneMatch(
                        op ->
                            op.body() == call.body()
                                && loop.first() <= op.index()
                                && op.index() <= loop.last());
        if (left) {
          return new Diagnosis(
              "gives-up",
              "%s gets false from %s() for the last time, and leaves without having done its work."
                  .formatted(c.who(i), call.name()),
              i,
              "gives up");
        }
      }
      if ("true".equals(step.value())
          && Set.of("hasQueuedThreads", "isLocked").contains(Trail.method(step))
          && call.owner().startsWith("java/util/concurrent/locks/")
          && (next < 0
              || c.ops(next).stream()
                  .noneMatch(op -> op.body() == call.body() && op.index() > call.index()))) {
        return new Diagnosis(
            "gives-up",
            "%s gets true from %s(), and leaves without having done its work."
                .formatted(c.who(i), call.name()),
            i,
            "gives up");
      }
    }
    return null;
  }

  /** An exception of add(), remove() or element() of a concurrent queue, which do not wait. */
  static @Nullable Diagnosis throwsInsteadOfWaiting(Case c) {
    if (!c.is(Kind.EXCEPTION)
        || !c.finding().message().contains("NoSuchElementException")
            && !c.finding().message().contains("Queue full")) {
      return null;
    }
    for (Op op : c.ops()) {
      if (op.calls("add", "remove", "element", "addLast", "removeFirst")
          && op.owner().startsWith("java/util/concurrent/")) {
        return new Diagnosis(
            "gives-up",
            "%s() in line %d does not wait: it throws.".formatted(op.name(), op.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /**
   * An IllegalMonitorStateException out of wait, notify, await or signal, or out of an unlock by a
   * thread that does not hold the lock.
   */
  static @Nullable Diagnosis illegalMonitor(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.finding().message().contains("IllegalMonitorStateException")) {
      return null;
    }
    Op found = null;
    for (Op op : c.ops()) {
      if (op.calls(
          "wait", "notify", "notifyAll", "await", "signal", "signalAll", "unlock", "unlockRead")) {
        if (found != null && !found.name().equals(op.name())) {
          return null;
        }
        found = op;
      }
    }
    if (found == null) {
      return null;
    }
    if (!found.name().startsWith("unlock")) {
      return new Diagnosis(
          "signal-without-lock",
          "In line %d %s() is called by a thread that does not hold the lock it belongs to."
              .formatted(found.line(), found.name()),
          -1,
          "");
    }
    Op unlock = found;
    Op lock =
        unlock.body().ops().stream()
            .filter(op -> op.calls("lock", "lockInterruptibly", "tryLock"))
            .filter(op -> op.receiver().equals(unlock.receiver()))
            .findFirst()
            .orElse(null);
    if (lock != null && lock.name().equals("tryLock") && !used(lock)) {
      return null;
    }
    boolean inTry =
        lock != null
            && lock.body().handlers().stream()
                .anyMatch(
                    handler ->
                        handler.type() == null
                            && handler.first() <= lock.index()
                            && lock.index() < handler.last()
                            && lock.body().after(handler).anyMatch(op -> op.calls("unlock")));
    if (inTry && lock != null && lock.calls("lock", "lockInterruptibly")) {
      return new Diagnosis(
          "lock-in-try",
          "%s() in line %d did not get the lock, and finally in line %d unlocks it all the same."
              .formatted(lock.name(), lock.line(), unlock.line()),
          -1,
          "");
    }
    return new Diagnosis(
        "releases-what-it-never-took",
        "unlock() in line %d is called by a thread that does not hold that lock."
            .formatted(unlock.line()),
        -1,
        "");
  }

  /** A thread that is started a second time. */
  static @Nullable Diagnosis startsAgain(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.finding().message().contains("IllegalThreadStateException")) {
      return null;
    }
    return c.ops().stream()
            .anyMatch(
                op -> op.calls("start") || op.what() == Op.What.LAMBDA && op.name().equals("start"))
        ? new Diagnosis(
            "thread-reused",
            "In line %d a thread is started that has run before.".formatted(c.finding().line()),
            -1,
            "")
        : null;
  }

  /**
   * The schedule shows a permit or lock being given back by a thread that had been interrupted in
   * taking it, in the same method, and so never took it.
   */
  static @Nullable Diagnosis releasesUntaken(Case c) {
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.UNLOCK || c.trail().names(i).contains(step.subject())) {
        continue;
      }
      int index = i;
      int before = c.trail().before(step.thread(), i);
      for (int hops = 0; before >= 0 && hops < 6; hops++) {
        if (c.interruptedIn(before)) {
          int at = before;
          boolean taking =
              c.ops(at).stream()
                  .anyMatch(
                      op ->
                          op.calls("acquire", "lockInterruptibly", "tryAcquire", "tryLock")
                              && c.ops(index).stream()
                                  .anyMatch(
                                      release ->
                                          release.calls("release", "unlock")
                                              && release.receiver().equals(op.receiver())
                                              && release.body() == op.body()));
          if (taking) {
            return new Diagnosis(
                "releases-what-it-never-took",
                "%s is interrupted before it gets %s, and gives it back in line %d all the same."
                    .formatted(c.who(at), step.subject(), step.line()),
                i,
                "it never had it");
          }
        }
        before = c.trail().before(step.thread(), before);
      }
    }
    return null;
  }

  /**
   * A wrong result whose message is about a cause, at a line that makes an ExecutionException
   * without one; or the cause it complains of is an exception that the code makes around a caught
   * one.
   */
  static @Nullable Diagnosis wrongCause(Case c) {
    String message = c.finding().message();
    if (!c.is(Kind.WRONG_RESULT) || !message.contains("cause")) {
      return null;
    }
    for (Op op : c.ops()) {
      if (op.callsOn("java/util/concurrent/ExecutionException", "<init>")
          && op.desc().equals("(Ljava/lang/String;)V")) {
        return new Diagnosis(
            "wrong-cause",
            "Line %d makes an ExecutionException that has no cause.".formatted(op.line()),
            -1,
            "");
      }
    }
    for (Op op : c.code().ops().toList()) {
      String name = op.owner().substring(op.owner().lastIndexOf('/') + 1);
      if (op.calls("<init>")
          && name.endsWith("Exception")
          && message.contains("cause is " + name)
          && op.args().stream().anyMatch(arg -> arg.kind() == Sym.Kind.CAUGHT)) {
        return new Diagnosis(
            "wrong-cause",
            "Line %d puts another %s around the exception that was thrown."
                .formatted(op.line(), name),
            -1,
            "");
      }
    }
    return null;
  }
}
