package racecourse.graders;

import java.util.List;
import java.util.Set;
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
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the request ids can tell. */
final class ThreadLocalMistakes {
  private static final String LOCAL = "java/lang/ThreadLocal";
  private static final String RUNNABLE = "java/lang/Runnable";

  private ThreadLocalMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        ThreadLocalMistakes::left,
        ThreadLocalMistakes::removed,
        ThreadLocalMistakes::keptOuter,
        ThreadLocalMistakes::localOfTheCall,
        ThreadLocalMistakes::capturedLate,
        ThreadLocalMistakes::noneForgotten,
        ThreadLocalMistakes::asked,
        ThreadLocalMistakes::inherited,
        ThreadLocalMistakes::byName,
        ThreadLocalMistakes::oneForAll,
        ThreadLocalMistakes::whenItRuns,
        ThreadLocalMistakes::theSameTwice);
  }

  private static boolean isLocal(Op op, String method) {
    return op.calls(method) && op.owner().endsWith("ThreadLocal");
  }

  /** A method that sets something for a task that it then runs. */
  private record Around(Body body, Op set, Op run) {
    List<Op> afterwards(String method) {
      return body.ops().stream()
          .filter(op -> isLocal(op, method))
          .filter(op -> op.index() > run.index() && op.receiver().equals(set.receiver()))
          .toList();
    }

    boolean guarded() {
      return body.onTheWayOut(run, "set", "remove")
          || body.handlers().stream()
              .anyMatch(
                  handler ->
                      handler.type() == null
                          && handler.first() <= run.index()
                          && run.index() < handler.last());
    }
  }

  /** The one that ran the task of the last callback in the schedule; null if it is not plain. */
  private static @Nullable Around last(Case c) {
    for (int i = c.trail().size() - 1; i >= 0; i--) {
      if (c.trail().at(i).action() != Action.CALLBACK) {
        continue;
      }
      for (Op run : c.ops(i)) {
        if (!run.callsOn(RUNNABLE, "run")) {
          continue;
        }
        Op set =
            run.body().ops().stream()
                .filter(op -> isLocal(op, "set") && op.index() < run.index())
                .filter(op -> !op.args().isEmpty())
                .filter(op -> op.args().get(0).kind() == Sym.Kind.PARAMETER)
                .findFirst()
                .orElse(null);
        return set == null ? null : new Around(run.body(), set, run);
      }
      return null;
    }
    return null;
  }

  /** After the task something of it is still there, and the code of whoever ran it shows why. */
  private static @Nullable Diagnosis left(Case c) {
    Around around =
        c.is(Kind.WRONG_RESULT) && c.says("it should be no id: after ") ? last(c) : null;
    if (around == null) {
      return null;
    }
    List<Op> sets = around.afterwards("set");
    List<Op> removes = around.afterwards("remove");
    if (c.says("ended by an ")) {
      boolean tries =
          around.body.handlers().stream()
              .anyMatch(
                  handler ->
                      handler.first() <= around.run.index() && around.run.index() < handler.last());
      return !tries && (!sets.isEmpty() || !removes.isEmpty())
          ? new Diagnosis(
              "no-restore-on-exception",
              "Line %d sets it, and an exception out of line %d leaves past what takes it back."
                  .formatted(around.set.line(), around.run.line()),
              -1,
              "")
          : null;
    }
    if (!removes.isEmpty()) {
      return null;
    }
    if (sets.isEmpty()) {
      return new Diagnosis(
          "left-behind",
          "Line %d sets it for the task, and nothing takes it back afterwards."
              .formatted(around.set.line()),
          -1,
          "");
    }
    boolean same =
        sets.stream()
            .allMatch(op -> op.args().get(0).text().equals(around.set.args().get(0).text()));
    if (same) {
      return new Diagnosis(
          "captured-too-early",
          "Line %d sets the same again that line %d has set."
              .formatted(sets.get(0).line(), around.set.line()),
          -1,
          "");
    }
    boolean late =
        sets.stream()
            .allMatch(
                op ->
                    op.args().get(0).from().stream()
                        .anyMatch(i -> i > around.set.index() && i < around.run.index()));
    boolean asks =
        sets.stream()
            .allMatch(
                op ->
                    around
                        .body
                        .ops(Op.What.IF)
                        .anyMatch(
                            test ->
                                test.index() > around.run.index()
                                    && test.index() < op.index()
                                    && test.target() > op.index()
                                    && test.args().size() == 1
                                    && test.args().get(0).text().equals(op.args().get(0).text())));
    return late || asks
        ? new Diagnosis(
            "left-behind",
            late
                ? "What line %d puts back was read after it was set, in line %d."
                    .formatted(sets.get(0).line(), around.set.line())
                : "Line %d puts back what was there before, and if there was nothing, nothing."
                    .formatted(sets.get(0).line()),
            -1,
            "")
        : null;
  }

  /** After an inner task the outer one's is gone: it is removed, not put back. */
  private static @Nullable Diagnosis removed(Case c) {
    boolean outer =
        c.says("current() should have said in", "after")
            && (c.says("outer one") || c.says("that ran it, afterwards"));
    Around around = c.is(Kind.WRONG_RESULT) && outer ? last(c) : null;
    if (around == null || c.trail().threads().size() != 1) {
      return null;
    }
    long runs = around.body.ops().stream().filter(op -> op.callsOn(RUNNABLE, "run")).count();
    if (runs > 1) {
      return null;
    }
    List<Op> sets = around.afterwards("set");
    boolean other =
        !sets.isEmpty()
            && sets.stream()
                .allMatch(
                    op ->
                        op.args().get(0).kind() == Sym.Kind.CALL
                            && op.args().get(0).text().endsWith(".get()")
                            && op.args().get(0).from().stream()
                                .allMatch(i -> i > around.run.index()));
    return sets.isEmpty() && !around.afterwards("remove").isEmpty() || other
        ? new Diagnosis(
            "removes-instead-of-restoring",
            "What was there before line %d is not kept for the time after the task."
                .formatted(around.set.line()),
            -1,
            "")
        : null;
  }

  /** An inner task is run without its id, because there is one already. */
  private static @Nullable Diagnosis keptOuter(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("current() should have said in the innermost task")) {
      return null;
    }
    for (Body body : c.code().bodies()) {
      List<Op> runs = body.ops().stream().filter(op -> op.callsOn(RUNNABLE, "run")).toList();
      Op test =
          body.ops(Op.What.IF)
              .filter(
                  op ->
                      op.args().size() == 1
                          && body.ops().stream()
                              .anyMatch(get -> isLocal(get, "get") && op.dependsOn(get.index())))
              .findFirst()
              .orElse(null);
      Op next = test == null ? null : test.next();
      if (runs.size() > 1 && next != null && next.callsOn(RUNNABLE, "run")) {
        return new Diagnosis(
            "keeps-the-outer-id",
            "If there is one already, line %d runs the task with that.".formatted(next.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** A ThreadLocal that each call makes for itself. */
  private static @Nullable Diagnosis localOfTheCall(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("said no id")
        || !c.follows(ThreadLocalGrader.ANOTHER_ID)) {
      return null;
    }
    for (Op made : c.code().ops().toList()) {
      boolean local =
          made.makes(LOCAL)
              && !made.body().name().startsWith("<")
              && made.body().ops(Op.What.PUT).findAny().isEmpty();
      if (local) {
        return new Diagnosis(
            "lost-in-a-local",
            "Line %d makes a ThreadLocal that only this one call knows.".formatted(made.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** What should be taken along is not looked up before the task runs. */
  private static @Nullable Diagnosis capturedLate(Case c) {
    Body capture = c.code().named("capture");
    if (!c.is(Kind.WRONG_RESULT) || !c.says("captured during") || capture == null) {
      return null;
    }
    boolean looks =
        capture.ops().stream()
            .anyMatch(
                op ->
                    op.what() == Op.What.CALL
                            && (c.code().isOwn(op.owner())
                                || isLocal(op, "get")
                                || op.owner().startsWith("java/util/"))
                        || op.what() == Op.What.GET);
    boolean run = c.code().ops().anyMatch(op -> op.callsOn(RUNNABLE, "run"));
    return !looks && run && capture.ops(Op.What.RETURN).findAny().isPresent()
        ? new Diagnosis("captured-too-late", "capture() does not look what is current now.", -1, "")
        : null;
  }

  /** There being none is not provided for. */
  private static @Nullable Diagnosis noneForgotten(Case c) {
    boolean locals = c.code().fields().anyMatch(field -> field.desc().endsWith("ThreadLocal;"));
    if (c.is(Kind.EXCEPTION) && locals) {
      for (Op op : c.ops()) {
        boolean wants =
            c.says("NoSuchElementException") && op.calls("orElseThrow", "get")
                || c.says("NullPointerException") && op.calls("of");
        if (wants && op.owner().equals("java/util/Optional")) {
          return new Diagnosis(
              "none-is-not-captured",
              "%s() in line %d wants one, and there is none.".formatted(op.name(), op.line()),
              -1,
              "");
        }
      }
      return null;
    }
    Body capture = c.code().named("capture");
    if (!c.is(Kind.WRONG_RESULT) || !c.says("captured without an id") || capture == null) {
      return null;
    }
    Op text =
        capture
            .calls("orElse")
            .filter(op -> op.args().get(0).kind() == Sym.Kind.CONSTANT)
            .filter(op -> !op.args().get(0).text().equals("null"))
            .findFirst()
            .orElse(null);
    if (text != null) {
      return new Diagnosis(
          "message-as-marker",
          "Line %d makes \"%s\" of there being none."
              .formatted(text.line(), text.args().get(0).text()),
          -1,
          "");
    }
    Op test = capture.ops(Op.What.IF).findFirst().orElse(null);
    boolean asIs =
        test != null
            && test.args().size() == 1
            && capture.ops().stream().anyMatch(op -> op.what() == Op.What.LAMBDA);
    return asIs && test != null
        ? new Diagnosis(
            "none-is-not-captured",
            "Line %d treats a task that is captured without an id in another way."
                .formatted(test.line()),
            -1,
            "")
        : null;
  }

  /** Asking takes it away, or takes an empty text for none. */
  private static @Nullable Diagnosis asked(Case c) {
    Body current = c.code().named("current");
    if (!c.is(Kind.WRONG_RESULT) || current == null) {
      return null;
    }
    Op takes = current.ops().stream().filter(op -> isLocal(op, "remove")).findFirst().orElse(null);
    if (takes != null && c.says("looked twice")) {
      return new Diagnosis(
          "read-once",
          "Line %d takes away what was only asked for.".formatted(takes.line()),
          -1,
          "");
    }
    Op empty =
        current
            .calls("isEmpty", "isBlank")
            .filter(op -> op.owner().equals("java/lang/String"))
            .findFirst()
            .orElse(null);
    return empty != null && c.says("with \"\": \"\"")
        ? new Diagnosis(
            "message-as-marker",
            "Line %d takes an empty text for none.".formatted(empty.line()),
            -1,
            "")
        : null;
  }

  /** A new thread has what the one that started it had, and the code says so. */
  private static @Nullable Diagnosis inherited(Case c) {
    boolean inheritable =
        c.code()
            .ops()
            .anyMatch(
                op -> op.calls("<init>") && op.owner().equals("java/lang/InheritableThreadLocal"));
    return c.is(Kind.WRONG_RESULT) && c.says("in a thread that a task with") && inheritable
        ? new Diagnosis(
            "inherited-by-threads",
            "An InheritableThreadLocal hands what is in it to every new thread.",
            -1,
            "")
        : null;
  }

  /** Two threads of one name are one key. */
  private static @Nullable Diagnosis byName(Case c) {
    Op key =
        c.code()
            .ops()
            .filter(op -> op.calls("put", "get", "getOrDefault"))
            .filter(op -> !op.args().isEmpty())
            .filter(op -> op.args().get(0).text().endsWith(".getName()"))
            .findFirst()
            .orElse(null);
    return c.is(Kind.WRONG_RESULT) && c.says("both called") && key != null
        ? new Diagnosis(
            "keyed-by-name",
            "Line %d knows a thread by its name, and two may have the same.".formatted(key.line()),
            -1,
            "")
        : null;
  }

  /** What should be each thread's own is one for all, in a static variable. */
  private static @Nullable Diagnosis oneForAll(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("beside another thread")) {
      return null;
    }
    for (Code.Field field : c.code().fields().toList()) {
      if (!field.isStatic() || field.desc().endsWith("Map;") || field.isPrimitive()) {
        continue;
      }
      for (int write = 0; write < c.trail().size(); write++) {
        Step step = c.trail().at(write);
        boolean changes =
            Trail.variable(step).equals(field.name())
                && (step.action() == Action.WRITE
                    || Set.of("set", "getAndSet", "push").contains(Trail.method(step)));
        for (int read = write + 1; changes && read < c.trail().size(); read++) {
          Step other = c.trail().at(read);
          boolean sees =
              Trail.variable(other).equals(field.name())
                  && !other.thread().equals(step.thread())
                  && (other.action() == Action.READ || other.action() == Action.CALL);
          if (sees) {
            return initial(c, field)
                ? new Diagnosis(
                    "shared-initial-value",
                    "%s changes %s, with which %s began, too."
                        .formatted(c.who(write), field.name(), c.who(read)),
                    write,
                    "the others have it, too")
                : new Diagnosis(
                    "static-state",
                    "%s changes %s, which is static, and %s finds it there."
                        .formatted(c.who(write), field.name(), c.who(read)),
                    write,
                    "for all threads");
          }
        }
      }
    }
    return null;
  }

  /** Whether every thread's ThreadLocal begins with what is in the field. */
  private static boolean initial(Case c, Code.Field field) {
    return c.code()
        .ops()
        .anyMatch(
            op ->
                op.what() == Op.What.RETURN
                    && op.body().name().startsWith("lambda$static$")
                    && op.args().stream().anyMatch(arg -> arg.text().endsWith("." + field.name())));
  }

  /** A task for later is run at once, only once, or on a thread that nobody waits for. */
  private static @Nullable Diagnosis whenItRuns(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    Body capture = c.code().named("capture");
    if (capture != null
        && c.follows(ThreadLocalGrader.RUN_AT_ONCE)
        && capture.ops().stream()
            .anyMatch(
                op ->
                    op.what() == Op.What.CALL
                        && (op.callsOn(RUNNABLE, "run")
                            || c.code().isOwn(op.owner())
                                && op.args().stream()
                                    .anyMatch(arg -> arg.text().equals("parameter0"))))) {
      return new Diagnosis("run-instead-of-start", "capture() itself runs the task.", -1, "");
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean lambda =
          c.bodies(i).stream().anyMatch(body -> body.name().startsWith("lambda$capture$"));
      if (c.says("run twice")
          && lambda
          && Trail.method(step).equals("compareAndSet")
          && "false".equals(step.value())) {
        return new Diagnosis(
            "run-once",
            "%s gets false from compareAndSet(), and does not run the task again."
                .formatted(c.who(i)),
            i,
            "not a second time");
      }
      boolean started =
          step.action() == Action.START
              && c.says("nobody asked it")
              && c.code()
                  .ops()
                  .noneMatch(op -> op.calls("join", "await", "get", "wait") && !isLocal(op, "get"));
      if (started) {
        return new Diagnosis(
            "no-join",
            "%s starts %s for it, and does not wait.".formatted(c.who(i), step.subject()),
            i,
            "nobody waits for it");
      }
    }
    return null;
  }

  /** The same thing twice, one within the other: a set, or the first of two, does not tell them. */
  private static @Nullable Diagnosis theSameTwice(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("within a task, both with")) {
      return null;
    }
    Op removes =
        c.code()
            .ops()
            .filter(op -> op.calls("remove") && op.desc().equals("(Ljava/lang/Object;)Z"))
            .findFirst()
            .orElse(null);
    if (removes == null) {
      return null;
    }
    boolean set = removes.owner().endsWith("Set");
    return new Diagnosis(
        set ? "set-instead-of-stack" : "removes-instead-of-restoring",
        set
            ? "Line %d removes the only one that a set keeps of two equal ones."
                .formatted(removes.line())
            : "Line %d removes the first of two equal ones, which is the outer one's."
                .formatted(removes.line()),
        -1,
        "");
  }
}
