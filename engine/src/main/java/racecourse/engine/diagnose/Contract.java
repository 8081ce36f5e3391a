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

  private Contract() {}

  /**
   * The check misses an IllegalArgumentException, and the method or constructor that should throw
   * it makes none at all, or tests for less than zero only where zero is the argument.
   */
  static @Nullable Diagnosis noCheck(Case c) {
    Matcher refuse = REFUSE.matcher(c.finding().message());
    if (!c.is(Kind.WRONG_RESULT) || !refuse.find()) {
      return null;
    }
    boolean made = refuse.group(1) != null;
    String type = refuse.group(2);
    List<Body> bodies =
        c.code().bodies().stream()
            .filter(
                body ->
                    made
                        ? body.name().equals("<init>") && simple(body.owner()).equals(type)
                        : body.name().equals(refuse.group(2)))
            .filter(body -> !arguments(body.desc()).isEmpty())
            .toList();
    if (bodies.size() != 1) {
      return null;
    }
    Body body = bodies.get(0);
    List<Op> deep = c.code().deep(body);
    boolean throwsIt = deep.stream().anyMatch(op -> op.makes(ILLEGAL));
    boolean asks =
        deep.stream()
            .anyMatch(
                op ->
                    op.what() == Op.What.CALL
                        && (op.name().startsWith("contains")
                            || op.name().startsWith("remove")
                            || op.calls("checkArgument")));
    boolean numbers = arguments(body.desc()).stream().anyMatch(Set.of("I", "J")::contains);
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
            "no-check", "%s() takes whatever it is given.".formatted(body.name()), -1, "");
  }

  private static List<String> arguments(String desc) {
    return Stream.of(Type.getArgumentTypes(desc)).map(Type::getDescriptor).toList();
  }

  static String simple(String type) {
    return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
  }

  /**
   * A refused call has changed something: in the method, the write stands before the first test
   * that leads to the exception.
   */
  static @Nullable Diagnosis checkTooLate(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("was refused")) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (!Trail.writes(step)) {
        continue;
      }
      for (Op write : c.ops(i)) {
        boolean writes =
            write.what() == Op.What.PUT
                || write.what() == Op.What.CALL && write.calls("put", "merge");
        Body body = write.body();
        if (!writes || body.name().equals("<init>")) {
          continue;
        }
        Op made = body.ops().stream().filter(op -> op.makes(ILLEGAL)).findFirst().orElse(null);
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
    for (Body body : c.code().bodies()) {
      boolean own = body.ops().stream().anyMatch(op -> op.makes(ILLEGAL));
      if (own || !c.says(body.name() + "(")) {
        continue;
      }
      for (Op call : body.ops()) {
        boolean looped = body.loop(call) != null || call.what() == Op.What.LAMBDA;
        boolean refuses =
            looped
                && c.code().isOwn(call.owner())
                && c.code().bodies().stream()
                    .filter(
                        other ->
                            other.owner().equals(call.owner()) && other.name().equals(call.name()))
                    .anyMatch(other -> other.ops().stream().anyMatch(op -> op.makes(ILLEGAL)));
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

  /** An IllegalArgumentException out of a pool or queue that is made for as many as there are. */
  static @Nullable Diagnosis noneAtAll(Case c) {
    if (!c.is(Kind.EXCEPTION) || !c.says("IllegalArgumentException")) {
      return null;
    }
    for (Op op : c.ops()) {
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
    for (Op op : c.ops()) {
      Body body = op.body();
      if (op.what() != Op.What.THROW
          || !Set.of("close", "stop", "shutdown").contains(body.name())) {
        continue;
      }
      for (int i = 0; i < c.trail().size(); i++) {
        Step step = c.trail().at(i);
        boolean raised =
            step.action() == Action.WRITE
                && c.bodies(i).contains(body)
                && body.ops(Op.What.IF)
                    .anyMatch(
                        test -> test.args().get(0).text().endsWith("." + Trail.variable(step)));
        if (raised) {
          return new Diagnosis(
              "close-not-idempotent",
              "%s has closed it, and the next %s() throws for that."
                  .formatted(c.who(i), body.name()),
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
    for (int look = c.trail().size() - 1; look >= 0; look--) {
      Step step = c.trail().at(look);
      Code.Field flag = step.action() == Action.READ ? c.field(look) : null;
      if (flag == null || !flag.desc().equals("Z") || !"true".equals(step.value())) {
        continue;
      }
      for (int i = look + 1; i < c.trail().size(); i++) {
        boolean mine = c.trail().thread(i).equals(step.thread()) && c.sameBody(look, i);
        if (mine
            && Set.of("add", "put", "offer", "addLast").contains(Trail.method(c.trail().at(i)))) {
          return new Diagnosis(
              "accepts-after-close",
              "%s reads %s: true, and %s puts it in all the same."
                  .formatted(c.who(look), step.subject(), c.who(i)),
              i,
              "closed already");
        }
      }
      for (Op test : c.ops(look)) {
        Op next = test.what() == Op.What.IF ? test.next() : null;
        if (next != null
            && next.body().ops().stream()
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
