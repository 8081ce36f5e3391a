package racecourse.graders;

import java.util.List;
import java.util.Set;
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

/** What becomes of the increments and lines of a counting service when it closes. */
final class CounterServiceMistakes {
  private static final String[] PUTS = {"add", "addLast", "offer", "offerLast", "put"};
  private static final String[] TAKES = {"poll", "pollFirst", "remove", "take", "takeFirst"};

  private CounterServiceMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        CounterServiceMistakes::ofAllServices,
        CounterServiceMistakes::anotherException,
        CounterServiceMistakes::counted,
        CounterServiceMistakes::newest,
        CounterServiceMistakes::behindTheEnd,
        CounterServiceMistakes::endFirst,
        CounterServiceMistakes::endBeforeTheFlag,
        CounterServiceMistakes::leavesEarly,
        CounterServiceMistakes::thrownAway,
        CounterServiceMistakes::triesForAWhile,
        CounterServiceMistakes::waitsForAThread);
  }

  /** join() waits for the end of a thread that goes on until somebody closes the service. */
  private static @Nullable Diagnosis waitsForAThread(Case c) {
    Body join = c.code().named("join");
    Op waits =
        join == null
            ? null
            : join.ops().stream()
                .filter(op -> op.callsOn("java/lang/Thread", "join"))
                .findFirst()
                .orElse(null);
    return c.is(Kind.STUCK) && waits != null && c.says("waits for the end of", "in join() in line")
        ? new Diagnosis(
            "join-waits-for-the-threads",
            "Line %d waits until a thread has ended, and that waits for more to do."
                .formatted(waits.line()),
            -1,
            "")
        : null;
  }

  /**
   * Two threads that do the same work, so those of two services, go through one static variable.
   */
  private static @Nullable Diagnosis ofAllServices(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.STUCK)) {
      return null;
    }
    for (int one = 0; one < c.trail().size(); one++) {
      Code.Field field = changedStatic(c, one);
      if (field == null) {
        continue;
      }
      for (int other = one + 1; other < c.trail().size(); other++) {
        if (field.equals(changedStatic(c, other))
            && c.line(other) == c.line(one)
            && !c.trail().thread(other).equals(c.trail().thread(one))) {
          return new Diagnosis(
              "static-state",
              "%s and then %s change %s, which is static: all services share it."
                  .formatted(c.who(one), c.who(other), field.name()),
              other,
              "not its own");
        }
      }
    }
    return null;
  }

  /** The static field that the step changes, and be it what is in it; null if it is none. */
  private static Code.@Nullable Field changedStatic(Case c, int step) {
    Code.Field field = c.trail().thread(step).equals("main") ? null : c.field(step);
    Action action = c.trail().at(step).action();
    boolean changes =
        action == Action.WRITE
            || action == Action.CALL && Set.of(PUTS).contains(Trail.method(c.trail().at(step)));
    return field != null && field.isStatic() && changes ? field : null;
  }

  /** increment() refuses what comes too late, with another exception than it promises. */
  private static @Nullable Diagnosis anotherException(Case c) {
    return c.is(Kind.WRONG_RESULT) ? Thrown.another(c, ConfinementGrader.ANOTHER_EXCEPTION) : null;
  }

  /** What is refused has been counted before anybody looked whether it is to be refused. */
  private static @Nullable Diagnosis counted(Case c) {
    List<String> said = c.filledIn(ConfinementGrader.ANOTHER_COUNT);
    Body increment = c.code().named("increment");
    if (!c.is(Kind.WRONG_RESULT)
        || said == null
        || !said.get(0).endsWith("that were refused")
        || Integer.parseInt(said.get(1)) <= Integer.parseInt(said.get(2))
        || increment == null) {
      return null;
    }
    Op refuses = increment.ops(Op.What.THROW).findFirst().orElse(null);
    Op counts =
        increment.ops().stream()
            .filter(op -> refuses != null && op.index() < refuses.index())
            .filter(
                op ->
                    op.calls("incrementAndGet", "getAndIncrement", "addAndGet")
                        || op.what() == Op.What.PUT && op.args().get(0).text().contains("+"))
            .findFirst()
            .orElse(null);
    return counts == null || refuses == null || increment.loop(refuses) != null
        ? null
        : new Diagnosis(
            "all-or-none",
            "Line %d has counted before line %d refuses.".formatted(counts.line(), refuses.line()),
            -1,
            "");
  }

  /** The line has the count of the moment in which it is printed. */
  private static @Nullable Diagnosis newest(Case c) {
    List<String> said = c.filledIn(ConfinementGrader.ANOTHER_LINE);
    if (!c.is(Kind.WRONG_RESULT)
        || said == null
        || !said.get(2).startsWith("\"The count is ")
        || !said.get(3).startsWith("\"The count is ")) {
      return null;
    }
    for (Body body : c.code().bodies()) {
      Op take = body.calls(TAKES).filter(op -> op.on() != null).findFirst().orElse(null);
      for (Op print : take == null ? List.<Op>of() : body.calls("accept").toList()) {
        boolean shared =
            body.ops().stream()
                .filter(op -> print.dependsOn(op.index()))
                .anyMatch(op -> number(c, op) && writtenElsewhere(c, body, op));
        if (take != null && shared) {
          return new Diagnosis(
              "shared-number",
              "Line %d prints the count as it is then, and another thread goes on counting."
                  .formatted(print.line()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  private static boolean number(Case c, Op op) {
    Code.Field field = op.what() == Op.What.GET ? c.code().field(op) : null;
    return field != null
        && Set.of("I", "J", "Ljava/util/concurrent/atomic/AtomicInteger;").contains(field.desc());
  }

  private static boolean writtenElsewhere(Case c, Body body, Op get) {
    boolean here = false;
    boolean elsewhere = false;
    for (Op op : c.code().ops().toList()) {
      boolean writes =
          op.what() == Op.What.PUT && op.name().equals(get.name())
              || op.calls("incrementAndGet", "getAndIncrement", "addAndGet", "set")
                  && op.receiver().endsWith("." + get.name());
      here |= writes && op.body() == body;
      elsewhere |= writes && op.body() != body && !op.body().name().equals("<init>");
    }
    return elsewhere && !here;
  }

  private static boolean missing(Case c, String... because) {
    List<String> said = c.filledIn(ConfinementGrader.ANOTHER_LINE);
    return c.is(Kind.WRONG_RESULT)
        && said != null
        && said.get(3).equals("nothing")
        && Stream.of(because).anyMatch(said.get(0)::contains);
  }

  /** increment() looks at the flag, and puts its increment where nobody looks any more. */
  private static @Nullable Diagnosis behindTheEnd(Case c) {
    return missing(c, "that returned while another thread closed")
        ? LateComers.looksThenPuts(c, "increment")
        : null;
  }

  /** close() puts an end mark where another thread has still something to put. */
  private static @Nullable Diagnosis endFirst(Case c) {
    Body close = c.code().named("close");
    if (!missing(c, "and close()", "while another thread closed") || close == null) {
      return null;
    }
    List<Op> marks =
        c.code().deep(close).stream()
            .filter(op -> op.calls(PUTS) && op.on() != null && op.on().kind() == Sym.Kind.FIELD)
            .toList();
    for (Op mark : marks) {
      Op feeds =
          c.code()
              .ops()
              .filter(op -> op.calls(PUTS) && op.receiver().equals(mark.receiver()))
              .filter(op -> takesFrom(op.body(), marks, mark.receiver()))
              .findFirst()
              .orElse(null);
      if (feeds != null) {
        return new Diagnosis(
            "event-before-last-put",
            "Line %d puts the end where line %d has still something to put."
                .formatted(mark.line(), feeds.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** Whether a thread hands on what it takes from another place that gets an end mark, too. */
  private static boolean takesFrom(Body body, List<Op> marks, String but) {
    return body.calls(TAKES)
        .anyMatch(
            op ->
                body.loop(op) != null
                    && !op.receiver().equals(but)
                    && marks.stream().anyMatch(mark -> mark.receiver().equals(op.receiver())));
  }

  /** close() puts the end mark in before it says, under another lock or none, that it is closed. */
  private static @Nullable Diagnosis endBeforeTheFlag(Case c) {
    Body close = c.code().named("close");
    Body increment = c.code().named("increment");
    if (!missing(c, "that returned while another thread closed")
        || close == null
        || increment == null) {
      return null;
    }
    Op raise =
        close
            .ops(Op.What.PUT)
            .filter(op -> op.desc().equals("Z") && op.args().get(0).text().equals("1"))
            .findFirst()
            .orElse(null);
    Op mark =
        close
            .calls(PUTS)
            .filter(op -> op.on() != null && op.on().kind() == Sym.Kind.FIELD)
            .filter(op -> raise != null && op.index() < raise.index())
            .filter(op -> raise != null && op.held().stream().noneMatch(raise.held()::contains))
            .filter(
                op -> increment.calls(PUTS).anyMatch(put -> put.receiver().equals(op.receiver())))
            .findFirst()
            .orElse(null);
    return mark == null || raise == null
        ? null
        : new Diagnosis(
            "event-before-last-put",
            "Line %d puts the end in, and until line %d says so more may come behind it."
                .formatted(mark.line(), raise.line()),
            -1,
            "");
  }

  /** A thread leaves its loop as soon as it is closed, whatever is still in its queue. */
  private static @Nullable Diagnosis leavesEarly(Case c) {
    Body close = c.code().named("close");
    if (!missing(c, "and close()", "while another thread closed") || close == null) {
      return null;
    }
    List<Op> raised =
        close
            .ops(Op.What.PUT)
            .filter(op -> op.desc().equals("Z") && op.args().get(0).text().equals("1"))
            .toList();
    for (Body body : c.code().bodies()) {
      Op take =
          body.calls("take", "poll").filter(op -> body.loop(op) != null).findFirst().orElse(null);
      if (take == null
          || body == close
          || c.code().deepCalls(body, "isEmpty", "size", "peek", "drainTo")) {
        continue;
      }
      for (Op look : body.ops(Op.What.GET).toList()) {
        boolean flag = raised.stream().anyMatch(op -> op.name().equals(look.name()));
        Body.Jump loop = body.loop(look);
        boolean before =
            loop != null
                && loop.equals(body.loop(take))
                && look.index() < take.index()
                && body.ops(Op.What.IF)
                    .anyMatch(
                        test ->
                            test.dependsOn(look.index())
                                && test.index() < take.index()
                                && test.target() > loop.last());
        if (flag && before) {
          return new Diagnosis(
              "consumer-leaves-early",
              "Line %d ends the loop when %s is set, whatever is still in the queue."
                  .formatted(look.line(), look.name()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  /** Whoever is interrupted in close() throws away what has not been printed. */
  private static @Nullable Diagnosis thrownAway(Case c) {
    Body close = c.code().named("close");
    if (!missing(c, "close() whose caller was interrupted") || close == null) {
      return null;
    }
    return close.handlers().stream()
        .filter(handler -> "java/lang/InterruptedException".equals(handler.type()))
        .flatMap(close::after)
        .filter(
            op ->
                op.calls("clear", "shutdownNow")
                    || op.callsOn("java/lang/Thread", "interrupt")
                        && !op.receiver().contains("currentThread()"))
        .findFirst()
        .map(
            op ->
                new Diagnosis(
                    "drops-at-close",
                    "When close() is interrupted, line %d gives up what has not been done."
                        .formatted(op.line()),
                    -1,
                    ""))
        .orElse(null);
  }

  /** join() waits, and looks at the clock, and returns when that says so. */
  private static @Nullable Diagnosis triesForAWhile(Case c) {
    Body join = c.code().named("join");
    if (!missing(c, "and join()") || join == null) {
      return null;
    }
    Op waits =
        join.calls("wait", "await", "awaitNanos", "sleep", "parkNanos", "poll")
            .filter(op -> !op.args().isEmpty() && join.loop(op) != null)
            .findFirst()
            .orElse(null);
    boolean clock =
        join.calls("nanoTime", "currentTimeMillis")
            .filter(op -> join.loop(op) != null)
            .anyMatch(op -> join.ops(Op.What.IF).anyMatch(test -> test.dependsOn(op.index())));
    return waits != null && clock && join.ops(Op.What.THROW).findAny().isEmpty()
        ? new Diagnosis(
            "gives-up",
            "join() waits in line %d until it is done or the time is up, and returns in any case."
                .formatted(waits.line()),
            -1,
            "")
        : null;
  }
}
