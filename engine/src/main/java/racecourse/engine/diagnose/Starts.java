package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about making, naming, numbering, starting and joining threads. */
final class Starts {
  private static final Pattern DEFAULT = Pattern.compile("Thread-\\d+");
  private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

  private static final Set<String> STARTS = Set.of("start", "run", "startVirtualThread");

  private Starts() {}

  /**
   * The check complains of a name, the name is the one that Java gives to a nameless thread, and
   * nothing in the code gives a thread another one later.
   */
  static @Nullable Diagnosis nameless(Case c) {
    String message = c.finding().message();
    Matcher name = DEFAULT.matcher(message);
    if (!c.is(Kind.WRONG_RESULT)
        || !message.contains("name")
        || !name.find()
        || c.code().ops().anyMatch(op -> op.calls("setName"))) {
      return null;
    }
    return new Diagnosis(
        "default-names",
        "\"%s\" is what Java calls a thread that is made without a name.".formatted(name.group()),
        -1,
        "");
  }

  /** The numbers that the schedule shows, of threads by their names or of calls, begin with 1. */
  static @Nullable Diagnosis fromOne(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.finding().message().contains("0")) {
      return null;
    }
    List<Integer> starts = new ArrayList<>();
    List<Integer> calls = new ArrayList<>();
    int first = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      Matcher called = NUMBER.matcher(step.subject());
      Matcher named = Pattern.compile("^Thread (\\d+)$").matcher(step.subject());
      if (step.action() == Action.START && named.find()) {
        starts.add(Integer.parseInt(named.group(1)));
        first = first < 0 ? i : first;
      } else if (step.action() == Action.CALLBACK && called.find()) {
        calls.add(Integer.parseInt(called.group(1)));
        first = first < 0 ? i : first;
      }
    }
    boolean names = c.finding().message().contains("name") && fromOne(starts);
    boolean numbers =
        c.finding().message().contains("number") && starts.isEmpty() && fromOne(calls);
    return names || numbers
        ? new Diagnosis(
            "off-by-one",
            "%s begins to count with 1, and there is no 0.".formatted(c.who(first)),
            first,
            "the first is 0")
        : null;
  }

  private static boolean fromOne(List<Integer> numbers) {
    Set<Integer> distinct = new LinkedHashSet<>(numbers);
    return !distinct.isEmpty()
        && distinct.stream().mapToInt(Integer::intValue).min().orElse(0) == 1
        && distinct.stream().mapToInt(Integer::intValue).max().orElse(0) == distinct.size();
  }

  /** A list is filled at its front in a loop that starts threads, and the check asks for order. */
  static @Nullable Diagnosis atTheFront(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.finding().message().contains("number")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      for (Op op : c.ops(i)) {
        boolean front =
            c.trail().at(i).action() == Action.WRITE
                && op.calls("add")
                && op.args().size() == 2
                && op.args().get(0).text().equals("0");
        Body.Jump loop = front ? op.body().loop(op) : null;
        if (loop != null && op.body().inside(loop).anyMatch(each -> each.calls("start"))) {
          return new Diagnosis(
              "order-reversed",
              "%s puts each at the front of the list.".formatted(c.who(i)),
              i,
              "before the others");
        }
      }
    }
    return null;
  }

  /** The code makes threads, starts none, and the check misses what they should have done. */
  static @Nullable Diagnosis never(Case c) {
    boolean started =
        c.trail().steps().stream()
            .anyMatch(
                step ->
                    step.action() == Action.START
                        || step.action() == Action.CALLBACK
                        || step.thread().startsWith("Thread"));
    if (started || !c.is(Kind.WRONG_RESULT, Kind.STUCK)) {
      return null;
    }
    Op made = c.code().ops().filter(op -> op.makes("java/lang/Thread")).findFirst().orElse(null);
    boolean starts =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    (op.what() == Op.What.CALL || op.what() == Op.What.LAMBDA)
                        && (op.owner().equals("java/lang/Thread") && STARTS.contains(op.name())
                            // An executor starts those that a factory makes.
                            || op.owner().contains("Executor")));
    return made == null || starts
        ? null
        : new Diagnosis(
            "not-started",
            "Line %d makes a thread, and nothing in the code starts it.".formatted(made.line()),
            -1,
            "");
  }

  /** A task's run() is called by whoever comes, outside every run(); the check misses a thread. */
  static @Nullable Diagnosis runByCaller(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALL || !Trail.method(step).equals("run")) {
        continue;
      }
      for (Op op : c.ops(i)) {
        int next = c.trail().after(step.thread(), i);
        boolean runs =
            op.callsOn("java/util/concurrent/FutureTask", "run")
                && !op.body().name().equals("run")
                && !op.body().name().startsWith("lambda$")
                && next >= 0
                && c.trail().at(next).action() == Action.CALLBACK;
        if (runs) {
          return new Diagnosis(
              "run-instead-of-start",
              "%s calls run() itself, and so does the task itself.".formatted(c.who(i)),
              i,
              "on the caller's thread");
        }
      }
    }
    return null;
  }

  /** A thread starts another one in its own run(), and the check finds the task there. */
  static @Nullable Diagnosis inside(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.finding().message().contains("another thread")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.START) {
        continue;
      }
      for (Body body : c.bodies(i)) {
        ClassNode type = c.code().type(body.owner());
        if (body.name().equals("run")
            && type != null
            && "java/lang/Thread".equals(type.superName)) {
          return new Diagnosis(
              "another-thread",
              "%s is the thread that was started, and starts %s, which does the work."
                  .formatted(c.who(i), c.trail().at(i).subject()),
              i,
              "one thread too many");
        }
      }
    }
    return null;
  }

  /** Of several threads one is joined, in no loop, and another one never. */
  static @Nullable Diagnosis joinsOne(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    Set<String> left = new LinkedHashSet<>();
    for (Step step : c.trail().steps()) {
      if (step.action() == Action.START) {
        left.add(step.subject());
      }
    }
    int started = left.size();
    int joins = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.JOIN) {
        continue;
      }
      boolean once =
          c.ops(i).stream()
              .anyMatch(op -> op.calls("join") && op.body().loop(op) == null && isThread(op));
      if (!once) {
        return null;
      }
      left.remove(step.subject());
      joins = i;
    }
    String missing = left.isEmpty() ? "" : left.iterator().next();
    boolean found = c.finding().message().contains("ended") || unfinished(c, missing);
    return joins >= 0 && started > 1 && !left.isEmpty() && found
        ? new Diagnosis(
            "no-join",
            "%s waits for the end of %s only, and nobody for that of %s."
                .formatted(c.who(joins), c.trail().at(joins).subject(), missing),
            joins,
            "not for " + missing)
        : null;
  }

  /** Whether the thread's last step stands before a function that its method still has to call. */
  static boolean unfinished(Case c, String thread) {
    int last = c.trail().last(thread);
    return last >= 0
        && c.trail().at(last).action() != Action.THROW
        && c.ops(last).stream()
            .filter(op -> op.body().name().startsWith("lambda$") || op.body().name().equals("run"))
            .anyMatch(
                op ->
                    op.body().ops().stream()
                        .anyMatch(each -> each.callsFunction() && each.index() > op.index()));
  }

  private static boolean isThread(Op op) {
    return op.owner().equals("java/lang/Thread");
  }

  /**
   * A wait for the end of threads with a time limit, after which the code does not ask whether they
   * have ended; the check finds that one has not.
   */
  static @Nullable Diagnosis limited(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    boolean asks = c.code().ops().anyMatch(op -> op.calls("isAlive", "isTerminated", "isDone"));
    String message = c.finding().message();
    boolean ended =
        message.contains("not ended")
            || message.contains("still under way")
            || message.contains("has ended");
    for (int i = 0; !asks && i < c.trail().size(); i++) {
      if (!ended && !unfinished(c, c.trail().at(i).subject())) {
        continue;
      }
      for (Op op : c.ops(i)) {
        boolean join =
            c.trail().at(i).action() == Action.JOIN
                && op.calls("join")
                && isThread(op)
                && !op.args().isEmpty();
        boolean pool =
            "false".equals(c.trail().at(i).value())
                && op.calls("awaitTermination")
                && op.body().ops().stream().noneMatch(each -> each.dependsOn(op.index()));
        if (join || pool) {
          return new Diagnosis(
              "gives-up",
              "%s waits for a while and goes on, whether the others have ended or not."
                  .formatted(c.who(i)),
              i,
              "not as long as it takes");
        }
      }
    }
    return null;
  }

  /**
   * A method joins a thread before it reads what that one writes, and the schedule shows the read
   * without the join, and before that thread has done anything: it was not alive yet.
   */
  static @Nullable Diagnosis joinsUnstarted(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    for (int read = 0; read < c.trail().size(); read++) {
      if (c.trail().at(read).action() != Action.READ) {
        continue;
      }
      for (Op get : c.ops(read)) {
        if (get.what() != Op.What.GET) {
          continue;
        }
        Op join =
            get.body()
                .ops(Op.What.CALL)
                .filter(op -> op.calls("join") && op.index() < get.index())
                .filter(op -> op.args().isEmpty() && op.receiver().equals("this"))
                .findFirst()
                .orElse(null);
        boolean joined = c.trail().steps().stream().anyMatch(step -> step.action() == Action.JOIN);
        boolean wrote =
            c.trail().steps().stream()
                .anyMatch(
                    step ->
                        step.action() == Action.CALLBACK
                            || step.action() == Action.WRITE && step.subject().equals(get.name()));
        if (join != null && !joined && !wrote && get.body().handlers().isEmpty()) {
          return new Diagnosis(
              "join-before-start",
              "%s goes through join() in line %d at once: the thread has not been started."
                  .formatted(c.who(read), join.line()),
              read,
              "nothing is written yet");
        }
      }
    }
    return null;
  }

  /** The interrupted thread hands the interrupt on to others, or cancels what they work at. */
  static @Nullable Diagnosis passesOn(Case c) {
    boolean cancelled =
        c.is(Kind.EXCEPTION) && c.finding().message().contains("CancellationException");
    int last = c.trail().size() - 1;
    boolean ends = last >= 0 && c.trail().at(last).action() == Action.INTERRUPT;
    if (!cancelled && !(c.is(Kind.WRONG_RESULT) && ends)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (!c.interruptedIn(i)) {
        continue;
      }
      String thread = c.trail().thread(i);
      for (int next = c.trail().after(thread, i); next >= 0; next = c.trail().after(thread, next)) {
        Step step = c.trail().at(next);
        boolean others =
            step.action() == Action.INTERRUPT && !step.subject().equals(thread)
                || cancelled && Trail.method(step).equals("cancel");
        if (others) {
          return new Diagnosis(
              "interrupt-passed-on",
              "%s is interrupted, and in line %d does the same to others."
                  .formatted(thread, c.line(next)),
              next,
              "nobody asked them to stop");
        }
      }
    }
    return null;
  }

  /** A loop that asks whether a thread is alive, and does nothing else; the check hangs there. */
  static @Nullable Diagnosis asksIfAlive(Case c) {
    if (!c.is(Kind.STUCK, Kind.LIVELOCK)) {
      return null;
    }
    for (Body body : c.code().bodiesAt(c.finding().file(), c.finding().line())) {
      for (Op alive : body.ops()) {
        Body.Jump loop = alive.calls("isAlive", "isDone", "isTerminated") ? body.loop(alive) : null;
        boolean empty =
            loop != null
                && body.inside(loop)
                    .allMatch(
                        op ->
                            op.what() != Op.What.CALL
                                || op.calls(
                                    "isAlive",
                                    "isDone",
                                    "isTerminated",
                                    "onSpinWait",
                                    "yield",
                                    "get",
                                    "hasNext",
                                    "next"));
        if (empty) {
          return new Diagnosis(
              "busy-wait",
              "Line %d asks %s() again and again, and never waits."
                  .formatted(alive.line(), alive.name()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  /**
   * The check asks for a wait, and where the code should wait it sleeps for a fixed time, holds no
   * lock meanwhile and looks at nothing.
   */
  static @Nullable Diagnosis sleepsInstead(Case c) {
    String message = c.finding().message();
    boolean asked =
        message.contains("has to wait")
            || message.contains("has not ended")
            || message.contains("began when only")
            || message.contains("has begun, though")
            || message.contains("must have returned");
    if (!c.is(Kind.WRONG_RESULT) || !asked || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.SLEEP || !c.trail().held(i).isEmpty()) {
        continue;
      }
      for (Op sleep : c.ops(i)) {
        boolean alone =
            sleep.callsOn("java/lang/Thread", "sleep")
                && sleep.args().get(0).kind() == Sym.Kind.CONSTANT
                && sleep.body().loop(sleep) == null
                && !sleep.body().isSynchronized()
                && sleep.body().ops().stream()
                    .noneMatch(
                        op ->
                            op.what() == Op.What.ENTER
                                || op.calls(
                                    "wait",
                                    "await",
                                    "join",
                                    "take",
                                    "put",
                                    "acquire",
                                    "tryAcquire",
                                    "lock",
                                    "tryLock",
                                    "arriveAndAwaitAdvance",
                                    "poll",
                                    "offer"));
        if (alone) {
          return new Diagnosis(
              "sleep-orders-threads",
              "%s sleeps instead of waiting, and goes on whether the others are ready or not."
                  .formatted(c.who(i)),
              i,
              "waits for nobody");
        }
      }
    }
    return null;
  }

  /**
   * A thread calls one function after another, and between the two calls the code waits for nobody,
   * which the check asks for.
   */
  static @Nullable Diagnosis noMeeting(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.finding().message().contains("began when only")
            && !c.finding().message().contains("has begun, though")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Op second = c.trail().at(i).action() == Action.CALLBACK ? Failures.function(c, i) : null;
      int before = second == null ? -1 : c.trail().before(c.trail().thread(i), i);
      while (before >= 0 && c.trail().at(before).action() != Action.CALLBACK) {
        before = c.trail().before(c.trail().thread(i), before);
      }
      Op first = before < 0 ? null : Failures.function(c, before);
      if (second == null || first == null || first.body() != second.body()) {
        continue;
      }
      Op one = first;
      boolean between =
          first.body().ops().stream()
              .filter(op -> op.index() > one.index() && op.index() < second.index())
              .anyMatch(
                  op ->
                      op.what() == Op.What.ENTER
                          || op.what() == Op.What.CALL
                              && !op.owner().contains("/atomic/")
                              && !op.owner().startsWith("java/lang/Integer")
                              && !op.calls("countDown"));
      if (!between
          && first.index() < second.index()
          && !first.receiver().equals(second.receiver())) {
        return new Diagnosis(
            "does-not-wait",
            "%s calls %s() right after %s(), and waits for nobody in between."
                .formatted(
                    c.who(i),
                    second.receiver().replaceAll(".*\\.", ""),
                    first.receiver().replaceAll(".*\\.", "")),
            i,
            "waits for nobody");
      }
    }
    return null;
  }

  /**
   * The last step reads what a thread has not written yet, in a method that does nothing but read,
   * waits for nobody and holds no lock.
   */
  static @Nullable Diagnosis readsAtOnce(Case c) {
    int last = c.trail().size() - 1;
    Step read = last < 0 ? null : c.trail().at(last);
    if (!c.is(Kind.WRONG_RESULT)
        || read == null
        || read.action() != Action.READ
        || !Set.of("null", "false", "0").contains(String.valueOf(read.value()))
        || !c.trail().held(last).isEmpty()) {
      return null;
    }
    Code.Field field = c.field(last);
    boolean bare =
        c.bodies(last).stream()
            .allMatch(
                body ->
                    body.backward().isEmpty()
                        && !body.isSynchronized()
                        && body.ops().stream()
                            .noneMatch(
                                op ->
                                    op.what() == Op.What.ENTER
                                        || op.what() == Op.What.CALL && !op.calls("<init>")));
    boolean written =
        c.trail().steps().stream()
            .anyMatch(
                step -> step.action() == Action.WRITE && step.subject().equals(read.subject()));
    boolean byThread =
        field != null
            && c.code().writers(field).stream()
                .anyMatch(
                    put ->
                        put.body().name().equals("run")
                            && put.body().ops().stream().anyMatch(Op::callsFunction));
    return bare && !written && byThread
        ? new Diagnosis(
            "does-not-wait",
            "%s reads %s: %s at once; the thread has not written it yet."
                .formatted(c.who(last), read.subject(), read.value()),
            last,
            "waits for nobody")
        : null;
  }

  /**
   * A thread says that something has been done, by a latch, and does it only afterwards; another
   * one has come through the latch in between and looked.
   */
  static @Nullable Diagnosis saysTooEarly(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      Op down =
          step.action() == Action.CALL && Trail.method(step).equals("countDown")
                  || step.action() == Action.UNLOCK
              ? c.ops(i).stream()
                  .filter(
                      op ->
                          op.calls("countDown")
                              || op.callsOn("java/util/concurrent/Semaphore", "release"))
                  .findFirst()
                  .orElse(null)
              : null;
      if (down == null) {
        continue;
      }
      for (int index = i + 1; index < c.trail().size(); index++) {
        int look = index;
        Step at = c.trail().at(look);
        boolean looks =
            !at.thread().equals(step.thread())
                && (at.action() == Action.READ && Trail.method(at).isEmpty()
                    || at.action() == Action.CALL
                        && Set.of("get", "poll", "peek").contains(Trail.method(at)))
                && ("null".equals(at.value()) || "false".equals(at.value()));
        if (!looks) {
          continue;
        }
        String variable = Trail.variable(at);
        Op write =
            down.body().ops().stream()
                .filter(op -> op.index() > down.index())
                .filter(
                    op ->
                        op.what() == Op.What.PUT && op.name().equals(variable)
                            || op.what() == Op.What.CALL
                                && Set.of("set", "compareAndSet", "add", "offer", "put")
                                    .contains(op.name())
                                && names(op, variable, c, look))
                .findFirst()
                .orElse(null);
        boolean came = came(c, at.thread(), step, look);
        boolean early = write != null && !written(c, step.thread(), write, i, look);
        if (write != null && came && early && !otherwise(c, write, i) && comes(c, write, i)) {
          return new Diagnosis(
              "signals-before-state",
              "%s lets others go on, and only then comes to line %d; %s looks before that."
                  .formatted(c.who(i), write.line(), c.who(look)),
              i,
              "too early");
        }
      }
    }
    return null;
  }

  /** Whether the two are about one field: by its name in the code and in the schedule. */
  private static boolean names(Op write, String variable, Case c, int look) {
    String field = write.receiver().substring(write.receiver().lastIndexOf('.') + 1);
    return field.equals(variable)
        || !field.isEmpty()
            && c.ops(look).stream()
                .anyMatch(
                    op -> op.what() == Op.What.CALL && op.receiver().equals(write.receiver()));
  }

  /** Whether the thread has come through what the step opened. */
  private static boolean came(Case c, String thread, Step opened, int look) {
    for (int i = 0; i < look; i++) {
      Step step = c.trail().at(i);
      if (step.thread().equals(thread)
          && (step.action() == Action.WAIT || step.action() == Action.LOCK)
          && step.subject().equals(Trail.variable(opened))) {
        return true;
      }
    }
    return false;
  }

  private static boolean written(Case c, String thread, Op write, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      Step step = c.trail().at(i);
      boolean itself =
          write.what() == Op.What.PUT
              ? step.action() == Action.WRITE
              : Trail.method(step).equals(write.name());
      if (itself && step.thread().equals(thread) && c.ops(i).contains(write)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the thread comes to the write at all: what keeps an exception needs one. */
  private static boolean comes(Case c, Op write, int step) {
    return write.args().stream().noneMatch(arg -> arg.kind() == Sym.Kind.CAUGHT)
        || IntStream.range(0, c.trail().size())
            .anyMatch(
                i ->
                    c.trail().at(i).action() == Action.THROW
                        && c.trail().thread(i).equals(c.trail().thread(step)));
  }

  /** Whether the thread had written it before as well, on its way to the signal. */
  private static boolean otherwise(Case c, Op write, int signal) {
    String thread = c.trail().thread(signal);
    for (int i = c.trail().before(thread, signal); i >= 0; i = c.trail().before(thread, i)) {
      if (c.ops(i).stream()
          .anyMatch(
              op ->
                  op.what() == write.what()
                      && op.name().equals(write.name())
                      && op.receiver().equals(write.receiver())
                      && op.body() == write.body())) {
        return true;
      }
    }
    return false;
  }
}
