package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about starting threads, waiting for them, and waiting in them. */
final class Threads {
  private static final Set<String> BLOCKING =
      Set.of(
          "wait",
          "await",
          "take",
          "put",
          "sleep",
          "park",
          "parkNanos",
          "lock",
          "acquire",
          "join",
          "awaitUninterruptibly",
          "lockInterruptibly",
          "awaitNanos",
          "invokeAll");

  private Threads() {}

  /**
   * A livelock in a loop that tests something and calls nothing that waits: without a lock held it
   * is a busy wait. A loop in a lock that somebody else wants is its own misconception.
   */
  static @Nullable Diagnosis busyWait(Case c) {
    if (!c.is(Kind.LIVELOCK, Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      Action action = c.trail().at(last).action();
      if (action != Action.READ && action != Action.CALL && action != Action.SLEEP) {
        continue;
      }
      boolean wanted = c.trail().blocked().stream().anyMatch(each -> each.last() == last);
      if (c.is(Kind.STUCK) && !wanted) {
        continue;
      }
      for (Op op : c.ops(last)) {
        Body.Jump loop = op.body().loop(op);
        boolean runs = op.what() == Op.What.GET || op.what() == Op.What.CALL && op.isPlatform();
        if (loop == null || !runs) {
          continue;
        }
        boolean repeated = repeats(c, thread, op, loop);
        if (!repeated) {
          continue;
        }
        if (wanted) {
          return new Diagnosis(
              "blocks-while-holding-lock",
              "%s asks again and again and keeps the lock, which others need."
                  .formatted(c.who(last)),
              last,
              "keeps the lock");
        }
        boolean waits =
            op.body()
                .inside(loop)
                .flatMap(each -> deep(c, each).stream())
                .anyMatch(
                    each ->
                        each.what() == Op.What.CALL
                            && (BLOCKING.contains(each.name())
                                || Set.of("poll", "offer", "tryLock", "tryAcquire", "get")
                                        .contains(each.name())
                                    && each.args().size() > 1));
        boolean callsOut =
            op.body()
                .inside(loop)
                .anyMatch(
                    each ->
                        each.what() == Op.What.CALL
                            && each.owner().startsWith("java/util/function/"));
        if (!waits && !callsOut && c.trail().heldAtEnd(thread).isEmpty()) {
          return new Diagnosis(
              "busy-wait",
              "%s asks again and again, and never waits.".formatted(c.who(last)),
              last,
              "for ever");
        }
      }
    }
    return null;
  }

  private static List<Op> deep(Case c, Op op) {
    List<Op> all = new ArrayList<>(List.of(op));
    if (op.what() == Op.What.CALL && c.code().isOwn(op.owner())) {
      c.code().bodies().stream()
          .filter(body -> body.owner().equals(op.owner()) && body.name().equals(op.name()))
          .forEach(body -> all.addAll(c.code().deep(body)));
    }
    return all;
  }

  /** Whether the thread's last steps are rounds of the loop. */
  private static boolean repeats(Case c, String thread, Op op, Body.Jump loop) {
    Set<Integer> lines = new HashSet<>();
    op.body().inside(loop).forEach(each -> lines.add(each.line()));
    int same = 0;
    for (int i = c.trail().last(thread); i >= 0 && same < 3; i = c.trail().before(thread, i)) {
      if (!lines.contains(c.line(i))) {
        break;
      }
      same += c.line(i) == op.line() ? 1 : 0;
    }
    return same >= 2;
  }

  /**
   * A thread that was started, or was handed a task, still works when its starter has done its last
   * step; the starter never waited for it, and the method that starts it has nothing that would.
   */
  static @Nullable Diagnosis noJoin(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE) || c.interrupted()) {
      return null;
    }
    Set<Body> starters = new HashSet<>();
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.START) {
        starters.addAll(c.bodies(i));
      }
    }
    if (c.code()
        .ops()
        .anyMatch(
            op ->
                (op.callsOn("java/lang/Thread", "join") || op.callsOn("java/lang/Object", "wait"))
                    && !starters.contains(op.body()))) {
      // Somebody else is to wait for them, and perhaps does.
      return null;
    }
    for (int start = 0; start < c.trail().size(); start++) {
      Step step = c.trail().at(start);
      if (step.action() != Action.START) {
        continue;
      }
      String child = step.subject();
      String parent = step.thread();
      boolean joined = false;
      for (Step each : c.trail().steps()) {
        joined |=
            each.action() == Action.JOIN
                && each.thread().equals(parent)
                && each.subject().equals(child);
      }
      boolean left = false;
      for (Body body : c.bodies(start)) {
        if (body.name().equals("<init>") || body.name().equals("start")) {
          // Whoever makes or starts something does not wait for its end.
          return null;
        }
        List<Op> does =
            body.ops().stream()
                .filter(
                    op ->
                        op.calls("join", "invokeAll", "awaitTermination", "acquire", "take", "wait")
                            || op.calls("get") && !op.owner().contains("/atomic/")
                            || op.calls("await") && !countsDownTooEarly(c))
                .toList();
        left |=
            does.isEmpty()
                || does.stream()
                    .allMatch(
                        op -> op.calls("join") && op.args().isEmpty() && body.loop(op) == null);
      }
      boolean works = c.trail().last(child) > start || c.trail().last(child) < 0;
      boolean goesOn =
          c.trail().after(parent, start) >= 0
              && (c.trail().last(child) < 0
                  || c.trail().last(child) > c.trail().after(parent, start)
                      && c.trail().last(child) > lastIn(c, parent, start));
      if (!joined && left && works && goesOn) {
        return new Diagnosis(
            "no-join",
            "%s starts %s and does not wait for it; %s still works when %s has gone on."
                .formatted(c.who(start), child, child, parent),
            start,
            "nobody waits for it");
      }
    }
    return null;
  }

  /** The last step of the thread in the methods that the step stands in. */
  private static int lastIn(Case c, String thread, int step) {
    int last = step;
    for (int i = step; i >= 0; i = c.trail().after(thread, i)) {
      if (c.bodies(i).stream().anyMatch(c.bodies(step)::contains)) {
        last = i;
      }
    }
    return last;
  }

  /** Whether a task counts a latch down before it calls the function that is its work. */
  private static boolean countsDownTooEarly(Case c) {
    return c.code().bodies().stream()
        .filter(body -> body.name().startsWith("lambda$"))
        .anyMatch(
            body ->
                body.calls("countDown").findAny().isPresent()
                    && body.calls("countDown")
                        .allMatch(
                            down ->
                                body.ops().stream()
                                    .anyMatch(
                                        op ->
                                            op.index() > down.index()
                                                && op.what() == Op.What.CALL
                                                && op.owner().startsWith("java/util/function/"))));
  }

  /** No thread was started, and where one should be the code calls run() of a Thread. */
  static @Nullable Diagnosis runsInsteadOfStarts(Case c) {
    boolean started = c.trail().steps().stream().anyMatch(step -> step.action() == Action.START);
    if (started || c.trail().size() == 0 && !c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    Op run =
        c.code()
            .ops()
            .filter(
                op ->
                    (op.what() == Op.What.CALL || op.what() == Op.What.LAMBDA)
                        && op.owner().equals("java/lang/Thread")
                        && op.name().equals("run"))
            .findFirst()
            .orElse(null);
    boolean starts =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    (op.what() == Op.What.CALL || op.what() == Op.What.LAMBDA)
                        && op.owner().equals("java/lang/Thread")
                        && op.name().equals("start"));
    return run == null || starts
        ? null
        : new Diagnosis(
            "run-instead-of-start",
            "Line %d calls run(), and no thread was started.".formatted(run.line()),
            -1,
            "");
  }

  /** A hang with as many tasks waiting in a pool as the pool, by its constant size, has threads. */
  static @Nullable Diagnosis poolTooSmall(Case c) {
    if (!c.hangs()) {
      return null;
    }
    for (Op op : c.code().ops().toList()) {
      if (!op.callsOn("java/util/concurrent/Executors", "newFixedThreadPool")
          || op.args().get(0).kind() != Sym.Kind.CONSTANT) {
        continue;
      }
      Set<Integer> lines = new HashSet<>();
      int waiting = 0;
      for (String thread : c.trail().threads()) {
        int last = c.trail().last(thread);
        boolean inTask =
            c.bodies(last).stream().anyMatch(body -> body.name().startsWith("lambda$"));
        if (c.trail().at(last).action() == Action.WAIT && inTask) {
          waiting++;
          lines.add(c.line(last));
        }
      }
      if (lines.size() == 1 && op.args().get(0).text().equals(Integer.toString(waiting))) {
        return new Diagnosis(
            "pool-too-small",
            "All %d threads of the pool made in line %d wait in line %d for tasks that have no thread."
                .formatted(waiting, op.line(), lines.iterator().next()),
            -1,
            "");
      }
    }
    return null;
  }

  /** A leak, and a pool of threads that nothing in the code ever shuts down. */
  static @Nullable Diagnosis poolStays(Case c) {
    if (!c.is(Kind.LEAK)) {
      return null;
    }
    Op made =
        c.code()
            .ops()
            .filter(op -> op.what() == Op.What.CALL)
            .filter(op -> op.owner().equals("java/util/concurrent/Executors"))
            .findFirst()
            .orElse(null);
    boolean ends = c.code().ops().anyMatch(op -> op.calls("shutdown", "shutdownNow", "close"));
    return made == null || ends
        ? null
        : new Diagnosis(
            "pool-never-shut-down",
            "The pool made in line %d is never shut down.".formatted(made.line()),
            -1,
            "");
  }

  /**
   * Correct but not at once, and the code calls a function that it was given while it holds a lock.
   */
  static @Nullable Diagnosis serialised(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    return c.code()
        .ops()
        .filter(
            op ->
                op.what() == Op.What.CALL
                    && (op.owner().startsWith("java/util/function/")
                        || op.owner().equals("java/lang/Runnable")
                        || op.owner().equals("java/util/concurrent/Callable"))
                    && !op.held().isEmpty())
        .findFirst()
        .map(
            op ->
                new Diagnosis(
                    "serialised",
                    "Line %d does the work with a lock held, so one thread after the other does it."
                        .formatted(op.line()),
                    -1,
                    ""))
        .orElse(null);
  }

  /**
   * A hang or a wrong result on one thread alone, or with objects that should not know of each
   * other, that goes through a static variable: written and read, in the schedule, by one thread.
   */
  static @Nullable Diagnosis staticState(Case c) {
    if (!c.is(Kind.WRONG_RESULT) && !(c.is(Kind.STUCK) && made(c) > 1)
        || c.trail().threads().size() != 1) {
      return null;
    }
    for (int write = 0; write < c.trail().size(); write++) {
      Code.Field field = c.trail().at(write).action() == Action.WRITE ? c.field(write) : null;
      boolean content = !Trail.method(c.trail().at(write)).isEmpty();
      if (field == null || !field.isStatic() || field.isFinal() && !content) {
        continue;
      }
      for (int read = write + 1; read < c.trail().size(); read++) {
        if (c.trail().at(read).action() == Action.READ && field.equals(c.field(read))) {
          return new Diagnosis(
              "static-state",
              "%s writes %s, which is static, and line %d reads it for whatever object."
                  .formatted(c.who(write), field.name(), c.line(read)),
              write,
              "for all objects");
        }
      }
    }
    return null;
  }

  /** How many objects, as far as the schedule shows, are made by a constructor with steps. */
  private static int made(Case c) {
    int made = 0;
    int before = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.WRITE
          && c.bodies(i).stream().anyMatch(body -> body.name().equals("<init>"))) {
        made += before < 0 || c.line(i) <= c.line(before) ? 1 : 0;
        before = i;
      }
    }
    return made;
  }

  /**
   * A task is handed to a pool, nobody asks for its end, and whoever handed it over has gone on
   * before it has done anything.
   */
  static @Nullable Diagnosis notAskedFor(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE) || c.interrupted()) {
      return null;
    }
    boolean asks =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("awaitTermination", "invokeAll", "join", "await", "wait", "acquire")
                        || op.calls("get") && op.owner().endsWith("Future")
                        || op.calls("take"));
    for (int i = 0; !asks && i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.CALL
          || !Set.of("submit", "execute", "runAsync").contains(Trail.method(c.trail().at(i)))) {
        continue;
      }
      int next = c.trail().after(c.trail().thread(i), i);
      boolean worked = false;
      for (int j = i; next >= 0 && j < next; j++) {
        worked |= c.trail().thread(j).startsWith("pool-");
      }
      if (next >= 0 && !worked) {
        return new Diagnosis(
            "no-join",
            "%s hands a task over and goes on in line %d; the task has done nothing yet, and nobody waits for it."
                .formatted(c.who(i), c.line(next)),
            i,
            "nobody waits for it");
      }
    }
    return null;
  }

  /** A thread waits for ever for a partner: in a SynchronousQueue, an Exchanger or a transfer(). */
  static @Nullable Diagnosis rendezvous(Case c) {
    if (!c.hangs()) {
      return null;
    }
    boolean synchronous =
        c.code().ops().anyMatch(op -> op.makes("java/util/concurrent/SynchronousQueue"));
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      if (c.trail().at(last).action() != Action.WAIT) {
        continue;
      }
      for (Op op : c.ops(last)) {
        if (op.calls("put", "offer") && synchronous
            || op.callsOn("java/util/concurrent/Exchanger", "exchange")
            || op.calls("transfer")) {
          return new Diagnosis(
              "rendezvous",
              "%s waits in %s() until another thread takes from its hand."
                  .formatted(c.who(last), op.name()),
              last,
              "waits for a partner");
        }
      }
    }
    return null;
  }

  /**
   * All state is in a ThreadLocal, which one thread sets and another reads: the code sets one, and
   * writes no field of its own after construction.
   */
  static @Nullable Diagnosis threadLocal(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE)) {
      return null;
    }
    Op set =
        c.code()
            .ops()
            .filter(op -> op.callsOn("java/lang/ThreadLocal", "set"))
            .filter(op -> op.on() != null && op.on().kind() == Sym.Kind.FIELD)
            .findFirst()
            .orElse(null);
    if (set == null) {
      return null;
    }
    boolean elsewhere =
        c.code()
            .ops()
            .filter(op -> !op.body().name().endsWith("init>"))
            .anyMatch(
                op ->
                    op.what() == Op.What.PUT
                        || op.owner().startsWith("java/util/concurrent/atomic/")
                            && op.calls("set", "compareAndSet", "getAndSet"));
    boolean state =
        !elsewhere
            && c.code()
                .ops()
                .anyMatch(op -> op.callsOn("java/lang/ThreadLocal", "get") && !isLock(op));
    return state
        ? new Diagnosis(
            "thread-local-state",
            "Line %d puts the value where only that thread sees it.".formatted(set.line()),
            -1,
            "")
        : null;
  }

  private static boolean isLock(Op get) {
    return get.body().ops().stream()
        .anyMatch(
            op ->
                op.on() != null
                    && op.on().from().contains(get.index())
                    && (op.what() == Op.What.ENTER || op.calls("lock", "unlock")));
  }

  /**
   * A latch or barrier that is made, in the code, for one more or one fewer than some number, by a
   * method that neither awaits nor counts it down itself; and for one more: all who came to it wait
   * for ever, for one fewer: a wrong result.
   */
  static @Nullable Diagnosis partyCount(Case c) {
    List<Op> made =
        c.code()
            .ops()
            .filter(
                op ->
                    op.callsOn("java/util/concurrent/CountDownLatch", "<init>")
                        || op.callsOn("java/util/concurrent/CyclicBarrier", "<init>"))
            .toList();
    if (made.size() != 1) {
      return null;
    }
    Op op = made.get(0);
    String count = op.args().get(0).text();
    boolean touched = op.body().calls("await", "countDown").findAny().isPresent();
    boolean more = count.endsWith("+1)");
    boolean fewer = count.contains("-1)");
    boolean waits =
        c.trail().threads().stream()
            .anyMatch(
                thread -> {
                  int last = c.trail().last(thread);
                  return c.trail().at(last).action() == Action.WAIT
                      && c.ops(last).stream().anyMatch(each -> each.calls("await"));
                });
    if (touched || !(more && c.hangs() && waits || fewer && c.is(Kind.WRONG_RESULT))) {
      return null;
    }
    return new Diagnosis(
        "party-count",
        "The one made in line %d waits for one too %s.".formatted(op.line(), more ? "many" : "few"),
        -1,
        "");
  }

  /**
   * A latch that is made once for each object, for a number of threads, and is counted down in the
   * schedule after somebody has gone through it.
   */
  static @Nullable Diagnosis latchReused(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    for (int down = 0; down < c.trail().size(); down++) {
      Step step = c.trail().at(down);
      if (step.action() != Action.CALL || !Trail.method(step).equals("countDown")) {
        continue;
      }
      Code.Field latch = null;
      for (Op op : c.ops(down)) {
        if (op.what() == Op.What.GET && op.desc().equals("Ljava/util/concurrent/CountDownLatch;")) {
          latch = c.code().field(op);
        }
      }
      if (latch == null) {
        continue;
      }
      List<Op> writers = c.code().writers(latch);
      boolean once =
          writers.stream().allMatch(put -> put.body().name().equals("<init>"))
              && writers.size() == 1
              && writers.get(0).body().ops().stream()
                  .anyMatch(
                      op ->
                          op.callsOn("java/util/concurrent/CountDownLatch", "<init>")
                              && op.args().get(0).kind() == Sym.Kind.PARAMETER);
      if (!once) {
        continue;
      }
      for (int gone = 0; gone < down; gone++) {
        Step wait = c.trail().at(gone);
        int next = c.trail().after(wait.thread(), gone);
        if (wait.action() == Action.WAIT
            && wait.subject().equals(Trail.variable(step))
            && next >= 0
            && next < down
            && c.trail().at(next).action() != Action.WAIT
            && c.trail().at(next).action() != Action.RESUME) {
          return new Diagnosis(
              "latch-reused",
              "%s counts %s down, through which %s had gone before: it was open already."
                  .formatted(c.who(down), latch.name(), wait.thread()),
              down,
              "it is open already");
        }
      }
    }
    return null;
  }
}
