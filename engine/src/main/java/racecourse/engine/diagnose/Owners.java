package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about threads that own something, and about experiments with threads. Where
 * there is no schedule the check's sentence and the code have to show it together.
 */
final class Owners {
  private static final String ALWAYS_RIGHT = "The counter is always right, but find() says";

  private Owners() {}

  private static @Nullable Body named(Case c, String name) {
    List<Body> bodies = c.code.bodies().stream().filter(body -> body.name.equals(name)).toList();
    return bodies.size() == 1 ? bodies.get(0) : null;
  }

  private static boolean calls(Case c, @Nullable Body body, String... names) {
    return body != null && c.code.deep(body).stream().anyMatch(op -> op.calls(names));
  }

  private static boolean waits(Case c, @Nullable Body body) {
    return calls(
        c,
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
  static @Nullable Diagnosis livesOn(Case c) {
    return c.is(Kind.LEAK) && c.says("is closed, but a thread that it started lives on", ".take()")
        ? new Diagnosis(
            "leak",
            "A thread waits in line %d for more, and nobody tells it that nothing will come."
                .formatted(c.finding.line()),
            -1,
            "")
        : null;
  }

  /** What has to be refused when it is closed is not, and the method makes no such exception. */
  static @Nullable Diagnosis refusesNothing(Case c) {
    Body body = named(c, "increment");
    boolean asked =
        c.says("is closed, so increment() has to throw an IllegalStateException, but it returned");
    return c.is(Kind.WRONG_RESULT)
            && asked
            && body != null
            && c.trail.size() == 0
            && c.code.deep(body).stream()
                .noneMatch(op -> Contract.makes(op, "java/lang/IllegalStateException"))
        ? new Diagnosis(
            "closed-means-nothing", "Nothing in increment() says that it is closed.", -1, "")
        : null;
  }

  /** An interrupt of a wait is caught in the very method that has to pass it on. */
  static @Nullable Diagnosis catches(Case c) {
    boolean returned =
        c.is(Kind.WRONG_RESULT)
            && c.says("so it has to get an InterruptedException, but join() returned");
    boolean waits =
        c.is(Kind.STUCK) && c.says("was interrupted while it waited in join(), but it still waits");
    Body join = named(c, "join");
    if (c.trail.size() > 0 || !returned && !waits || join == null) {
      return null;
    }
    for (Op op : join.ops) {
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
  static @Nullable Diagnosis severalOwners(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("Only one thread may ever call the printer, but")) {
      return null;
    }
    Body increment = named(c, "increment");
    boolean itself =
        increment != null && increment.ops.stream().anyMatch(op -> op.calls("accept"))
            || c.trail.steps.stream()
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

  /** A thread was seen to burn a core while it waits. */
  static @Nullable Diagnosis burns(Case c) {
    return c.is(Kind.LIVELOCK) && c.trail.size() == 0 && c.says("burns a core while it waits")
        ? new Diagnosis(
            "busy-wait",
            "The loop around line %d asks again and again, and never waits."
                .formatted(c.finding.line()),
            -1,
            "")
        : null;
  }

  /** The lines come in another order, and the code keeps them where order is lost. */
  static @Nullable Diagnosis reordered(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("has to be \"The count is ", "but it is \"The count")) {
      return null;
    }
    boolean front =
        c.code.ops().anyMatch(op -> op.calls("push", "putFirst", "addFirst", "offerFirst"));
    boolean first =
        c.code.ops().anyMatch(op -> op.calls("take", "takeFirst", "pop", "pollFirst", "poll"));
    if (front && first) {
      return new Diagnosis(
          "order-reversed", "What is put in at the front comes out at the front.", -1, "");
    }
    Op sorted =
        c.code
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
  static @Nullable Diagnosis missing(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("has to be ", "but it is nothing")) {
      return null;
    }
    boolean closing = c.says(" and close() line");
    Body body = named(c, closing ? "close" : "join");
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
          "no-join", "Nothing in %s() waits for anybody.".formatted(body.name), -1, "");
    }
    boolean throwsAway =
        closing
            && c.code.deep(body).stream()
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

  /** Work that has to run at once does not: under one lock, on one thread, in too small a pool. */
  static @Nullable Diagnosis notAtOnce(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    Op pool =
        c.code
            .ops()
            .filter(op -> op.calls("newFixedThreadPool"))
            .filter(op -> op.args().get(0).kind() == Sym.Kind.CONSTANT)
            .findFirst()
            .orElse(null);
    if (pool != null) {
      return new Diagnosis(
          "pool-too-small",
          "The pool made in line %d has %s threads, however many there should be at once."
              .formatted(pool.line(), pool.args().get(0).text()),
          -1,
          "");
    }
    boolean starts =
        c.code
            .ops()
            .anyMatch(
                op ->
                    op.calls("start", "submit", "execute", "invokeAll", "parallel", "runAsync")
                        || op.what() == Op.What.LAMBDA
                            && Set.of("start", "submit", "execute").contains(op.name()));
    Op runs =
        c.code
            .ops()
            .filter(op -> op.callsOn("java/lang/Thread", "run") && op.on() != null)
            .filter(op -> op.on() != null && op.on().kind() != Sym.Kind.THIS)
            .findFirst()
            .orElse(null);
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
    for (String thread : c.trail.threads()) {
      int last = c.trail.last(thread);
      boolean enters =
          c.trail.at(last).action() == Action.BLOCKED
              && c.ops(last).stream()
                  .anyMatch(op -> op.what() == Op.What.ENTER || op.calls("lock"));
      if (enters) {
        return new Diagnosis(
            "serialised",
            "%s waits for %s, which another one holds all the time."
                .formatted(c.who(last), c.trail.at(last).subject()),
            last,
            "one after the other");
      }
    }
    return null;
  }

  /** An experiment that finds what is not there, or does not find what is. */
  static @Nullable Diagnosis wrongVerdict(Case c) {
    Body find = named(c, "find");
    if (!c.is(Kind.WRONG_RESULT) || find == null) {
      return null;
    }
    boolean accused = c.says(ALWAYS_RIGHT);
    boolean silent = c.says("but find() returned no seed");
    if (accused && !calls(c, find, "empty")) {
      return new Diagnosis("accuses", "find() always says yes in the end.", -1, "");
    }
    if (silent && c.code.ops().noneMatch(op -> op.callsOn("java/util/OptionalLong", "of"))) {
      return new Diagnosis("says-nothing", "find() always says no in the end.", -1, "");
    }
    List<Op> made = find.ops.stream().filter(op -> op.calls("get") && op.callsFunction()).toList();
    boolean once = made.size() == 1 && find.loop(made.get(0)) == null;
    if (once && c.says("fresh counters had to be made") && rounds(find) == 1) {
      return new Diagnosis(
          "ignores-the-rounds", "Nothing leads from one round to the next one.", -1, "");
    }
    if (once && rounds(find) > 1 && (accused || c.says("fresh counters had to be made"))) {
      return new Diagnosis(
          "counter-reused",
          "Line %d makes the counter once, for all rounds.".formatted(made.get(0).line()),
          -1,
          "");
    }
    for (Op test : find.ops) {
      boolean compares =
          test.what() == Op.What.IF
              && test.args().size() == 2
              && test.args().get(0).kind() == Sym.Kind.CALL
              && test.args().get(0).text().endsWith(".get()");
      if (compares && silent && test.name().equals("<=")) {
        return new Diagnosis(
            "compares-the-wrong-way",
            "Line %d looks for more than there should be; what is lost is missing."
                .formatted(test.line()),
            -1,
            "");
      }
      if (compares
          && silent
          && test.args().get(1).kind() == Sym.Kind.CONSTANT
          && test.args().get(1).text().equals("1")) {
        return new Diagnosis(
            "compares-the-wrong-way",
            "Line %d looks for one kind of loss only.".formatted(test.line()),
            -1,
            "");
      }
      if (compares && accused && test.args().get(1).text().matches("\\(parameter\\d-1\\)")) {
        return new Diagnosis(
            "off-by-one",
            "Line %d compares with one less than there are threads.".formatted(test.line()),
            -1,
            "");
      }
    }
    return accused || c.says("find() was given") ? tooEarly(c) : null;
  }

  /** How many loops are around what starts a thread. */
  private static long rounds(Body find) {
    return find.calls("start", "execute", "submit")
        .mapToLong(
            op ->
                find.backward.stream()
                    .map(Body.Jump::first)
                    .distinct()
                    .filter(
                        first ->
                            find.backward.stream()
                                .anyMatch(
                                    jump ->
                                        jump.first() == first
                                            && jump.first() <= op.index()
                                            && op.index() <= jump.last()))
                    .count())
        .max()
        .orElse(0);
  }

  private static @Nullable Diagnosis tooEarly(Case c) {
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (step.action() == Action.CALLBACK
          && step.subject().contains("Supplier.get")
          && !step.thread().equals("main")) {
        return new Diagnosis(
            "counter-per-thread",
            "%s makes a counter of its own.".formatted(c.who(i)),
            i,
            "nobody else counts with it");
      }
      boolean timed =
          step.action() == Action.JOIN
              && c.ops(i).stream().anyMatch(op -> op.calls("join") && !op.args().isEmpty());
      if (timed) {
        return new Diagnosis(
            "gives-up",
            "%s waits for a while, and goes on, whether %s has ended or not."
                .formatted(c.who(i), step.subject()),
            i,
            "not as long as it takes");
      }
    }
    Body find = named(c, "find");
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      boolean left =
          step.action() == Action.START
              && c.trail.steps.stream()
                  .noneMatch(
                      each ->
                          each.action() == Action.JOIN && each.subject().equals(step.subject()));
      if (!left || find == null || calls(c, find, "await", "wait", "acquire")) {
        continue;
      }
      boolean sleeps = find.calls("sleep").findAny().isPresent();
      return sleeps
          ? new Diagnosis(
              "sleep-orders-threads",
              "%s starts %s, and then sleeps for a while and hopes."
                  .formatted(c.who(i), step.subject()),
              i,
              "nobody waits for it")
          : new Diagnosis(
              "no-join",
              "%s starts %s, and nobody waits for its end.".formatted(c.who(i), step.subject()),
              i,
              "nobody waits for it");
    }
    return null;
  }

  /** What join() waits for, in a loop, has come true before the last thing was done. */
  static @Nullable Diagnosis joinsTooEarly(Case c) {
    Body join = named(c, "join");
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says(" and join() line ", "but it is nothing")
        || join == null
        || Hangs.interrupted(c)) {
      return null;
    }
    int last = c.trail.size() - 1;
    while (last >= 0 && c.trail.at(last).action() == Action.UNLOCK) {
      last--;
    }
    if (last < 0
        || !c.bodies(last).contains(join)
        || !Set.of(Action.READ, Action.CALL).contains(c.trail.at(last).action())) {
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
                .formatted(c.who(last), c.trail.at(last).subject(), c.trail.at(last).value()),
            last,
            "true too early")
        : null;
  }

  /** A collection that is made for one thread, used by two without any lock. */
  static @Nullable Diagnosis collectionForOne(Case c) {
    RacingPair pair = RacingPair.of(c);
    boolean made =
        c.finding
            .message()
            .matches(
                "(?s)Data race on (ArrayList|LinkedList|ArrayDeque|HashMap|HashSet|LinkedHashMap|"
                    + "LinkedHashSet|TreeMap|TreeSet|PriorityQueue|StringBuilder):.*");
    return pair != null
            && made
            && c.trail.names(pair.first()).isEmpty()
            && c.trail.names(pair.second()).isEmpty()
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
    for (int i = 0; i < c.trail.size(); i++) {
      if (c.trail.at(i).action() == Action.START) {
        start = i;
        starts++;
      }
    }
    int last = start < 0 ? -1 : c.trail.last(c.trail.thread(start));
    if (starts != 1
        || c.trail.at(last).action() != Action.JOIN
        || !c.trail.at(last).subject().equals(c.trail.at(start).subject())) {
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
                              && c.code.bodies().stream()
                                  .filter(
                                      body ->
                                          body.owner.equals(call.owner())
                                              && body.name.equals(call.name()))
                                  .anyMatch(body -> c.bodies(last).contains(body)));
      if (joins) {
        return new Diagnosis(
            "join-in-the-start-loop",
            "%s waits for %s, in the loop that would start the others."
                .formatted(c.who(last), c.trail.at(last).subject()),
            last,
            "the others have not been started");
      }
    }
    return null;
  }

  /** The seed that is handed out is a constant. */
  static @Nullable Diagnosis constantSeed(Case c) {
    Op constant =
        c.code
            .ops()
            .filter(op -> op.callsOn("java/util/OptionalLong", "of"))
            .filter(op -> op.args().get(0).kind() == Sym.Kind.CONSTANT)
            .findFirst()
            .orElse(null);
    return c.is(Kind.WRONG_RESULT)
            && constant != null
            && c.finding
                .message()
                .matches(
                    "(?s).*under the seeds \\[%1$s(, %1$s)*\\].*"
                        .formatted(constant.args().get(0).text()))
        ? new Diagnosis(
            "wrong-seed",
            "Line %d hands out %s, whatever seed it was."
                .formatted(constant.line(), constant.args().get(0).text()),
            -1,
            "")
        : null;
  }

  /** A call that has to return at once does not: it waits for a lock, a taker, or an answer. */
  static @Nullable Diagnosis doesNotReturn(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("does not return; it has to return at once")) {
      return null;
    }
    String caller = c.trail.threads().contains("incrementer") ? "incrementer" : "main";
    int last = c.trail.last(caller);
    if (last < 0) {
      return null;
    }
    Step step = c.trail.at(last);
    if (step.action() == Action.BLOCKED) {
      for (String holder : c.trail.threads()) {
        int theirs = c.trail.last(holder);
        if (!holder.equals(caller)
            && c.trail.at(theirs).action() == Action.CALLBACK
            && c.trail.names(theirs).contains(step.subject())) {
          return new Diagnosis(
              "blocks-while-holding-lock",
              "%s calls a function with %s locked, and %s waits for that lock."
                  .formatted(c.who(theirs), step.subject(), c.who(last)),
              theirs,
              "with the lock held");
        }
      }
      return null;
    }
    boolean waits = step.action() == Action.WAIT;
    boolean handed =
        c.code
            .ops()
            .anyMatch(
                op ->
                    op.what() == Op.What.NEW
                        && op.owner().equals("java/util/concurrent/SynchronousQueue"));
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
  static @Nullable Diagnosis twoSteps(Case c) {
    boolean lines = c.says("line 2 has to be \"---------------\", but it is \"The count is 2\"");
    boolean file = c.says("line", "nobody has appended such a line") && !c.says("log");
    if (!c.is(Kind.WRONG_RESULT) || !lines && !file) {
      return null;
    }
    Body body = named(c, lines ? "increment" : "append");
    if (body == null || body.isSynchronized) {
      return null;
    }
    List<Op> puts =
        body.ops.stream()
            .filter(op -> lines ? op.calls("put", "add", "offer") : op.calls("write", "newLine"))
            .filter(op -> op.on() != null && op.on().kind() == Sym.Kind.FIELD)
            .toList();
    boolean one =
        puts.size() == 2
            && puts.get(0).receiver().equals(puts.get(1).receiver())
            && puts.stream().allMatch(op -> op.held().isEmpty());
    return one
        ? new Diagnosis(
            "two-steps",
            "Between line %d and line %d another thread can come in."
                .formatted(puts.get(0).line(), puts.get(1).line()),
            -1,
            "")
        : null;
  }

  /** What comes too late is dropped without a word: the flag is tested, and the method returns. */
  static @Nullable Diagnosis dropsSilently(Case c) {
    Body append = named(c, "append");
    boolean asked =
        c.says("is closed, so append() has to throw an IOException, but it returned normally");
    if (!c.is(Kind.WRONG_RESULT) || !asked || append == null) {
      return null;
    }
    for (Op test : append.ops) {
      Op next = test.what() == Op.What.IF ? Contract.next(test) : null;
      boolean flag =
          next != null
              && next.what() == Op.What.RETURN
              && test.args().size() == 1
              && append
                  .ops(Op.What.GET)
                  .anyMatch(get -> test.dependsOn(get.index()) && get.desc().equals("Z"));
      if (flag && next != null) {
        return new Diagnosis(
            "closed-means-nothing",
            "Line %d returns as if the line had been written.".formatted(next.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** The same seed has to make the same choices; what the code draws from has no seed. */
  static @Nullable Diagnosis unseeded(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("Two fuzzes with the seed ", "the same choices")) {
      return null;
    }
    Op draws =
        c.code
            .ops()
            .filter(
                op ->
                    op.callsOn("java/lang/Math", "random")
                        || op.callsOn("java/util/concurrent/ThreadLocalRandom", "current")
                        || op.calls("nanoTime", "currentTimeMillis")
                        || op.callsOn("java/util/Random", "<init>") && op.args().isEmpty())
            .findFirst()
            .orElse(null);
    boolean shared =
        c.code
            .fields()
            .anyMatch(field -> field.isStatic() && field.desc().equals("Ljava/util/Random;"));
    if (draws == null && shared) {
      return new Diagnosis(
          "static-state", "One Random in a static field is for all of them.", -1, "");
    }
    return draws == null
        ? null
        : new Diagnosis(
            "unseeded",
            "What line %d draws from does not depend on the seed.".formatted(draws.line()),
            -1,
            "");
  }

  /** Off is one of the seeds. */
  static @Nullable Diagnosis offIsASeed(Case c) {
    Body off = named(c, "off");
    return c.is(Kind.WRONG_RESULT)
            && off != null
            && c.says("Fuzz.off() have to do nothing")
            && calls(c, off, "seeded", "<init>")
            && c.code.deep(off).stream()
                .anyMatch(op -> op.args().stream().anyMatch(arg -> arg.text().equals("0")))
        ? new Diagnosis("off-is-a-seed", "off() is the same as the seed 0.", -1, "")
        : null;
  }
}
