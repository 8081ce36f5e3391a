package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about functions that throw. All demand a schedule in which a function that the
 * submission calls throws, and what the code does with that at this very call.
 */
final class Failures {
  private static final Set<String> ARRIVES =
      Set.of(
          "countDown",
          "await",
          "arrive",
          "arriveAndAwaitAdvance",
          "arriveAndDeregister",
          "notifyAll",
          "notify",
          "signalAll",
          "signal",
          "release",
          "unpark");
  private static final Set<String> WAITS =
      Set.of("await", "wait", "acquire", "arriveAndAwaitAdvance", "awaitAdvance", "park", "get");

  private Failures() {}

  /** The steps in which a function throws. */
  private static List<Integer> thrown(Case c) {
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.THROW && function(c, i) != null) {
        steps.add(i);
      }
    }
    return steps;
  }

  /** The call of a function object on the line of a step; null unless there is exactly one. */
  static @Nullable Op function(Case c, int step) {
    Op found = null;
    for (Op op : c.ops(step)) {
      if (op.callsFunction()) {
        if (found != null) {
          return null;
        }
        found = op;
      }
    }
    return found;
  }

  private static boolean isError(Step thrown) {
    return thrown.subject().endsWith("Error");
  }

  /** Whether a handler around the call catches what is thrown, as far as the names tell. */
  private static Body.@Nullable Handler catcher(Op call, Step thrown) {
    for (Body.Handler handler : call.body().handlers()) {
      String type = handler.type();
      if (type == null || handler.first() > call.index() || call.index() >= handler.last()) {
        continue;
      }
      boolean catches =
          type.equals("java/lang/Throwable")
              || type.endsWith("/" + thrown.subject())
              || (isError(thrown)
                  ? type.equals("java/lang/Error")
                  : type.equals("java/lang/Exception")
                      || type.equals("java/lang/RuntimeException")
                          && !thrown.subject().equals("InterruptedException"));
      if (catches) {
        return handler;
      }
    }
    return null;
  }

  /**
   * Somebody waits for ever for an arrival; a function threw in a thread that would have arrived
   * further down in that method, did not, and has nothing more to do.
   */
  static @Nullable Diagnosis diesBeforeArrival(Case c) {
    if (!c.hangs() && !c.is(Kind.LEAK)) {
      return null;
    }
    for (int step : thrown(c)) {
      String thread = c.trail().thread(step);
      Op call = function(c, step);
      if (call == null
          || isError(c.trail().at(step)) && narrow(call) != null
          || c.trail().endsWith(thread, Action.WAIT, Action.BLOCKED, Action.JOIN)) {
        continue;
      }
      for (String other : c.trail().threads()) {
        int last = c.trail().last(other);
        if (other.equals(thread) || c.trail().at(last).action() != Action.WAIT) {
          continue;
        }
        for (Op wait : c.ops(last)) {
          if (wait.what() != Op.What.CALL || !WAITS.contains(wait.name())) {
            continue;
          }
          Op missed =
              call.body().ops().stream()
                  .filter(op -> op.index() > call.index() && op.what() == Op.What.CALL)
                  .filter(op -> op.calls(ARRIVES.toArray(String[]::new)) || arrives(c, op, wait))
                  .filter(op -> misses(call, op, c.trail().at(step)))
                  .filter(op -> meets(c, op, wait))
                  .findFirst()
                  .orElse(null);
          boolean came = missed != null && did(c, thread, step, missed);
          if (missed != null && !came) {
            return new Diagnosis(
                "worker-dies-before-barrier",
                "%s gets %s from %s() in line %d and never comes to %s() in line %d; %s waits for that."
                    .formatted(
                        thread,
                        article(c.trail().at(step).subject()),
                        call.name(),
                        call.line(),
                        missed.name(),
                        missed.line(),
                        c.who(last)),
                step,
                "never arrives");
          }
        }
      }
    }
    return null;
  }

  static String article(String name) {
    return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  private static boolean arrives(Case c, Op op, Op wait) {
    return c.code().isOwn(op.owner())
        && c.code().bodies().stream()
            .filter(body -> body.owner().equals(op.owner()) && body.name().equals(op.name()))
            .anyMatch(body -> body == wait.body());
  }

  /** Whether the arrival is about what the other one waits for. */
  private static boolean meets(Case c, Op arrival, Op wait) {
    return arrives(c, arrival, wait)
        || arrival.owner().equals(wait.owner())
        || Set.of("notify", "notifyAll").contains(arrival.name()) && wait.name().equals("wait")
        || wait.name().equals("get") && wait.owner().contains("Future");
  }

  /** Whether the way out by the exception, as far as the method's handlers tell, goes past it. */
  private static boolean misses(Op call, Op arrival, Step thrown) {
    Body.Handler catcher = catcher(call, thrown);
    if (catcher == null) {
      return call.body().handlers().stream()
          .filter(handler -> handler.type() == null)
          .filter(handler -> handler.first() <= call.index() && call.index() < handler.last())
          .noneMatch(handler -> calls(call.body(), handler, arrival.name()));
    }
    if (calls(call.body(), catcher, arrival.name())) {
      return false;
    }
    return catcher.first() <= arrival.index() && arrival.index() < catcher.last()
        || call.body()
            .after(catcher)
            .anyMatch(op -> op.what() == Op.What.RETURN || op.what() == Op.What.THROW);
  }

  private static boolean calls(Body body, Body.Handler handler, String name) {
    return body.after(handler).anyMatch(op -> op.name().equals(name));
  }

  private static boolean did(Case c, String thread, int step, Op missed) {
    for (int i = c.trail().after(thread, step); i >= 0; i = c.trail().after(thread, i)) {
      if (c.ops(i).stream()
          .anyMatch(
              op ->
                  op.name().equals(missed.name())
                      && op.owner().equals(missed.owner())
                      && op.what() == Op.What.CALL)) {
        return true;
      }
    }
    return false;
  }

  private static Body.@Nullable Handler narrow(Op call) {
    return call.body().handlers().stream()
        .filter(handler -> handler.first() <= call.index() && call.index() < handler.last())
        .filter(
            handler ->
                "java/lang/Exception".equals(handler.type())
                    || "java/lang/RuntimeException".equals(handler.type()))
        .findFirst()
        .orElse(null);
  }

  /** An Error passes by the handlers around the call, which are made for exceptions only. */
  static @Nullable Diagnosis catchesTooLittle(Case c) {
    if (!c.hangs() && !c.is(Kind.LEAK, Kind.WRONG_RESULT, Kind.EXCEPTION)) {
      return null;
    }
    for (int step : thrown(c)) {
      Op call = function(c, step);
      if (call == null
          || !isError(c.trail().at(step))
          || catcher(call, c.trail().at(step)) != null) {
        continue;
      }
      Body.Handler narrow = narrow(call);
      if (narrow != null && narrow.type() != null) {
        return new Diagnosis(
            "catches-too-little",
            "%s gets %s from %s() in line %d, and the catch around it is only for %s."
                .formatted(
                    c.trail().thread(step),
                    article(c.trail().at(step).subject()),
                    call.name(),
                    call.line(),
                    narrow.type().substring(narrow.type().lastIndexOf('/') + 1)),
            step,
            "nobody catches it");
      }
    }
    return null;
  }

  /**
   * A function threw, and what should have told of it did not: the handler at the call drops the
   * exception and keeps no other note of the failure; or it is kept where nobody but the handlers
   * and the other tasks looks.
   */
  static @Nullable Diagnosis swallowed(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || askedToStop(c)) {
      return null;
    }
    List<Integer> thrown = thrown(c);
    if (thrown.isEmpty()) {
      return null;
    }
    int step = thrown.get(0);
    Op call = function(c, step);
    if (call == null || isError(c.trail().at(step))) {
      return null;
    }
    Body.Handler handler = catcher(call, c.trail().at(step));
    if (handler == null) {
      Diagnosis dropped = dropped(c, step);
      return dropped != null ? dropped : forgotten(c, step, call);
    }
    List<Op> does = call.body().after(handler).toList();
    boolean throwsOn = does.stream().anyMatch(op -> op.what() == Op.What.THROW);
    boolean notes =
        does.stream()
            .anyMatch(
                op ->
                    op.what() == Op.What.PUT
                        || op.what() == Op.What.CALL
                            && (op.args().stream().anyMatch(Failures::isCaught)
                                || op.isPlatform()
                                    && !op.calls(
                                        "printStackTrace",
                                        "println",
                                        "countDown",
                                        "currentThread",
                                        "interrupt",
                                        "getMessage",
                                        "add",
                                        "await")
                                || c.code().isOwn(op.owner())));
    if (!throwsOn && !notes) {
      return new Diagnosis(
          "exception-swallowed",
          "%s gets %s from %s() in line %d, catches it, and nobody hears of it."
              .formatted(
                  c.trail().thread(step),
                  article(c.trail().at(step).subject()),
                  call.name(),
                  call.line()),
          step,
          "nobody hears of it");
    }
    boolean kept =
        does.stream()
            .anyMatch(
                op ->
                    (op.what() == Op.What.PUT || op.isPlatform() && op.what() == Op.What.CALL)
                        && op.args().stream().anyMatch(Failures::isCaught));
    boolean thrownOn =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.what() == Op.What.THROW
                        && op.args().stream().anyMatch(arg -> arg.kind() != Sym.Kind.CAUGHT));
    Diagnosis early = kept && thrownOn ? looksTooEarly(c, step, does) : null;
    if (early != null) {
      return early;
    }
    return kept && !thrownOn
        ? new Diagnosis(
            "exception-swallowed",
            "%s gets %s from %s() in line %d and writes it down, and nothing in the code throws it."
                .formatted(
                    c.trail().thread(step),
                    article(c.trail().at(step).subject()),
                    call.name(),
                    call.line()),
            step,
            "nobody hears of it")
        : null;
  }

  /** Whether anybody was interrupted but the idle threads of a pool, which is how a pool ends. */
  private static boolean askedToStop(Case c) {
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.interruptedIn(i) && !c.trail().thread(i).startsWith("pool-")) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was written down about the failure is looked at by a thread that is none of the tasks, but
   * only before it was written, while that thread waits for their end only later.
   */
  private static @Nullable Diagnosis looksTooEarly(Case c, int step, List<Op> does) {
    if (!c.finding().message().contains("returned normally")) {
      return null;
    }
    String thread = c.trail().thread(step);
    String kept = "";
    for (int i = c.trail().after(thread, step);
        i >= 0 && kept.isEmpty();
        i = c.trail().after(thread, i)) {
      if (c.ops(i).stream().anyMatch(does::contains)
          && Set.of("compareAndSet", "set", "add").contains(Trail.method(c.trail().at(i)))) {
        kept = Trail.variable(c.trail().at(i));
      }
    }
    int before = -1;
    for (int i = 0; !kept.isEmpty() && i < c.trail().size(); i++) {
      Step at = c.trail().at(i);
      boolean looks =
          Trail.variable(at).equals(kept)
              && Set.of("get", "peek", "isEmpty").contains(Trail.method(at))
              && c.bodies(i).stream().noneMatch(body -> body.name().startsWith("lambda$"));
      if (looks && i > step) {
        return null;
      }
      before = looks ? i : before;
    }
    return before < 0
        ? null
        : new Diagnosis(
            "no-join",
            "%s looks whether anything has failed, and %s, for which it has not waited, fails later."
                .formatted(c.who(before), c.who(step)),
            before,
            "not all have ended");
  }

  /**
   * A Future is asked after that, comes back with the exception, and the code catches that and
   * throws nothing; or it throws the cause without the wrapping.
   */
  private static @Nullable Diagnosis dropped(Case c, int step) {
    for (int i = step + 1; i < c.trail().size(); i++) {
      Step asked = c.trail().at(i);
      if (asked.action() != Action.CALL
          || asked.value() != null
          || !Trail.method(asked).equals("get")) {
        continue;
      }
      for (Op get : c.ops(i)) {
        if (!get.calls("get") || !get.owner().contains("Future")) {
          continue;
        }
        for (Body.Handler handler : get.body().handlers()) {
          boolean around =
              handler.first() <= get.index()
                  && get.index() < handler.last()
                  && handler.type() != null
                  && Set.of(
                          "java/util/concurrent/ExecutionException",
                          "java/lang/Exception",
                          "java/lang/Throwable")
                      .contains(handler.type());
          if (!around) {
            continue;
          }
          List<Op> does = get.body().after(handler).toList();
          boolean bare =
              does.stream()
                  .anyMatch(
                      op ->
                          op.what() == Op.What.THROW
                              && op.args().get(0).text().endsWith(".getCause()"));
          String story =
              "%s gets the exception of %s from get()".formatted(c.who(i), c.trail().thread(step));
          if (bare) {
            return new Diagnosis(
                "wrong-cause", story + ", and throws its cause bare.", i, "without the wrapping");
          }
          boolean quiet =
              does.stream()
                  .noneMatch(
                      op ->
                          op.what() == Op.What.THROW
                              || op.what() == Op.What.PUT
                              || op.args().stream().anyMatch(Failures::isCaught));
          return quiet
              ? new Diagnosis(
                  "exception-swallowed",
                  story + ", catches it, and nobody hears of it.",
                  i,
                  "nobody hears of it")
              : null;
        }
      }
    }
    return null;
  }

  /** No handler: the exception ends the thread, or stays in a Future that nobody asks. */
  private static @Nullable Diagnosis forgotten(Case c, int step, Op call) {
    boolean last = c.trail().last(c.trail().thread(step)) == step;
    boolean any =
        call.body().handlers().stream()
            .anyMatch(
                handler ->
                    handler.type() == null
                        && handler.first() <= call.index()
                        && call.index() < handler.last());
    boolean starts =
        c.trail().steps().stream()
            .anyMatch(
                each ->
                    each.action() == Action.START && each.subject().equals(c.trail().thread(step)));
    boolean asks =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.what() == Op.What.CALL || op.what() == Op.What.LAMBDA
                        ? op.owner().contains("Future")
                            || op.name().contains("ncaughtException")
                            || op.calls("invokeAll", "invokeAny")
                        : false);
    return last && starts && !any && !asks
        ? new Diagnosis(
            "exception-swallowed",
            "%s from %s() in line %d ends %s, and nobody hears of it."
                .formatted(
                    c.trail().at(step).subject(), call.name(), call.line(), c.trail().thread(step)),
            step,
            "nobody hears of it")
        : null;
  }

  private static boolean isCaught(Sym arg) {
    return arg.kind() == Sym.Kind.CAUGHT;
  }

  /**
   * A wrong result: the cause that came out is another exception than the one that a function threw
   * in this run.
   */
  static @Nullable Diagnosis wrongCause(Case c) {
    String message = c.finding().message();
    int at = message.indexOf("cause is ");
    if (!c.is(Kind.WRONG_RESULT) || at < 0) {
      return null;
    }
    List<Integer> thrown = thrown(c);
    String cause = message.substring(at + "cause is ".length());
    for (int step : thrown) {
      if (cause.contains(c.trail().at(step).subject())) {
        return null;
      }
    }
    Op call = thrown.isEmpty() ? null : function(c, thrown.get(0));
    return call == null
        ? null
        : new Diagnosis(
            "wrong-cause",
            "%s() threw %s in line %d, and the cause that came out is another one."
                .formatted(
                    call.name(), article(c.trail().at(thrown.get(0)).subject()), call.line()),
            thrown.get(0),
            "this is the cause");
  }

  /**
   * A function threw in one thread, which wrote that down or counted itself in, and only after that
   * another thread calls the next function all the same, which is what the check complains of.
   */
  static @Nullable Diagnosis ignored(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.finding().message().contains("threw")) {
      return null;
    }
    for (int step : thrown(c)) {
      for (int next = step + 1; next < c.trail().size(); next++) {
        Op other = c.trail().at(next).action() == Action.CALLBACK ? function(c, next) : null;
        Op call = function(c, step);
        if (other == null
            || call == null
            || other.receiver().equals(call.receiver())
            || !c.finding().message().startsWith(bare(other) + "(")) {
          continue;
        }
        int went = c.trail().before(c.trail().thread(next), next);
        if (went > step && other.body() == call.body() && !looks(call, other)) {
          return new Diagnosis(
              "ignores-failure",
              "%s() threw in %s, and %s calls %s() all the same."
                  .formatted(bare(call), c.who(step), c.who(next), bare(other)),
              next,
              "though another one failed");
        }
      }
    }
    return null;
  }

  /** Whether anything is tested between the two calls. */
  private static boolean looks(Op call, Op other) {
    return call.body()
        .ops(Op.What.IF)
        .anyMatch(test -> call.index() < test.index() && test.index() < other.index());
  }

  /** The name of the function as the code has it: "work" for this.work.accept(). */
  private static String bare(Op call) {
    String receiver = call.receiver();
    return receiver.substring(receiver.lastIndexOf('.') + 1);
  }

  /**
   * A thread says that it is ready, and only then calls the function that makes it so; another
   * thread goes on in between, or the check finds that somebody went on too early.
   */
  static @Nullable Diagnosis arrivesTooEarly(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      int next = c.trail().after(step.thread(), i);
      boolean arrives =
          step.action() == Action.CALL && Trail.method(step).equals("countDown")
              || step.action() == Action.NOTIFY;
      while (next >= 0 && c.trail().at(next).action() == Action.UNLOCK) {
        next = c.trail().after(step.thread(), next);
      }
      if (!arrives || next < 0 || c.trail().at(next).action() != Action.CALLBACK) {
        continue;
      }
      int callback = next;
      Op down = c.ops(i).stream().filter(op -> op.calls("countDown")).findFirst().orElse(null);
      Op call = function(c, callback);
      if (down == null || call == null || down.body() != call.body()) {
        continue;
      }
      boolean waitsLater =
          call.body().ops().stream()
              .anyMatch(
                  op ->
                      op.index() > call.index()
                          && op.calls("await")
                          && op.receiver().equals(down.receiver()));
      boolean passed = false;
      for (int other = i + 1; other < c.trail().size(); other++) {
        passed |=
            !c.trail().thread(other).equals(step.thread())
                && c.trail().at(other).action() == Action.CALLBACK
                && function(c, other) != null
                && function(c, other) != call;
      }
      if (waitsLater && passed && down.index() < call.index()) {
        return new Diagnosis(
            "signals-before-state",
            "%s counts down, and only then calls %s() in line %d; the others do not wait for that."
                .formatted(c.who(i), bare(call), call.line()),
            i,
            "too early");
      }
    }
    return null;
  }
}
