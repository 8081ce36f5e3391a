package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about what a call may be asked to do, which show on one thread alone. */
final class Contract {
  private static final String ILLEGAL = "java/lang/IllegalArgumentException";
  private static final Pattern REFUSE =
      Pattern.compile("(new )?(\\w+)\\([^)]*\\).* has to throw an? IllegalArgumentException");
  private static final Pattern ALL_OF_IT =
      Pattern.compile("of (-?\\d+) of \\1 .*returned false instead of true");
  private static final Pattern TOO_MUCH =
      Pattern.compile("of (\\d+) of (\\d+) .*returned true instead of false");

  private Contract() {}

  /**
   * The check misses an IllegalArgumentException, and the method or constructor that should throw
   * it makes none at all, or tests for less than zero only where zero is the argument.
   */
  static @Nullable Diagnosis noCheck(Case c) {
    Matcher refuse = REFUSE.matcher(c.finding.message());
    if (!c.is(Kind.WRONG_RESULT) || !refuse.find()) {
      return null;
    }
    boolean made = refuse.group(1) != null;
    String type = refuse.group(2);
    List<Body> bodies =
        c.code.bodies().stream()
            .filter(
                body ->
                    made
                        ? body.name.equals("<init>") && simple(body.owner).equals(type)
                        : body.name.equals(refuse.group(2)))
            .filter(body -> !arguments(body.desc).isEmpty())
            .toList();
    if (bodies.size() != 1) {
      return null;
    }
    Body body = bodies.get(0);
    List<Op> deep = c.code.deep(body);
    boolean throwsIt = deep.stream().anyMatch(op -> makes(op, ILLEGAL));
    boolean asks =
        deep.stream()
            .anyMatch(
                op ->
                    op.what() == Op.What.CALL
                        && (op.name().startsWith("contains")
                            || op.name().startsWith("remove")
                            || op.calls("checkArgument")));
    boolean numbers = arguments(body.desc).stream().anyMatch(Set.of("I", "J")::contains);
    if (throwsIt && made) {
      return new Diagnosis(
          "bounds-not-checked",
          "The constructor tests what it is given, and lets this one through.",
          -1,
          "");
    }
    if (throwsIt || asks || !made && !numbers) {
      return null;
    }
    return made
        ? new Diagnosis(
            "bounds-not-checked",
            "The constructor of %s takes whatever it is given.".formatted(type),
            -1,
            "")
        : new Diagnosis(
            "no-check", "%s() takes whatever it is given.".formatted(body.name), -1, "");
  }

  static boolean makes(Op op, String type) {
    return op.what() == Op.What.NEW && op.owner().equals(type);
  }

  private static List<String> arguments(String desc) {
    return Stream.of(Type.getArgumentTypes(desc)).map(Type::getDescriptor).toList();
  }

  static String simple(String type) {
    return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
  }

  /** More is taken than there is, and the variable gets a number below zero. */
  static @Nullable Diagnosis overdrawn(Case c) {
    Matcher much = TOO_MUCH.matcher(c.finding.message());
    if (!c.is(Kind.WRONG_RESULT)
        || !much.find()
        || Integer.parseInt(much.group(1)) <= Integer.parseInt(much.group(2))) {
      return null;
    }
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (step.action() != Action.WRITE || step.value() == null || !step.value().startsWith("-")) {
        continue;
      }
      for (Op put : c.ops(i)) {
        if (put.what() != Op.What.PUT || !put.name().equals(step.subject())) {
          continue;
        }
        boolean tested =
            put.body().ops(Op.What.IF).anyMatch(test -> reads(c, test, put.owner(), put.name()));
        if (!tested) {
          return new Diagnosis(
              "no-check",
              "%s writes %s: %s, and nothing in that method asks whether there is enough."
                  .formatted(c.who(i), step.subject(), step.value()),
              i,
              "below zero");
        }
      }
    }
    return null;
  }

  private static boolean reads(Case c, Op test, String owner, String field) {
    for (Op op : test.body().ops) {
      if (test.dependsOn(op.index())
          && (op.what() == Op.What.GET && op.owner().equals(owner) && op.name().equals(field)
              || op.what() == Op.What.CALL
                  && c.code.bodies().stream()
                      .filter(body -> body.owner.equals(op.owner()) && body.name.equals(op.name()))
                      .anyMatch(
                          body ->
                              body.ops(Op.What.GET).anyMatch(get -> get.name().equals(field))))) {
        return true;
      }
    }
    return false;
  }

  /** For two that are one and the same the code answers yes before it has looked at anything. */
  static @Nullable Diagnosis yesAtOnce(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("to the same", "returned true instead of false")
        || c.trail.size() == 0) {
      return null;
    }
    for (Body body : c.code.bodies()) {
      for (Op test : body.ops) {
        boolean same =
            test.what() == Op.What.IF
                && test.name().equals("!=")
                && test.args().size() == 2
                && test.args().stream().allMatch(arg -> arg.kind() == Sym.Kind.PARAMETER);
        Op next = same ? next(test) : null;
        if (next != null && answers(next, "1")) {
          return new Diagnosis(
              "no-check",
              "Line %d says yes as soon as both are one, whatever there is.".formatted(next.line()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  /** Whether a method returns this constant here, whichever way it has come. */
  static boolean answers(Op op, String constant) {
    int before =
        op.body().ops.stream()
            .filter(each -> each.index() < op.index())
            .filter(each -> each.what() != Op.What.JUMP && each.what() != Op.What.IF)
            .mapToInt(Op::index)
            .max()
            .orElse(-1);
    return op.what() == Op.What.RETURN
        && op.args().size() == 1
        && op.args().get(0).text().equals(constant)
        && op.body()
            .ops(Op.What.JUMP)
            .noneMatch(jump -> jump.target() <= op.index() && jump.target() > before);
  }

  static @Nullable Op next(Op op) {
    return op.body().ops.stream()
        .filter(each -> each.index() > op.index())
        .findFirst()
        .orElse(null);
  }

  /** All there is cannot be taken: the test that compares two equal numbers says no to them. */
  static @Nullable Diagnosis notTheLast(Case c) {
    Matcher all = ALL_OF_IT.matcher(c.finding.message());
    if (!c.is(Kind.WRONG_RESULT) || !all.find()) {
      return null;
    }
    for (int i = c.trail.size() - 1; i >= 0; i--) {
      Step step = c.trail.at(i);
      if (step.action() != Action.READ) {
        continue;
      }
      boolean compared =
          all.group(1).equals(step.value())
              && c.ops(i).stream()
                  .anyMatch(
                      test ->
                          test.what() == Op.What.IF
                              && Set.of(">", "<").contains(test.name())
                              && test.args().size() <= 2
                              && test.args().get(0).text().contains(step.subject())
                              && test.args().get(0).text().contains("parameter"));
      return compared
          ? new Diagnosis(
              "off-by-one",
              "%s reads %s: %s, compares it with the same number, and takes it for too little."
                  .formatted(c.who(i), step.subject(), step.value()),
              i,
              "enough, and refused")
          : null;
    }
    return null;
  }

  /** What is new begins with one, and the constructor says so. */
  static @Nullable Diagnosis beginsWithOne(Case c) {
    Matcher says = Pattern.compile("^A new .* is 1, not 0").matcher(c.finding.message());
    if (!c.is(Kind.WRONG_RESULT) || !says.find()) {
      return null;
    }
    for (Op op : c.code.ops().toList()) {
      boolean first =
          op.body().name.equals("<init>")
              && (op.what() == Op.What.PUT
                  || op.calls("<init>") && op.owner().startsWith("java/util/concurrent/atomic/"))
              && op.args().size() == 1
              && op.args().get(0).text().equals("1");
      if (first) {
        return new Diagnosis("off-by-one", "Line %d begins with 1.".formatted(op.line()), -1, "");
      }
    }
    return null;
  }

  /**
   * A refused call has changed something: in the method, the write stands before the first test
   * that leads to the exception.
   */
  static @Nullable Diagnosis checkTooLate(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("was refused")) {
      return null;
    }
    for (int i = 0; i < c.trail.size(); i++) {
      Step step = c.trail.at(i);
      if (!Trail.writes(step)) {
        continue;
      }
      for (Op write : c.ops(i)) {
        boolean writes =
            write.what() == Op.What.PUT
                || write.what() == Op.What.CALL && write.calls("put", "merge");
        Body body = write.body();
        if (!writes || body.name.equals("<init>")) {
          continue;
        }
        Op made = body.ops.stream().filter(op -> makes(op, ILLEGAL)).findFirst().orElse(null);
        boolean before =
            made != null
                && write.index() < made.index()
                && body.ops(Op.What.IF).noneMatch(test -> test.index() < write.index());
        if (before && made != null) {
          return new Diagnosis(
              "check-too-late",
              "Line %d changes it, and only line %d looks whether that is allowed."
                  .formatted(write.line(), made.line()),
              i,
              "not looked at yet");
        }
      }
    }
    return null;
  }

  /**
   * Of several, some are done although the call has to be refused: a loop calls a method that may
   * refuse, and nothing outside that method does.
   */
  static @Nullable Diagnosis someOfThem(Case c) {
    boolean left = c.says("was refused");
    boolean skipped = c.says("has to throw an IllegalArgumentException, but it returned normally");
    if (!c.is(Kind.WRONG_RESULT) || !left && !skipped || !c.says("({")) {
      return null;
    }
    for (Body body : c.code.bodies()) {
      boolean own = body.ops.stream().anyMatch(op -> makes(op, ILLEGAL));
      if (own || !c.says(body.name + "(")) {
        continue;
      }
      for (Op call : body.ops) {
        boolean looped = body.loop(call) != null || call.what() == Op.What.LAMBDA;
        boolean refuses =
            looped
                && c.code.isOwn(call.owner())
                && c.code.bodies().stream()
                    .filter(
                        other -> other.owner.equals(call.owner()) && other.name.equals(call.name()))
                    .anyMatch(other -> other.ops.stream().anyMatch(op -> makes(op, ILLEGAL)));
        boolean tests =
            body.ops(Op.What.IF).anyMatch(test -> Set.of("<", ">=").contains(test.name()));
        if (refuses && tests == skipped) {
          return new Diagnosis(
              "all-or-none",
              "Line %d does one after the other, and has done some when it comes to the one that must not be."
                  .formatted(call.line()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  /** The check asks for a way through a method, and the code does the same work beside it. */
  static @Nullable Diagnosis beside(Case c) {
    Matcher through =
        Pattern.compile("^(\\w+)\\(\\) has to .* through (\\w+)\\(\\)")
            .matcher(c.finding.message());
    if (!c.is(Kind.WRONG_RESULT) || !through.find()) {
      return null;
    }
    List<Body> outer = named(c, through.group(1));
    List<Body> inner = named(c, through.group(2));
    if (outer.size() != 1 || inner.size() != 1) {
      return null;
    }
    for (Op write : inner.get(0).ops) {
      if (!write.calls("put", "merge", "add", "compute") || !write.receiver().startsWith("this.")) {
        continue;
      }
      for (Op same : c.code.deep(outer.get(0))) {
        if (same.body() != inner.get(0)
            && same.calls("put", "merge", "add", "compute")
            && (same.receiver().equals(write.receiver()))) {
          return new Diagnosis(
              "duplicated-method",
              "Line %d does what line %d is there for.".formatted(same.line(), write.line()),
              -1,
              "");
        }
      }
    }
    return null;
  }

  private static List<Body> named(Case c, String name) {
    return c.code.bodies().stream().filter(body -> body.name.equals(name)).toList();
  }

  /** An IllegalArgumentException out of a pool or queue that is made for as many as there are. */
  static @Nullable Diagnosis noneAtAll(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.says("IllegalArgumentException")) {
      return null;
    }
    for (Op op : c.code.at(c.finding.file(), c.finding.line())) {
      boolean pool =
          op.calls("newFixedThreadPool", "newScheduledThreadPool", "<init>")
              && op.owner().startsWith("java/util/concurrent/")
              && !op.owner().contains("Exception");
      boolean many = op.args().stream().anyMatch(arg -> arg.text().contains("size()"));
      if (pool && many) {
        return new Diagnosis(
            "capacity-zero",
            "Line %d asks for room for as many as there are, and there are none."
                .formatted(op.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /**
   * The second call of a method that ends things throws, because of the flag that the first set.
   */
  static @Nullable Diagnosis onlyOnce(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.says("IllegalStateException")) {
      return null;
    }
    for (Op op : c.code.at(c.finding.file(), c.finding.line())) {
      Body body = op.body();
      if (op.what() != Op.What.THROW || !Set.of("close", "stop", "shutdown").contains(body.name)) {
        continue;
      }
      for (int i = 0; i < c.trail.size(); i++) {
        Step step = c.trail.at(i);
        boolean raised =
            step.action() == Action.WRITE
                && c.bodies(i).contains(body)
                && body.ops(Op.What.IF)
                    .anyMatch(
                        test -> test.args().get(0).text().endsWith("." + Trail.variable(step)));
        if (raised) {
          return new Diagnosis(
              "close-not-idempotent",
              "%s has closed it, and the next %s() throws for that.".formatted(c.who(i), body.name),
              i,
              "closed");
        }
      }
    }
    return null;
  }

  /** What is closed has to say so with an exception, and the code returns, or even takes it. */
  static @Nullable Diagnosis afterTheEnd(Case c) {
    boolean asked = c.says("closed", "IllegalStateException") || c.says("closed", "IOException");
    boolean returned = c.says("returned normally") || c.says("normal return");
    if (!c.is(Kind.WRONG_RESULT) || !asked || !returned) {
      return null;
    }
    for (int look = c.trail.size() - 1; look >= 0; look--) {
      Step step = c.trail.at(look);
      Code.Field flag = step.action() == Action.READ ? c.field(look) : null;
      if (flag == null || !flag.desc().equals("Z") || !"true".equals(step.value())) {
        continue;
      }
      for (int i = look + 1; i < c.trail.size(); i++) {
        boolean mine = c.trail.thread(i).equals(step.thread()) && c.sameBody(look, i);
        if (mine
            && Set.of("add", "put", "offer", "addLast").contains(Trail.method(c.trail.at(i)))) {
          return new Diagnosis(
              "accepts-after-close",
              "%s reads %s: true, and %s puts it in all the same."
                  .formatted(c.who(look), step.subject(), c.who(i)),
              i,
              "closed already");
        }
      }
      for (Op test : c.ops(look)) {
        Op next = test.what() == Op.What.IF ? next(test) : null;
        if (next != null
            && next.body().ops.stream()
                .anyMatch(
                    op ->
                        op.what() == Op.What.RETURN
                            && op.line() > test.line()
                            && op.line() <= test.line() + 1)) {
          return new Diagnosis(
              "closed-means-nothing",
              "%s reads %s: true, and returns as if it had done something."
                  .formatted(c.who(look), step.subject()),
              look,
              "and says nothing");
        }
      }
      return null;
    }
    return null;
  }
}
