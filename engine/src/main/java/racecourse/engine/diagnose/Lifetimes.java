package racecourse.engine.diagnose;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about what begins and ends a thread, and when. */
final class Lifetimes {
  private static final Pattern TIME = Pattern.compile("The (period|delay) is .*\\d ms");
  private static final Pattern UNIT =
      Pattern.compile("\\.(getNano|getSeconds|toSeconds|toNanosPart)\\(\\)");

  private Lifetimes() {}

  /** The time is wrong, and a wait is given a part or another unit of what it should last. */
  static @Nullable Diagnosis wrongUnit(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !TIME.matcher(c.finding.message()).find()) {
      return null;
    }
    for (Op op : c.code.ops().toList()) {
      boolean waits =
          op.calls(
              "sleep", "wait", "await", "awaitNanos", "poll", "schedule", "scheduleAtFixedRate");
      for (Sym arg : op.args()) {
        if (waits && UNIT.matcher(arg.text()).find() && !arg.text().contains("*")) {
          return new Diagnosis(
              "wrong-unit",
              "Line %d waits for %s, which is another number than the time it should be."
                  .formatted(op.line(), arg.text().replaceAll(".*\\.(\\w+\\(\\)).*", "$1")),
              -1,
              "");
        }
      }
    }
    return null;
  }

  private static @Nullable Body named(Case c, String name) {
    List<Body> bodies = c.code.bodies().stream().filter(body -> body.name.equals(name)).toList();
    return bodies.size() == 1 ? bodies.get(0) : null;
  }

  private static Set<String> written(Case c, Body body) {
    Set<String> names = new HashSet<>();
    c.code.deep(body).stream()
        .filter(op -> op.what() == Op.What.PUT)
        .forEach(op -> names.add(op.name()));
    return names;
  }

  private static Set<String> read(Case c, Body body) {
    Set<String> names = new HashSet<>();
    c.code.deep(body).stream()
        .filter(op -> op.what() == Op.What.GET)
        .forEach(op -> names.add(op.name()));
    return names;
  }

  /** The second start has to throw: nothing in start() tests what the first one has changed. */
  static @Nullable Diagnosis startedTwice(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("start() was called for the second time")) {
      return null;
    }
    Body start = named(c, "start");
    if (start == null || Hangs.interrupted(c)) {
      return null;
    }
    Set<String> said = new HashSet<>();
    int looks = -1;
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (step.action() == Action.READ
          && "false".equals(step.value())
          && c.bodies(i).contains(start)
          && looks < 0) {
        looks = i;
      }
    }
    if (looks >= 0) {
      // Who raises the flag that start() looks at?
      String flag = Trail.variable(c.trail.at(looks));
      for (Op put : c.code.ops().filter(op -> op.what() == Op.What.PUT).toList()) {
        if (put.name().equals(flag) && put.args().get(0).text().equals("1")) {
          said.add(put.body().name);
        }
      }
    }
    boolean byTheThread =
        !said.isEmpty()
            && said.stream().allMatch(name -> name.startsWith("lambda$") || name.equals("run"));
    int starts = 0;
    for (Step step : c.trail.steps) {
      starts += step.action() == Action.START ? 1 : 0;
    }
    if (byTheThread && starts > 1) {
      return new Diagnosis(
          "check-then-act",
          "%s reads %s: false, because the new thread has not said yet that it runs."
              .formatted(c.who(looks), Trail.variable(c.trail.at(looks))),
          looks,
          "not said yet");
    }
    boolean unwritten =
        starts > 1 && read(c, start).stream().noneMatch(written(c, start)::contains)
            || starts > 1 && start.ops(Op.What.THROW).findAny().isEmpty()
            || starts > 1 && looks >= 0 && !tested(c, start);
    boolean ignored = starts == 1 && start.ops(Op.What.THROW).findAny().isEmpty();
    return unwritten || ignored
        ? new Diagnosis(
            "second-start",
            ignored
                ? "The second start() returns without a word."
                : "start() does not look whether it has been called before.",
            -1,
            "")
        : null;
  }

  /** Whether start() tests anything that it writes itself. */
  private static boolean tested(Case c, Body start) {
    Set<String> writes = written(c, start);
    return start
        .ops(Op.What.IF)
        .anyMatch(
            test ->
                start
                    .ops(Op.What.GET)
                    .anyMatch(get -> test.dependsOn(get.index()) && writes.contains(get.name())));
  }

  /** What a question answers does not depend on what the call before it has changed. */
  static @Nullable Diagnosis notUpdated(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    Body asked = named(c, "isRunning");
    if (c.says("isRunning() is true, but it should be false") && asked != null) {
      Body changed = named(c, c.says("close() has returned") ? "close" : "start");
      if (changed != null
          && !written(c, changed).isEmpty()
          && !read(c, asked).isEmpty()
          && read(c, asked).stream().noneMatch(written(c, changed)::contains)) {
        return new Diagnosis(
            "state-not-updated",
            "isRunning() looks at nothing that %s() changes.".formatted(changed.name),
            -1,
            "");
      }
    }
    Body cancel = named(c, "cancel");
    boolean always =
        c.says("too late", "cancel() said that it will never run")
            && cancel != null
            && cancel.ops(Op.What.RETURN).findAny().isPresent()
            && cancel.ops(Op.What.RETURN).allMatch(op -> Contract.answers(op, "1"));
    return always
        ? new Diagnosis("state-not-updated", "cancel() says yes whatever has happened.", -1, "")
        : null;
  }

  /** A thread waits for its own end, or for that of the pool it is a thread of. */
  static @Nullable Diagnosis waitsForItself(Case c) {
    if (!c.is(Kind.LEAK, Kind.STUCK, Kind.DEADLOCK, Kind.LIVELOCK)) {
      return null;
    }
    for (String thread : c.trail.threads()) {
      int last = c.trail.last(thread);
      Step step = c.trail.at(last);
      if (step.action() == Action.JOIN && step.subject().equals(thread)) {
        return new Diagnosis(
            "joins-itself",
            "%s waits for the end of %s, which is itself.".formatted(c.who(last), thread),
            last,
            "waits for itself");
      }
      boolean called = false;
      boolean handed = false;
      int wait = -1;
      for (int i = 0; i < c.trail.size(); i++) {
        Step each = c.trail.at(i);
        if (!each.thread().equals(thread)) {
          handed |=
              !called
                  && Set.of("schedule", "scheduleAtFixedRate", "submit", "execute")
                      .contains(Trail.method(each));
          continue;
        }
        called |= handed && each.action() == Action.CALLBACK;
        boolean awaits =
            called
                && each.action() == Action.WAIT
                && c.ops(i).stream().anyMatch(op -> op.calls("awaitTermination"));
        wait = wait < 0 && awaits ? i : wait;
      }
      boolean pool = thread.matches("Thread-\\d+|pool-\\d+-thread-\\d+");
      if (wait >= 0 && pool) {
        return new Diagnosis(
            "joins-itself",
            "%s is a thread of the pool, and waits for the pool's end.".formatted(c.who(wait)),
            wait,
            "waits for itself");
      }
    }
    return null;
  }

  /**
   * A thread has raised a flag, gets an exception from a function it calls, and ends without having
   * lowered it; the method that lowers it is called after that function, in no finally.
   */
  static @Nullable Diagnosis flagLeftUp(Case c) {
    if (!c.is(Kind.STUCK) || Hangs.interrupted(c)) {
      return null;
    }
    for (String thread : c.trail.threads()) {
      int thrown = c.trail.last(thread);
      if (c.trail.at(thrown).action() != Action.THROW) {
        continue;
      }
      for (int raise = thrown - 1; raise >= 0; raise--) {
        Step step = c.trail.at(raise);
        if (!step.thread().equals(thread)
            || step.action() != Action.WRITE
            || !"true".equals(step.value())) {
          continue;
        }
        boolean awaited =
            c.trail.threads().stream()
                .map(c.trail::last)
                .anyMatch(
                    wait ->
                        c.trail.at(wait).action() == Action.WAIT
                            && Hangs.lookedAt(c, wait).contains(Trail.variable(step)));
        for (Op call : c.ops(thrown)) {
          boolean lowers =
              call.callsFunction()
                  && call.body().ops.stream()
                      .filter(op -> op.index() > call.index() && op.what() == Op.What.CALL)
                      .anyMatch(op -> lowers(c, op, Trail.variable(step)));
          if (awaited && lowers && !guarded(c, call, Trail.variable(step))) {
            return new Diagnosis(
                "no-unlock-on-exception",
                "%s raises %s, leaves by an exception in line %d, and no finally lowers it."
                    .formatted(c.who(raise), Trail.variable(step), c.line(thrown)),
                thrown,
                "leaves with %s up".formatted(Trail.variable(step)));
          }
        }
      }
    }
    return null;
  }

  private static boolean lowers(Case c, Op call, String flag) {
    return c.code.bodies().stream()
        .filter(body -> body.owner.equals(call.owner()) && body.name.equals(call.name()))
        .anyMatch(
            body ->
                body.ops(Op.What.PUT)
                    .anyMatch(
                        put -> put.name().equals(flag) && put.args().get(0).text().equals("0")));
  }

  private static boolean guarded(Case c, Op call, String flag) {
    return call.body().handlers.stream()
        .filter(
            handler ->
                handler.type() == null
                    && handler.first() <= call.index()
                    && call.index() < handler.last())
        .anyMatch(handler -> call.body().after(handler).anyMatch(op -> lowers(c, op, flag)));
  }

  /** What has to come again and again is called once: no loop is around it, and no fixed rate. */
  static @Nullable Diagnosis onceOnly(Case c) {
    if (!c.is(Kind.STUCK, Kind.WRONG_RESULT)
        || !c.says("there is never a third") && !c.says("there is never a second")) {
      return null;
    }
    boolean again =
        c.code.ops().anyMatch(op -> op.calls("scheduleAtFixedRate", "scheduleWithFixedDelay"));
    List<Op> beats =
        c.code.ops().filter(op -> op.callsFunction() && op.receiver().startsWith("this.")).toList();
    boolean called = false;
    for (int i = 0; i < c.trail.size(); i++) {
      called |= c.trail.at(i).action() == Action.CALLBACK;
    }
    boolean timer =
        c.code
            .ops()
            .anyMatch(op -> op.callsOn("java/util/Timer", "schedule") && op.args().size() > 2);
    return called
            && !again
            && !timer
            && !beats.isEmpty()
            && beats.stream().allMatch(op -> op.body().backward.isEmpty() && !inLoop(c, op))
        ? new Diagnosis(
            "no-loop",
            "Line %d is run once, and nothing runs it again.".formatted(beats.get(0).line()),
            -1,
            "")
        : null;
  }

  private static boolean inLoop(Case c, Op op) {
    return c.code
        .ops()
        .anyMatch(
            call ->
                call.what() == Op.What.CALL
                    && call.owner().equals(op.body().owner)
                    && call.name().equals(op.body().name)
                    && call.body().loop(call) != null);
  }

  /** What was said before the start, that it is over, is taken back or forgotten by the start. */
  static @Nullable Diagnosis beforeTheStart(Case c) {
    if (c.is(Kind.EXCEPTION) && c.says("NullPointerException", "is null")) {
      int last = c.trail.size() - 1;
      for (int i = last; i >= 0 && i > last - 4; i--) {
        Step step = c.trail.at(i);
        Code.Field field = step.action() == Action.READ ? c.field(i) : null;
        boolean unset =
            field != null
                && field.desc().equals("Ljava/lang/Thread;")
                && "null".equals(step.value())
                && c.code.writers(field).stream().anyMatch(put -> put.body().name.equals("start"))
                && c.bodies(i).stream()
                    .anyMatch(body -> Set.of("close", "cancel", "stop").contains(body.name));
        if (unset && field != null) {
          return new Diagnosis(
              "never-started",
              "%s reads %s: null, which only start() sets.".formatted(c.who(i), field.name()),
              i,
              "not started yet");
        }
      }
      return null;
    }
    boolean over =
        c.says("close() has returned, and then a beat begins")
            || c.says("will never run, and then it ran");
    if (c.is(Kind.WRONG_RESULT) && over) {
      for (int raise = 0; raise < c.trail.size(); raise++) {
        Step step = c.trail.at(raise);
        if (step.action() != Action.WRITE || !"true".equals(step.value())) {
          continue;
        }
        for (int lower = raise + 1; lower < c.trail.size(); lower++) {
          if (c.trail.at(lower).action() == Action.WRITE
              && c.trail.at(lower).subject().equals(step.subject())) {
            return "false".equals(c.trail.at(lower).value())
                    && c.bodies(lower).stream().anyMatch(body -> body.name.equals("start"))
                ? new Diagnosis(
                    "never-started",
                    "%s writes %s: true, and %s takes that back."
                        .formatted(c.who(raise), step.subject(), c.who(lower)),
                    lower,
                    "forgets the end")
                : null;
          }
        }
      }
    }
    if (c.is(Kind.WRONG_RESULT) && c.says("it has not even been started")) {
      Body cancel = named(c, "cancel");
      boolean no =
          cancel != null && cancel.ops(Op.What.RETURN).anyMatch(op -> Contract.answers(op, "0"));
      if (no) {
        return new Diagnosis(
            "never-started", "cancel() says no to what has not been started.", -1, "");
      }
    }
    return null;
  }

  /** close() has to wait for what is under way, and its caller went on; the code shows why. */
  static @Nullable Diagnosis returnsTooEarly(Case c) {
    boolean early = c.says("close() has returned", "still under way");
    if (!c.is(Kind.WRONG_RESULT) || !early || c.trail.size() == 0) {
      return null;
    }
    Body close = named(c, "close");
    int last = c.trail.size() - 1;
    while (last >= 0 && c.trail.at(last).action() == Action.UNLOCK) {
      last--;
    }
    if (close == null || last < 0 || !c.bodies(last).contains(close)) {
      return null;
    }
    Step step = c.trail.at(last);
    if (step.action() == Action.SLEEP) {
      return new Diagnosis(
          "sleep-orders-threads",
          "%s sleeps for a while, and returns whether the other one is done or not."
              .formatted(c.who(last)),
          last,
          "and hopes");
    }
    int before = c.trail.before(step.thread(), last);
    boolean itself = step.action() == Action.INTERRUPT && step.subject().equals(step.thread());
    if (itself
        && before >= 0
        && Set.of(Action.JOIN, Action.WAIT).contains(c.trail.at(before).action())) {
      return new Diagnosis(
          "interrupt-ends-the-wait",
          "%s is interrupted while it waits, and %s goes on without waiting."
              .formatted(c.who(before), c.who(last)),
          last,
          "does not wait any more");
    }
    boolean timed =
        step.action() == Action.JOIN
            && c.ops(last).stream().anyMatch(op -> op.calls("join") && !op.args().isEmpty());
    if (timed) {
      return new Diagnosis(
          "gives-up",
          "%s waits for a while only, and goes on, whether the other one is done or not."
              .formatted(c.who(last)),
          last,
          "not as long as it takes");
    }
    boolean asks =
        step.action() == Action.INTERRUPT && !itself
            || Set.of("shutdown", "shutdownNow").contains(Trail.method(step));
    boolean waits =
        c.code.deep(close).stream()
            .anyMatch(
                op ->
                    op.calls(
                        "join", "awaitTermination", "wait", "await", "lock", "acquire", "get"));
    if (asks && !waits) {
      return new Diagnosis(
          "no-join",
          "%s asks for the end, and nothing in close() waits for it.".formatted(c.who(last)),
          last,
          "only asks");
    }
    Code.Field flag = step.action() == Action.READ ? c.field(last) : null;
    boolean second =
        flag != null
            && flag.desc().equals("Z")
            && "true".equals(step.value())
            && c.code.writers(flag).stream().anyMatch(put -> put.body() == close);
    return second
        ? new Diagnosis(
            "close-not-idempotent",
            "%s finds it closed by somebody else, and does not wait for what that one waits for."
                .formatted(c.who(last)),
            last,
            "returns at once")
        : null;
  }

  /** The thread has to be a daemon, and nothing in the code makes it one. */
  static @Nullable Diagnosis notADaemon(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("is not a daemon thread")) {
      return null;
    }
    boolean daemon =
        c.code
            .ops()
            .anyMatch(
                op ->
                    op.calls("setDaemon", "daemon", "newThread")
                        || op.callsOn("java/util/Timer", "<init>") && op.desc().contains("Z"));
    return daemon
        ? null
        : new Diagnosis("not-a-daemon", "Nothing in this code makes a daemon.", -1, "");
  }

  /** Each time another thread: a new one is started in the loop. */
  static @Nullable Diagnosis oneEachTime(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("which is another thread")) {
      return null;
    }
    for (int i = 0; i < c.trail.size(); i++) {
      if (c.trail.at(i).action() != Action.START) {
        continue;
      }
      for (Op op : c.ops(i)) {
        if (op.calls("start") && op.body().loop(op) != null && !c.trail.thread(i).equals("main")) {
          return new Diagnosis(
              "another-thread",
              "%s starts a new thread, here %s, each time."
                  .formatted(c.who(i), c.trail.at(i).subject()),
              i,
              "one more thread");
        }
      }
    }
    return null;
  }

  /** start() does the work itself, on the thread of who called it. */
  static @Nullable Diagnosis workedByStart(Case c) {
    boolean caller =
        c.is(Kind.WRONG_RESULT) && c.says("was on the thread that called start()")
            || c.is(Kind.STUCK)
                && (c.says("its action never begins") || c.says("there is never a first"));
    if (!caller) {
      return null;
    }
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      boolean starter =
          step.action() == Action.CALLBACK
              && !step.thread().matches("Thread-\\d+|pool-.*")
              && c.trail.steps.stream()
                  .noneMatch(
                      each ->
                          each.action() == Action.START && each.subject().equals(step.thread()));
      boolean inStart =
          starter
              && (c.bodies(i).stream().anyMatch(body -> body.name.equals("start"))
                  || c.code
                      .ops()
                      .anyMatch(
                          op ->
                              op.callsOn("java/lang/Thread", "run")
                                  && op.body().name.equals("start")));
      if (inStart) {
        return new Diagnosis(
            "run-instead-of-start",
            "%s does the work itself, before start() returns.".formatted(c.who(i)),
            i,
            "on the caller's thread");
      }
    }
    return null;
  }

  /** The first time comes a whole period too late: the rest stands before it. */
  static @Nullable Diagnosis restsFirst(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("which has to come now, came")) {
      return null;
    }
    Op delayed =
        c.code
            .ops()
            .filter(op -> op.calls("scheduleAtFixedRate", "scheduleWithFixedDelay"))
            .filter(op -> op.args().size() > 2 && !op.args().get(1).text().equals("0"))
            .findFirst()
            .orElse(null);
    if (delayed != null) {
      return new Diagnosis(
          "rests-first",
          "Line %d asks for a rest before the first time.".formatted(delayed.line()),
          -1,
          "");
    }
    int sleep = -1;
    for (int i = 0; i < c.trail.size(); i++) {
      Action action = c.trail.at(i).action();
      if (action == Action.SLEEP && sleep < 0) {
        sleep = i;
      } else if (action == Action.CALLBACK) {
        return sleep >= 0 && c.trail.thread(sleep).equals(c.trail.thread(i)) && c.sameBody(sleep, i)
            ? new Diagnosis(
                "rests-first",
                "%s rests, and only then comes the first time, in line %d."
                    .formatted(c.who(sleep), c.line(i)),
                sleep,
                "before the first time")
            : null;
      }
    }
    return null;
  }

  /** The check says which argument has to be refused, and it was not. */
  static @Nullable Diagnosis notRefused(Case c) {
    return c.is(Kind.WRONG_RESULT)
            && Pattern.compile("^A \\w+ of \\S+ has to be refused with an IllegalArgumentException")
                .matcher(c.finding.message())
                .find()
            && c.code.bodies().stream().anyMatch(body -> body.name.equals("<init>"))
        ? new Diagnosis(
            "bounds-not-checked", "The constructor takes one that has no meaning.", -1, "")
        : null;
  }

  /** A thread of a pool or a java.util.Timer stays, and in this run nobody has ended it. */
  static @Nullable Diagnosis poolStays(Case c) {
    if (!c.is(Kind.LEAK) || !c.says("stays behind") || Hangs.interrupted(c)) {
      return null;
    }
    int handed = -1;
    boolean ended = false;
    for (int i = 0; i < c.trail.size(); i++) {
      String method = Trail.method(c.trail.at(i));
      if (handed < 0 && Set.of("schedule", "submit", "execute").contains(method)) {
        handed = i;
      }
      ended |= Set.of("shutdown", "shutdownNow", "cancel", "close").contains(method);
    }
    return handed >= 0 && !ended
        ? new Diagnosis(
            "pool-never-shut-down",
            "%s hands over a task, and when that is done, its thread waits for more."
                .formatted(c.who(handed)),
            handed,
            "and nobody ends it")
        : null;
  }

  /** What is cancelled sleeps on: nothing in the code wakes it. */
  static @Nullable Diagnosis sleepsOn(Case c) {
    if (!c.is(Kind.LEAK) || !c.says("was cancelled, but its thread stays behind")) {
      return null;
    }
    boolean wakes =
        c.code
            .ops()
            .anyMatch(
                op ->
                    op.calls(
                        "interrupt",
                        "notify",
                        "notifyAll",
                        "signal",
                        "signalAll",
                        "countDown",
                        "cancel",
                        "shutdownNow",
                        "unpark",
                        "release"));
    Op sleeps =
        c.code.ops().filter(op -> op.calls("sleep", "wait", "await")).findFirst().orElse(null);
    return wakes || sleeps == null
        ? null
        : new Diagnosis(
            "no-notify",
            "A thread sleeps in line %d, and nothing in this code wakes it."
                .formatted(sleeps.line()),
            -1,
            "");
  }

  /** A scheduled executor was told to go on with its periodic tasks after its shutdown. */
  static @Nullable Diagnosis goesOn(Case c) {
    Op told =
        c.code
            .ops()
            .filter(op -> op.calls("setContinueExistingPeriodicTasksAfterShutdownPolicy"))
            .filter(op -> op.args().get(0).text().equals("1"))
            .findFirst()
            .orElse(null);
    return told != null && c.is(Kind.LIVELOCK, Kind.LEAK, Kind.STUCK)
        ? new Diagnosis(
            "pool-never-shut-down",
            "Line %d tells the executor to go on after shutdown().".formatted(told.line()),
            -1,
            "")
        : null;
  }

  /** A thread goes round and round, calls and rests, and never gives back the lock it holds. */
  static @Nullable Diagnosis restsWithTheLock(Case c) {
    if (!c.is(Kind.LIVELOCK) || c.trail.size() < 200) {
      return null;
    }
    int rest = -1;
    int call = -1;
    for (int i = c.trail.size() - 40; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (c.trail.names(i).isEmpty()) {
        return null;
      }
      rest = step.action() == Action.SLEEP || Trail.method(step).equals("sleep") ? i : rest;
      call = step.action() == Action.CALLBACK ? i : call;
    }
    return rest >= 0 && call >= 0 && c.trail.thread(rest).equals(c.trail.thread(call))
        ? new Diagnosis(
            "blocks-while-holding-lock",
            "%s rests with %s locked, each time, and never gives it back."
                .formatted(c.who(rest), c.trail.names(rest).iterator().next()),
            rest,
            "with the lock held")
        : null;
  }
}
