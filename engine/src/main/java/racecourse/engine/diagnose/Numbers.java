package racecourse.engine.diagnose;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions about numbers and about equal things. All show in the values of a run. */
final class Numbers {
  private static final Map<String, String> LAST =
      Map.of("-128", "127", "-32768", "32767", "-2147483648", "2147483647");

  private Numbers() {}

  /** A variable goes from the largest number of its type to the smallest, by one thread. */
  static @Nullable Diagnosis overflow(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE)) {
      return null;
    }
    for (int i = 1; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      String largest = step.value() == null ? null : LAST.get(step.value());
      if (largest == null || step.action() != Action.WRITE) {
        continue;
      }
      int before = c.trail().before(step.thread(), i);
      while (before >= 0
          && !(c.trail().at(before).action() == Action.READ
              && c.trail().at(before).subject().equals(step.subject()))) {
        before = c.trail().before(step.thread(), before);
      }
      Code.Field field = c.field(i);
      if (before >= 0
          && largest.equals(c.trail().at(before).value())
          && field != null
          && field.isPrimitive()) {
        return new Diagnosis(
            "number-too-small",
            "%s adds one to %s, which is %s, and writes %s."
                .formatted(c.who(i), step.subject(), largest, step.value()),
            i,
            "too large for its type");
      }
    }
    return null;
  }

  /**
   * A compareAndSet() of an AtomicReference answers false, although what it compares with is, as a
   * number, what the thread has just got, and nobody else has come in between.
   */
  static @Nullable Diagnosis boxes(Case c) {
    for (int i = 1; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALL
          || !"false".equals(step.value())
          || !Trail.method(step).equals("compareAndSet")) {
        continue;
      }
      String subject = step.subject();
      int comma = subject.indexOf(',');
      String expected = comma < 0 ? "" : subject.substring(subject.indexOf('(') + 1, comma);
      int got = c.trail().before(step.thread(), i);
      while (got >= 0
          && !(Trail.method(c.trail().at(got)).equals("get")
              && Trail.variable(c.trail().at(got)).equals(Trail.variable(step)))) {
        got = c.trail().before(step.thread(), got);
      }
      boolean alone = got >= 0;
      for (int other = got + 1; alone && other < i; other++) {
        alone = c.trail().thread(other).equals(step.thread());
      }
      if (alone
          && expected.matches("-?\\d+")
          && expected.equals(c.trail().at(got).value())
          && c.ops(i).stream()
              .anyMatch(
                  op ->
                      op.callsOn("java/util/concurrent/atomic/AtomicReference", "compareAndSet"))) {
        return new Diagnosis(
            "compares-boxes",
            "%s compares with %s, and %s it is, but in another object."
                .formatted(c.who(i), expected, expected),
            i,
            "another object");
      }
    }
    return null;
  }

  /** An add() to a set answers false: what equals it is in already. Nothing asks for the answer. */
  static @Nullable Diagnosis setKeepsOne(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE, Kind.STUCK)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALL
          || !"false".equals(step.value())
          || !Trail.method(step).equals("add")) {
        continue;
      }
      for (Op op : c.ops(i)) {
        boolean used =
            op.body().ops().stream()
                .anyMatch(each -> each.index() > op.index() && each.dependsOn(op.index()));
        if (op.calls("add") && op.owner().endsWith("Set") && !used) {
          return new Diagnosis(
              "set-keeps-one",
              "%s adds what equals something that is in the set already, and the set stays as it was."
                  .formatted(c.who(i)),
              i,
              "it is in already");
        }
      }
    }
    return null;
  }
}
