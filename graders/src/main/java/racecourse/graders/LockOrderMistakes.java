package racecourse.graders;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.diagnose.Torn;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the transfers can tell. */
final class LockOrderMistakes {
  private static final Pattern ALL_OF_IT =
      Pattern.compile("of (-?\\d+) of \\1 .*returned false instead of true");
  private static final Pattern TOO_MUCH =
      Pattern.compile("of (\\d+) of (\\d+) .*returned true instead of false");

  private LockOrderMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        LockOrderMistakes::ofSeveralMoments,
        LockOrderMistakes::oneHand,
        LockOrderMistakes::overdrawn,
        LockOrderMistakes::yesAtOnce,
        LockOrderMistakes::notTheLast);
  }

  /** The total is that of several moments. */
  private static @Nullable Diagnosis ofSeveralMoments(Case c) {
    return c.says("while money moves") ? Torn.ofSeveralMoments(c, false) : null;
  }

  /** Two threads wait for what a third one does for both of them, which is all that is written. */
  private static @Nullable Diagnosis oneHand(Case c) {
    if (!c.is(Kind.NOT_PARALLEL)) {
      return null;
    }
    Set<String> asks = new HashSet<>();
    Set<String> writes = new HashSet<>();
    int last = -1;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() == Action.WRITE && !step.thread().equals("main")) {
        writes.add(step.thread());
        last = i;
      } else if (step.action() == Action.WAIT && !step.thread().equals("main")) {
        asks.add(step.thread());
      }
    }
    asks.removeAll(writes);
    if (writes.size() != 1 || asks.size() != 2) {
      return null;
    }
    return new Diagnosis(
        "serialised",
        "All that is written here, %s writes, for one thread after the other."
            .formatted(c.who(last)),
        -1,
        "");
  }

  /** More is taken than there is, and the variable gets a number below zero. */
  private static @Nullable Diagnosis overdrawn(Case c) {
    Matcher much = TOO_MUCH.matcher(c.finding().message());
    if (!c.is(Kind.WRONG_RESULT)
        || !much.find()
        || Integer.parseInt(much.group(1)) <= Integer.parseInt(much.group(2))) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
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
    for (Op op : test.body().ops()) {
      if (test.dependsOn(op.index())
          && (op.what() == Op.What.GET && op.owner().equals(owner) && op.name().equals(field)
              || op.what() == Op.What.CALL
                  && c.code().bodies().stream()
                      .filter(
                          body -> body.owner().equals(op.owner()) && body.name().equals(op.name()))
                      .anyMatch(
                          body ->
                              body.ops(Op.What.GET).anyMatch(get -> get.name().equals(field))))) {
        return true;
      }
    }
    return false;
  }

  /** For two that are one and the same the code answers yes before it has looked at anything. */
  private static @Nullable Diagnosis yesAtOnce(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("to the same", "returned true instead of false")
        || c.trail().size() == 0) {
      return null;
    }
    for (Body body : c.code().bodies()) {
      for (Op test : body.ops()) {
        boolean same =
            test.what() == Op.What.IF
                && test.name().equals("!=")
                && test.args().size() == 2
                && test.args().stream().allMatch(arg -> arg.kind() == Sym.Kind.PARAMETER);
        Op next = same ? test.next() : null;
        if (next != null && next.answers("1")) {
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

  /** All there is cannot be taken: the test that compares two equal numbers says no to them. */
  private static @Nullable Diagnosis notTheLast(Case c) {
    Matcher all = ALL_OF_IT.matcher(c.finding().message());
    if (!c.is(Kind.WRONG_RESULT) || !all.find()) {
      return null;
    }
    for (int i = c.trail().size() - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
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
}
