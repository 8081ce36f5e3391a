package racecourse.engine.diagnose;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about many tasks and the threads that do them: how many there are, what they
 * wait for, in which order they are ready.
 */
final class Pools {
  private static final String EXECUTORS = "java/util/concurrent/Executors";

  private Pools() {}

  private static boolean hands(Op op) {
    return op.calls("submit", "execute", "start", "supplyAsync", "runAsync", "schedule");
  }

  private static boolean asks(Op op) {
    return op.isPlatform() && op.calls("get", "join", "await", "awaitTermination", "take");
  }

  private static boolean hands(Case c, int step) {
    Step at = c.trail().at(step);
    return at.action() == Action.START
        || at.action() == Action.CALL
            && Set.of("submit", "execute", "supplyAsync", "runAsync").contains(Trail.method(at));
  }

  /** The threads that stand in a function when the run ends. */
  private static Set<String> busy(Case c) {
    Set<String> busy = new LinkedHashSet<>();
    for (String thread : c.trail().threads()) {
      if (c.trail().endsWith(thread, Action.CALLBACK)) {
        busy.add(thread);
      }
    }
    return busy;
  }

  /**
   * Not at once: whoever starts the tasks waits, in the very loop that starts them, before the next
   * one is started.
   */
  static @Nullable Diagnosis waitsInTheLoop(Case c) {
    if (!c.is(Kind.NOT_PARALLEL, Kind.STUCK, Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      boolean pauses = c.is(Kind.NOT_PARALLEL) && started(c, thread) > 0;
      if (c.trail().at(last).action() != Action.WAIT
          && c.trail().at(last).action() != Action.JOIN
          && !pauses) {
        continue;
      }
      if (!c.is(Kind.NOT_PARALLEL) && busy(c).isEmpty() && !waitsForOthers(c, last)) {
        continue;
      }
      for (Op wait : c.ops(last)) {
        Body.Jump loop = null;
        for (Body.Jump jump : wait.body().backward()) {
          boolean around = jump.first() <= wait.index() && wait.index() <= jump.last();
          if (around
              && (asks(wait) || pauses && wait.calls("sleep", "getCount"))
              && wait.body().inside(jump).anyMatch(Pools::hands)) {
            loop = jump;
          }
        }
        if (loop == null) {
          continue;
        }
        Op hand = wait.body().inside(loop).filter(Pools::hands).findFirst().orElse(null);
        Body.Jump own = hand == null ? null : hand.body().loop(hand);
        boolean together = own != null && own.first() <= wait.index() && wait.index() <= own.last();
        boolean more =
            hand != null
                && together
                && wait.body().inside(loop).anyMatch(op -> op.what() == Op.What.IF)
                && started(c, thread) >= 1;
        if (more && hand != null) {
          return new Diagnosis(
              "join-in-the-start-loop",
              "%s waits for the one it has just started, in the loop that would start the others."
                  .formatted(c.who(last)),
              last,
              "the others have not been started");
        }
      }
    }
    return null;
  }

  /** Whether what the thread waits for stands, in turn, at a meeting point. */
  private static boolean waitsForOthers(Case c, int wait) {
    return c.hangs()
        && c.trail().threads().stream()
            .map(c.trail()::last)
            .anyMatch(
                last ->
                    last != wait
                        && c.trail().at(last).action() == Action.WAIT
                        && c.ops(last).stream().anyMatch(op -> op.calls("await", "wait")));
  }

  private static int started(Case c, String thread) {
    int count = 0;
    for (int i = 0; i < c.trail().size(); i++) {
      count += c.trail().thread(i).equals(thread) && hands(c, i) ? 1 : 0;
    }
    return count;
  }

  /** Not at once: a thread calls the functions itself, in a loop, and has started nobody. */
  static @Nullable Diagnosis alone(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    for (String thread : busy(c)) {
      int last = c.trail().last(thread);
      Op call = Failures.function(c, last);
      boolean own =
          c.trail().steps().stream()
              .noneMatch(step -> step.action() == Action.START && step.subject().equals(thread));
      boolean starts = false;
      for (int i = 0; i < c.trail().size(); i++) {
        starts |= hands(c, i);
      }
      if (call != null && call.body().loop(call) != null && own && !starts && busy(c).size() == 1) {
        return new Diagnosis(
            "serialised",
            "%s calls %s() itself, one after the other, and has started no thread."
                .formatted(c.who(last), call.name()),
            last,
            "nobody else works");
      }
    }
    return null;
  }

  /** Not at once: the code makes a pool of one thread, and that thread stands in a function. */
  static @Nullable Diagnosis poolOfOne(Case c) {
    if (!c.is(Kind.NOT_PARALLEL) || busy(c).size() != 1) {
      return null;
    }
    return c.code()
        .ops()
        .filter(
            op ->
                op.callsOn(EXECUTORS, "newSingleThreadExecutor")
                    || op.callsOn(EXECUTORS, "newFixedThreadPool")
                        && op.args().get(0).text().equals("1"))
        .findFirst()
        .filter(op -> busy(c).iterator().next().startsWith("pool-"))
        .map(
            op ->
                new Diagnosis(
                    "serialised",
                    "The pool made in line %d has one thread, which does one task after the other."
                        .formatted(op.line()),
                    -1,
                    ""))
        .orElse(null);
  }

  /**
   * The number of threads: as many as the pool has by its making are in a function at once, or all
   * the others wait for one, and the pool is made for no limit, for a constant number, or for one
   * more or fewer than was asked for.
   */
  static @Nullable Diagnosis wrongSize(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.NOT_PARALLEL)) {
      return null;
    }
    List<Op> made =
        c.code()
            .ops()
            .filter(
                op ->
                    op.callsOn(EXECUTORS, "newCachedThreadPool")
                        || op.callsOn(EXECUTORS, "newFixedThreadPool"))
            .toList();
    long busy = busy(c).stream().filter(thread -> thread.startsWith("pool-")).count();
    if (made.size() != 1 || busy == 0 || busy < 2 && c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    Op pool = made.get(0);
    if (pool.calls("newCachedThreadPool")) {
      return c.is(Kind.WRONG_RESULT) && busy > 2
          ? new Diagnosis(
              "no-limit",
              "The pool made in line %d has a thread for every task: %d work at the same time."
                  .formatted(pool.line(), busy),
              -1,
              "")
          : null;
    }
    Sym size = pool.args().get(0);
    if (size.kind() == Sym.Kind.CONSTANT) {
      return size.text().equals(Long.toString(busy)) && busy > 1
          ? new Diagnosis(
              "constant-pool-size",
              "The pool made in line %d has %s threads, however many are asked for."
                  .formatted(pool.line(), size.text()),
              -1,
              "")
          : null;
    }
    boolean more = size.text().endsWith("+1)") && c.is(Kind.WRONG_RESULT);
    boolean fewer = size.text().contains("-1)") && c.is(Kind.NOT_PARALLEL);
    return more || fewer
        ? new Diagnosis(
            "off-by-one",
            "The pool made in line %d has one thread too %s: %d work at the same time."
                .formatted(pool.line(), more ? "many" : "few", busy),
            -1,
            "")
        : null;
  }

  /** Not at once: the tasks are handed over in a stream, which does so only when asked for each. */
  static @Nullable Diagnosis lazily(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (!hands(c, i)) {
        continue;
      }
      for (Op op : c.ops(i)) {
        if (hands(op) && op.body().name().startsWith("lambda$")) {
          for (Body body : c.code().bodies()) {
            boolean inStream =
                body.ops().stream()
                    .anyMatch(
                        each ->
                            each.what() == Op.What.LAMBDA && each.name().equals(op.body().name()));
            boolean ends =
                body.calls("collect", "toList", "forEach", "toArray", "reduce", "count")
                    .anyMatch(each -> each.owner().startsWith("java/util/stream/"));
            boolean stream =
                body.calls("map", "peek", "mapToObj")
                    .anyMatch(each -> each.owner().startsWith("java/util/stream/"));
            if (inStream && stream && !ends) {
              return new Diagnosis(
                  "lazy-stream",
                  "%s hands a task over only when the stream is asked for it, and then waits for it."
                      .formatted(c.who(i)),
                  i,
                  "one at a time");
            }
          }
        }
      }
    }
    return null;
  }

  /**
   * A thread stands in a function when whoever started it has gone; the code has nothing that waits
   * for threads to end.
   */
  static @Nullable Diagnosis leftBehind(Case c) {
    Set<String> busy = new LinkedHashSet<>(busy(c));
    c.trail().threads().stream().filter(thread -> Starts.unfinished(c, thread)).forEach(busy::add);
    if (!c.is(Kind.WRONG_RESULT, Kind.LEAK) || c.interrupted() || busy.isEmpty()) {
      return null;
    }
    String message = c.finding().message();
    boolean over =
        message.contains("has ended")
            || message.contains("has returned")
            || busy(c).isEmpty() && message.startsWith("After ");
    boolean waits =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("awaitTermination", "invokeAll", "close", "wait")
                        || op.calls("await") && !over
                        || op.calls("join") && !op.owner().contains("Future"));
    if (waits) {
      return null;
    }
    for (String thread : busy) {
      int last = c.trail().last(thread);
      for (int i = 0; i < c.trail().size(); i++) {
        String starter = c.trail().thread(i);
        int end = c.trail().last(starter);
        boolean started = hands(c, i) && !starter.equals(thread) && !busy.contains(starter);
        Step went = c.trail().at(end);
        boolean gone =
            went.action() == Action.CALL
                    && (Trail.method(went).startsWith("shutdown")
                        || Trail.method(went).equals("get"))
                || over && went.action() != Action.JOIN;
        boolean pool =
            c.trail().at(i).action() == Action.CALL
                || c.trail().at(i).action() == Action.START
                    && c.trail().at(i).subject().equals(thread);
        if (started && gone && pool && thread.startsWith("pool-")
            || started && gone && pool && c.trail().at(i).action() == Action.START) {
          return new Diagnosis(
              "no-join",
              "%s is still in line %d when %s has gone, who waits for no thread's end."
                  .formatted(thread, c.line(last), starter),
              last,
              "nobody waits for it");
        }
      }
    }
    return null;
  }

  /** A thread is left over, and in this run nobody came to where the pool is shut down. */
  static @Nullable Diagnosis neverReached(Case c) {
    if (!c.is(Kind.LEAK)) {
      return null;
    }
    boolean shut =
        c.trail().steps().stream().anyMatch(step -> Trail.method(step).startsWith("shutdown"));
    boolean thrown = c.trail().steps().stream().anyMatch(step -> step.action() == Action.THROW);
    Op made =
        c.code()
            .ops()
            .filter(op -> op.what() == Op.What.CALL && op.owner().equals(EXECUTORS))
            .findFirst()
            .orElse(null);
    Op shutdown =
        c.code().ops().filter(op -> op.calls("shutdown", "shutdownNow")).findFirst().orElse(null);
    if (shut || !thrown || made == null || shutdown == null) {
      return null;
    }
    // Nobody stands in the middle of a task: the thread only waits for the next one.
    boolean idle =
        c.trail().threads().stream()
            .allMatch(
                thread ->
                    !thread.startsWith("pool-")
                        || !c.trail().endsWith(thread, Action.WAIT, Action.BLOCKED, Action.SLEEP));
    return idle
        ? new Diagnosis(
            "pool-never-shut-down",
            "An exception leaves before line %d, and the pool made in line %d is never shut down."
                .formatted(shutdown.line(), made.line()),
            -1,
            "")
        : null;
  }

  /** A wrong result of tasks whose answers are collected as they come. */
  static @Nullable Diagnosis asTheyCome(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      for (Op op : c.ops(i)) {
        if (step.action() == Action.CALL
            && Set.of("take", "poll").contains(Trail.method(step))
            && op.calls("take", "poll")
            && op.owner().endsWith("CompletionService")
            && c.trail().steps().stream().noneMatch(each -> each.action() == Action.THROW)) {
          return new Diagnosis(
              "completion-order",
              "%s takes whatever task is ready first.".formatted(c.who(i)),
              i,
              "whoever is ready");
        }
        // The first of several failures in time is kept, and a later one is not.
        if (step.action() == Action.CALL
            && "false".equals(step.value())
            && step.subject().contains(".compareAndSet(null, ")
            && op.calls("compareAndSet")
            && op.args().size() == 2
            && op.args().get(0).text().equals("null")
            && op.args().get(1).kind() == Sym.Kind.CAUGHT
            && c.finding().message().contains("first")
            && c.finding().message().contains("cause is ")) {
          return new Diagnosis(
              "completion-order",
              "%s comes too late with its exception: another one was kept, which was first in time."
                  .formatted(c.who(i)),
              i,
              "not the first in time");
        }
        if (step.action() == Action.WRITE
            && Trail.method(step).equals("add")
            && op.calls("add")
            && op.body().name().startsWith("lambda$")
            && op.args().stream()
                .anyMatch(
                    arg ->
                        op.body().ops().stream()
                            .anyMatch(
                                each -> each.callsFunction() && arg.from().contains(each.index())))
            && c.trail().threads().stream()
                    .filter(thread -> adds(c, thread, step.subject(), op.body()))
                    .count()
                > 1) {
          return new Diagnosis(
              "completion-order",
              "%s adds its result as soon as it is ready, as all tasks do.".formatted(c.who(i)),
              i,
              "whoever is ready");
        }
      }
    }
    return null;
  }

  private static boolean adds(Case c, String thread, String subject, Body body) {
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().thread(i).equals(thread)
          && c.trail().at(i).subject().equals(subject)
          && c.bodies(i).contains(body)) {
        return true;
      }
    }
    return false;
  }
}
