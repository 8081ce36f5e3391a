package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.RacingPair;
import racecourse.engine.model.Step;

/**
 * The misconceptions about whose a variable is: the class's, the object's, the run's, the call's.
 */
final class Shared {
  private static final Pattern OF_ANOTHER =
      Pattern.compile("\\b[Aa]nother (?!(thread|one)\\b)\\w|\\bsecond time\\b|^Two threads call ");

  private Shared() {}

  private static String plain(Step step) {
    return Trail.variable(step).replaceAll("#\\d+$", "");
  }

  private static boolean uses(Step step) {
    return Set.of(Action.READ, Action.WRITE, Action.CALL, Action.WAIT).contains(step.action());
  }

  /**
   * The check complains that one object, or one run, shows in another, and in the schedule both go
   * through one static variable that is filled anew.
   */
  static @Nullable Diagnosis ofTheClass(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !OF_ANOTHER.matcher(c.finding().message()).find()) {
      return null;
    }
    for (Code.Field field : c.code().fields().toList()) {
      boolean variable =
          field.isStatic()
              && !field.isPrimitive()
              && !field.desc().equals("Ljava/lang/String;")
              && !field.desc().contains("/locks/")
              && !field.desc().equals("Ljava/lang/Object;")
              && !field.desc().endsWith("ThreadLocal;");
      if (!variable) {
        continue;
      }
      int write = -1;
      for (int i = 0; i < c.trail().size(); i++) {
        Step step = c.trail().at(i);
        if (!uses(step) || !plain(step).equals(field.name())) {
          continue;
        }
        boolean changes =
            step.action() == Action.WRITE
                || Set.of("add", "put", "addAll", "clear", "countDown", "offer", "set")
                    .contains(Trail.method(step));
        if (write >= 0
            && (c.line(i) != c.line(write)
                || !c.trail().thread(i).equals(c.trail().thread(write)))) {
          return new Diagnosis(
              "static-state",
              "%s changes %s, which is static, and %s finds it there, for another object or run."
                  .formatted(c.who(write), field.name(), c.who(i)),
              i,
              "not its own");
        }
        write = write < 0 && changes ? i : write;
      }
    }
    return null;
  }

  /**
   * A variable that threads count with: made for all of them by who starts them, and each reads it
   * in its own time.
   */
  static @Nullable Diagnosis sharedNumber(Case c) {
    RacingPair pair = c.racingPair();
    if (pair == null
        || !Trail.variable(c.trail().at(pair.second())).contains("an element of int[]")) {
      return null;
    }
    for (int step : new int[] {pair.first(), pair.second()}) {
      for (Op get : c.ops(step)) {
        boolean captured =
            get.what() == Op.What.ELEMENT_GET
                && get.body().name().startsWith("lambda$")
                && get.on() != null
                && get.on().kind() == Sym.Kind.PARAMETER
                && get.args().get(0).kind() == Sym.Kind.CONSTANT;
        if (captured) {
          return new Diagnosis(
              "shared-number",
              "%s reads the number that all of them count with, and another one changes it."
                  .formatted(c.who(step)),
              step,
              "whatever it is by now");
        }
      }
    }
    return null;
  }

  /** A message that was taken is still there: nothing ever empties its field. */
  static @Nullable Diagnosis stays(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (int second = c.trail().size() - 1; second >= 0; second--) {
      Step step = c.trail().at(second);
      Code.Field field = step.action() == Action.READ ? c.field(second) : null;
      if (field == null
          || field.isPrimitive()
          || field.isStatic()
          || field.isFinal()
          || "null".equals(step.value())
          || !c.says(String.valueOf(step.value()))) {
        continue;
      }
      boolean emptied =
          c.code().writers(field).stream().anyMatch(put -> put.args().get(0).text().equals("null"));
      boolean tested =
          c.code()
              .ops()
              .anyMatch(
                  test ->
                      test.what() == Op.What.IF
                          && test.args().size() == 1
                          && test.args().get(0).text().endsWith("." + field.name()));
      for (int first = 0; first < second && !emptied && tested; first++) {
        if (c.trail().at(first).action() == Action.READ
            && step.subject().equals(c.trail().at(first).subject())
            && step.line() == c.line(first)
            && String.valueOf(step.value()).equals(c.trail().at(first).value())
            && first != c.trail().before(step.thread(), second)
            && returned(c, second, field)) {
          return new Diagnosis(
              "message-stays",
              "%s reads %s: %s, which was taken before and is still there."
                  .formatted(c.who(second), step.subject(), step.value()),
              second,
              "taken already");
        }
      }
    }
    return null;
  }

  private static boolean returned(Case c, int step, Code.Field field) {
    return c.bodies(step).stream()
        .flatMap(body -> body.ops(Op.What.RETURN))
        .anyMatch(
            op -> op.args().stream().anyMatch(arg -> arg.text().endsWith("." + field.name())));
  }

  /** A lock on a box that is made of a number: each call may get another one. */
  static @Nullable Diagnosis boxes(Case c) {
    if (!c.is(Kind.LOST_UPDATE, Kind.DATA_RACE)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.LOCK) {
        continue;
      }
      for (Op enter : c.ops(i)) {
        boolean box =
            enter.what() == Op.What.ENTER
                && enter.on() != null
                && enter.on().kind() == Sym.Kind.CALL
                && enter.on().text().matches("(Integer|Long|Short|Byte)\\.valueOf\\(.*");
        if (box && second(c, i)) {
          return new Diagnosis(
              "lock-per-call",
              "%s locks a box that this call has made of a number; the next call makes another."
                  .formatted(c.who(i)),
              i,
              "a box of its own");
        }
      }
    }
    return null;
  }

  private static boolean second(Case c, int lock) {
    return c.trail().steps().stream()
        .anyMatch(
            step ->
                step.action() == Action.LOCK
                    && !step.thread().equals(c.trail().thread(lock))
                    && step.line() == c.line(lock)
                    && !step.subject().equals(c.trail().at(lock).subject()));
  }

  /** What orders two accesses is read and written opaque or plain, and that orders nothing else. */
  static @Nullable Diagnosis opaque(Case c) {
    RacingPair pair = c.racingPair();
    int first = pair == null ? -1 : pair.first();
    if (!c.is(Kind.DATA_RACE)) {
      return null;
    }
    String reader = c.trail().size() == 0 ? "" : c.trail().thread(c.trail().size() - 1);
    for (int i = Math.max(0, first); i < c.trail().size(); i++) {
      Step set = c.trail().at(i);
      if (set.thread().equals(reader)
          || !List.of("setOpaque", "setPlain").contains(Trail.method(set))) {
        continue;
      }
      for (int get = i + 1; get < c.trail().size(); get++) {
        if (c.trail().thread(get).equals(reader)
            && List.of("getOpaque", "getPlain").contains(Trail.method(c.trail().at(get)))
            && Trail.variable(c.trail().at(get)).equals(Trail.variable(set))) {
          return new Diagnosis(
              "flag-without-lock",
              "%s says so with %s(), which orders nothing, and %s goes on."
                  .formatted(c.who(i), Trail.method(set), c.who(get)),
              get,
              "orders nothing else");
        }
      }
    }
    return null;
  }
}
