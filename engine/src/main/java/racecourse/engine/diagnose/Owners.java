package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Trail.Hold;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.RacingPair;
import racecourse.engine.model.Step;

/**
 * The misconceptions about threads that own something, and about experiments with threads. Where
 * there is no schedule the check's sentence and the code have to show it together.
 */
final class Owners {
  private Owners() {}

  /** A thread was seen to burn a core while it waits. */
  static @Nullable Diagnosis burns(Case c) {
    return c.is(Kind.LIVELOCK) && c.trail().size() == 0 && c.says("burns a core while it waits")
        ? new Diagnosis(
            "busy-wait",
            "The loop around line %d asks again and again, and never waits."
                .formatted(c.finding().line()),
            -1,
            "")
        : null;
  }

  /** Work that has to run at once does not: under one lock, on one thread, in too small a pool. */
  static @Nullable Diagnosis notAtOnce(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    Diagnosis locked = underOneLock(c);
    if (locked != null) {
      return locked;
    }
    Op pool =
        c.code()
            .ops()
            .filter(op -> op.calls("newFixedThreadPool"))
            .filter(op -> op.args().get(0).kind() == Sym.Kind.CONSTANT)
            .findFirst()
            .orElse(null);
    if (pool != null && !endsWell(c)) {
      return new Diagnosis(
          "pool-too-small",
          "The pool made in line %d has %s threads, however many there should be at once."
              .formatted(pool.line(), pool.args().get(0).text()),
          -1,
          "");
    }
    boolean starts =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("start", "submit", "execute", "invokeAll", "invoke", "fork")
                        || op.calls("parallel", "parallelStream")
                        || op.what() == Op.What.CALL && op.name().endsWith("Async")
                        || op.what() == Op.What.LAMBDA
                            && Set.of("start", "submit", "execute").contains(op.name()));
    Op runs =
        c.code()
            .ops()
            .filter(op -> op.callsOn("java/lang/Thread", "run") && op.on() != null)
            .filter(op -> op.on() != null && op.on().kind() != Sym.Kind.THIS)
            .findFirst()
            .orElse(null);
    starts |= c.trail().steps().stream().anyMatch(step -> step.action() == Action.START);
    if (!starts) {
      return runs != null
          ? new Diagnosis(
              "run-instead-of-start",
              "Line %d calls run(), and the caller itself does one after the other."
                  .formatted(runs.line()),
              -1,
              "")
          : new Diagnosis("serialised", "Nothing in this code starts a thread.", -1, "");
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      boolean enters =
          c.trail().at(last).action() == Action.BLOCKED
              && c.ops(last).stream()
                  .anyMatch(op -> op.what() == Op.What.ENTER || op.calls("lock"));
      if (enters) {
        return new Diagnosis(
            "serialised",
            "%s waits for %s, which another one holds all the time."
                .formatted(c.who(last), c.trail().at(last).subject()),
            last,
            "one after the other");
      }
    }
    return null;
  }

  /** Whether others than main have changed something, and nobody is held up at the end. */
  private static boolean endsWell(Case c) {
    return IntStream.range(0, c.trail().size()).anyMatch(i -> changes(c, i))
        && c.trail().threads().stream()
            .map(thread -> c.trail().at(c.trail().last(thread)).action())
            .noneMatch(last -> last == Action.BLOCKED || last == Action.WAIT);
  }

  /** Whoever changes anything holds one and the same lock meanwhile, and does so more than once. */
  private static @Nullable Diagnosis underOneLock(Case c) {
    List<Integer> changes =
        IntStream.range(0, c.trail().size()).filter(i -> changes(c, i)).boxed().toList();
    if (changes.isEmpty()) {
      return null;
    }
    int last = changes.get(changes.size() - 1);
    for (Hold hold : c.trail().held(last)) {
      String lock = hold.lock();
      boolean always = changes.stream().allMatch(i -> c.trail().heldSince(i, lock) >= 0);
      int before = changes.stream().filter(i -> i < hold.since()).reduce(-1, (a, b) -> b);
      if (always && before >= 0) {
        return new Diagnosis(
            "serialised",
            "Whoever changes anything here holds %s: %s, and then %s."
                .formatted(lock, c.who(before), c.who(last)),
            hold.since(),
            "the same lock again");
      }
    }
    return null;
  }

  private static boolean changes(Case c, int i) {
    Step step = c.trail().at(i);
    return !step.thread().equals("main")
        && (step.action() == Action.WRITE && c.field(i) != null
            || step.action() == Action.CALL && c.ops(i).stream().anyMatch(Owners::changesValue));
  }

  private static boolean changesValue(Op op) {
    return op.owner().startsWith("java/util/concurrent/atomic/") && !op.calls("get", "<init>")
        || op.calls("put", "merge", "replace");
  }

  /** A collection that is made for one thread, used by two without any lock. */
  static @Nullable Diagnosis collectionForOne(Case c) {
    RacingPair pair = c.racingPair();
    boolean made =
        c.finding()
            .message()
            .matches(
                "(?s)Data race on (ArrayList|LinkedList|ArrayDeque|HashMap|HashSet|LinkedHashMap|"
                    + "LinkedHashSet|TreeMap|TreeSet|PriorityQueue|StringBuilder):.*");
    return pair != null
            && made
            && c.trail().names(pair.first()).isEmpty()
            && c.trail().names(pair.second()).isEmpty()
        ? new Diagnosis(
            "not-thread-safe-class",
            "%s and %s use one collection that is made for one thread."
                .formatted(c.who(pair.first()), c.who(pair.second())),
            pair.second(),
            "without any lock")
        : null;
  }

  /** Whoever starts the threads waits for the first one, in a method called in the same loop. */
  static @Nullable Diagnosis joinsInTheLoop(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    int start = -1;
    int starts = 0;
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.START) {
        start = i;
        starts++;
      }
    }
    int last = start < 0 ? -1 : c.trail().last(c.trail().thread(start));
    if (starts != 1
        || c.trail().at(last).action() != Action.JOIN
        || !c.trail().at(last).subject().equals(c.trail().at(start).subject())) {
      return null;
    }
    for (Op op : c.ops(start)) {
      Body.Jump loop = op.calls("start") ? op.body().loop(op) : null;
      boolean joins =
          loop != null
              && op.body()
                  .inside(loop)
                  .anyMatch(
                      call ->
                          call.what() == Op.What.CALL
                              && c.code().bodies().stream()
                                  .filter(
                                      body ->
                                          body.owner().equals(call.owner())
                                              && body.name().equals(call.name()))
                                  .anyMatch(body -> c.bodies(last).contains(body)));
      if (joins) {
        return new Diagnosis(
            "join-in-the-start-loop",
            "%s waits for %s, in the loop that would start the others."
                .formatted(c.who(last), c.trail().at(last).subject()),
            last,
            "the others have not been started");
      }
    }
    return null;
  }
}
