package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about a place for one thing or for several: what stands for nothing, how many
 * fit, in which order they come out, who waits.
 */
final class Slots {

  private Slots() {}

  /**
   * A thread writes what it was given, and that is the value which the code itself writes for
   * "nothing here"; somebody then waits for ever for something, or nothing comes out.
   */
  static @Nullable Diagnosis marker(Case c) {
    if (!c.is(Kind.STUCK, Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.WRITE || step.value() == null) {
        continue;
      }
      for (Op put : c.ops(i)) {
        Code.Field field = put.what() == Op.What.PUT ? c.code().field(put) : null;
        if (field == null
            || !put.name().equals(Trail.variable(step))
            || put.body().name().equals("<init>")
            || !given(put.args().get(0))) {
          continue;
        }
        boolean another =
            c.ops(i).stream()
                .filter(other -> other != put && other.what() == Op.What.PUT)
                .filter(other -> other.name().equals(put.name()))
                .anyMatch(other -> text(other.args().get(0)).equals(step.value()));
        if (another) {
          // Both stand in one line, and the step is the one that marks.
          continue;
        }
        Op marks =
            c.code().writers(field).stream()
                .filter(other -> other != put)
                .filter(other -> text(other.args().get(0)).equals(step.value()))
                .findFirst()
                .orElse(null);
        boolean unwritten =
            step.value().equals("null")
                && field.desc().startsWith("L")
                && c.code().writers(field).stream()
                    .noneMatch(other -> text(other.args().get(0)).equals("null"))
                && seen(c, Trail.variable(step), i, "null");
        boolean tested =
            c.code().ops().anyMatch(op -> op.what() == Op.What.IF && tests(c, op, field));
        if ((marks != null || unwritten) && tested && (c.is(Kind.STUCK) ? sleeps(c, step) : true)) {
          return new Diagnosis(
              "message-as-marker",
              "%s writes %s: %s, which stands for \"nothing\" here."
                  .formatted(c.who(i), Trail.variable(step), step.value()),
              i,
              "looks like nothing");
        }
      }
    }
    return null;
  }

  private static boolean given(Sym value) {
    return value.kind() == Sym.Kind.PARAMETER
        || value.kind() == Sym.Kind.CALL
        || value.text().startsWith("parameter");
  }

  /** Somebody looks at the variable after the write, and sees that value, before it waits. */
  private static boolean sleeps(Case c, Step write) {
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      if (Set.of(Action.WAIT, Action.SLEEP, Action.READ).contains(c.trail().at(last).action())
          && (c.lookedAt(last).contains(Trail.variable(write))
              || Trail.variable(c.trail().at(last)).equals(Trail.variable(write)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean seen(Case c, String variable, int after, String value) {
    for (int i = after + 1; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.READ
          && Trail.variable(c.trail().at(i)).equals(variable)
          && value.equals(c.trail().at(i).value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean tests(Case c, Op test, Code.Field field) {
    return test.body()
        .ops(Op.What.GET)
        .anyMatch(get -> test.dependsOn(get.index()) && field.equals(c.code().field(get)));
  }

  /** The text of a constant as a schedule has it. */
  private static String text(Sym value) {
    if (value.kind() == Sym.Kind.CONSTANT) {
      return value.text().isEmpty() || !value.text().matches("-?\\d+|null")
          ? '"' + value.text() + '"'
          : value.text();
    }
    // A boxed constant.
    return value.kind() == Sym.Kind.CALL && value.text().matches("\\w+\\.valueOf\\(-?\\d+\\)")
        ? value.text().replaceAll(".*\\((.*)\\)", "$1")
        : "?";
  }

  /**
   * A value is written over what equals it, and who waits for a change tells a new value only by
   * its being different from the one before.
   */
  static @Nullable Diagnosis sameAgain(Case c) {
    if (!c.is(Kind.STUCK)) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int wait = c.trail().last(thread);
      if (c.trail().at(wait).action() != Action.WAIT) {
        continue;
      }
      List<Integer> looks = new ArrayList<>();
      for (int i = c.trail().before(thread, wait);
          i >= 0 && c.trail().at(i).action() == Action.READ;
          i = c.trail().before(thread, i)) {
        looks.add(i);
      }
      String seen = looks.size() != 2 ? null : c.trail().at(looks.get(0)).value();
      if (seen == null
          || seen.equals("null")
          || !seen.equals(c.trail().at(looks.get(1)).value())
          || c.trail().at(looks.get(0)).subject().equals(c.trail().at(looks.get(1)).subject())) {
        continue;
      }
      for (int write = looks.get(1) - 1; write >= 0; write--) {
        Step step = c.trail().at(write);
        boolean of =
            step.action() == Action.WRITE
                && looks.stream()
                    .anyMatch(look -> c.trail().at(look).subject().equals(step.subject()));
        if (of) {
          boolean compared =
              c.ops(looks.get(0)).stream()
                  .anyMatch(
                      test ->
                          test.what() == Op.What.IF
                              && c.ops(looks.get(0)).stream()
                                      .filter(
                                          get ->
                                              get.what() == Op.What.GET
                                                  && test.dependsOn(get.index()))
                                      .count()
                                  >= 2);
          return compared && seen.equals(step.value())
              ? new Diagnosis(
                  "message-as-marker",
                  "%s writes %s: %s, which is what was there before, and looks like nothing new."
                      .formatted(c.who(write), step.subject(), step.value()),
                  write,
                  "looks like nothing new")
              : null;
        }
      }
    }
    return null;
  }

  /**
   * A wrong result, with puts on one end of a deque and takes from the same end, of which the
   * schedule shows two puts before a take.
   */
  static @Nullable Diagnosis stack(Case c) {
    String message = c.finding().message();
    boolean order =
        message.contains("number")
            || message.contains("Number")
            || message.contains("order")
            || message.contains("oldest");
    if (!c.is(Kind.WRONG_RESULT) || !order) {
      return null;
    }
    int puts = 0;
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      String method = Trail.method(step);
      if (Set.of("push", "addFirst", "offerFirst").contains(method)) {
        puts += step.action() == Action.WRITE || step.action() == Action.CALL ? 1 : 0;
      } else if (Set.of("addLast", "add", "offer", "offerLast").contains(method)) {
        puts += 100;
      } else if (Set.of("pop", "removeFirst", "pollFirst", "poll", "takeFirst").contains(method)
              && puts > 1
              && puts < 100
          || Set.of("removeLast", "pollLast", "takeLast").contains(method)
              && puts > 100
              && puts % 100 == 0) {
        return new Diagnosis(
            "order-reversed",
            "%s takes the newest first: both ends of the work are one end of the deque."
                .formatted(c.who(i)),
            i,
            "the newest, not the oldest");
      }
    }
    return null;
  }

  /**
   * A wrong result: a thread puts one more in after it has tested, with "greater than", how many
   * are in already.
   */
  static @Nullable Diagnosis oneTooMany(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean puts =
          Set.of("add", "addLast", "offer", "push", "offerLast").contains(Trail.method(step))
              && (step.action() == Action.WRITE || step.action() == Action.CALL);
      if (!puts) {
        continue;
      }
      for (Op put : c.ops(i)) {
        if (!put.calls(Trail.method(step))) {
          continue;
        }
        for (Op test : put.body().ops()) {
          boolean size =
              test.what() == Op.What.IF
                  && test.args().size() == 2
                  && test.name().equals("<=")
                  && test.args().get(0).text().equals(put.receiver() + ".size()")
                  && test.index() < put.index()
                  && test.target() > test.index()
                  && test.target() <= put.index();
          if (size && put.body().loop(test) != null) {
            return new Diagnosis(
                "capacity-off-by-one",
                "Line %d waits only while there are more than %s, and %s puts one more to that."
                    .formatted(
                        test.line(),
                        test.args().get(1).kind() == Sym.Kind.CONSTANT
                            ? test.args().get(1).text()
                            : "there is room for",
                        c.who(i)),
                i,
                "one too many");
          }
        }
      }
    }
    return null;
  }

  /** Semaphores that hand a slot to and fro are made with more than one permit in all. */
  static @Nullable Diagnosis permits(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    List<Op> made =
        c.code()
            .ops()
            .filter(op -> op.callsOn("java/util/concurrent/Semaphore", "<init>"))
            .toList();
    if (made.size() != 2
        || made.stream().anyMatch(op -> op.args().get(0).kind() != Sym.Kind.CONSTANT)) {
      return null;
    }
    int sum = made.stream().mapToInt(op -> Integer.parseInt(op.args().get(0).text())).sum();
    boolean hands =
        c.code().bodies().stream()
                .filter(
                    body ->
                        body.calls("acquire").count() == 1
                            && body.calls("release").count() == 1
                            && !body.calls("acquire")
                                .findFirst()
                                .orElseThrow()
                                .receiver()
                                .equals(body.calls("release").findFirst().orElseThrow().receiver()))
                .count()
            == 2;
    boolean slot =
        c.trail().steps().stream()
            .noneMatch(
                step ->
                    !Trail.method(step).isEmpty()
                        && (step.action() == Action.CALL || step.action() == Action.WRITE));
    return sum > 1 && hands && slot
        ? new Diagnosis(
            "too-many-permits",
            "The semaphores made in lines %d and %d have %d permits in all for one place."
                .formatted(made.get(0).line(), made.get(1).line(), sum),
            -1,
            "")
        : null;
  }

  /** One thread, having taken one permit, gives two back in one call of one method. */
  static @Nullable Diagnosis givesTwoBack(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() != Action.UNLOCK) {
        continue;
      }
      int next = c.trail().after(c.trail().thread(i), i);
      if (next < 0
          || c.trail().at(next).action() != Action.UNLOCK
          || !c.trail().at(next).subject().equals(c.trail().at(i).subject())
          || c.line(next) == c.line(i)) {
        continue;
      }
      boolean semaphore =
          c.ops(i).stream().anyMatch(op -> op.callsOn("java/util/concurrent/Semaphore", "release"))
              && c.ops(next).stream()
                  .anyMatch(op -> op.callsOn("java/util/concurrent/Semaphore", "release"))
              && c.sameBody(i, next);
      if (semaphore) {
        return new Diagnosis(
            "too-many-permits",
            "%s gives a permit of %s back in line %d and another one in line %d."
                .formatted(c.trail().thread(i), c.trail().at(i).subject(), c.line(i), c.line(next)),
            next,
            "one permit too many");
      }
    }
    return null;
  }

  /** The check asks for a wait, and nothing in the code ever waits for anything. */
  static @Nullable Diagnosis doesNotWait(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.finding().message().contains("has to wait")) {
      return null;
    }
    boolean waits =
        c.code()
                .ops()
                .anyMatch(
                    op ->
                        op.calls(
                                "wait",
                                "await",
                                "awaitNanos",
                                "awaitUninterruptibly",
                                "take",
                                "put",
                                "park",
                                "parkNanos",
                                "sleep",
                                "acquire",
                                "join",
                                "get",
                                "exchange",
                                "transfer",
                                "poll",
                                "offer",
                                "yield",
                                "onSpinWait")
                            || op.what() == Op.What.CALL && op.owner().contains("Queue"))
            || c.code().bodies().stream().anyMatch(body -> !body.backward().isEmpty());
    return waits
        ? null
        : new Diagnosis("does-not-wait", "Nothing in this code waits, whatever it finds.", -1, "");
  }

  /**
   * All threads wait at a barrier for more than they are; nobody failed, nobody was interrupted.
   */
  static @Nullable Diagnosis tooFewCome(Case c) {
    if (!c.hangs() || c.interrupted()) {
      return null;
    }
    List<Op> made =
        c.code()
            .ops()
            .filter(
                op ->
                    op.callsOn("java/util/concurrent/CyclicBarrier", "<init>")
                        || op.callsOn("java/util/concurrent/Phaser", "<init>"))
            .toList();
    if (made.size() != 1
        || made.get(0).args().isEmpty()
        || made.get(0).args().get(0).kind() != Sym.Kind.CONSTANT
        || c.trail().steps().stream().anyMatch(step -> step.action() == Action.THROW)) {
      return null;
    }
    int waiting = 0;
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      waiting +=
          c.trail().at(last).action() == Action.WAIT
                  && c.ops(last).stream().anyMatch(op -> op.owner().equals(made.get(0).owner()))
              ? 1
              : 0;
    }
    String parties = made.get(0).args().get(0).text();
    return waiting > 0 && parties.matches("\\d+") && waiting < Integer.parseInt(parties)
        ? new Diagnosis(
            "party-count",
            "The barrier made in line %d is for %s, and only %d wait there."
                .formatted(made.get(0).line(), parties, waiting),
            -1,
            "")
        : null;
  }

  /**
   * A thread holds a lock from one write of a variable to the next one in the same method; in
   * between another thread reads it without that lock, and the check complains of what it saw.
   */
  static @Nullable Diagnosis halfDone(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    int read = c.trail().size() - 1;
    Step step = read < 0 ? null : c.trail().at(read);
    if (step == null
        || step.action() != Action.READ
        || !c.trail().held(read).isEmpty()
        || !Trail.method(step).isEmpty()) {
      return null;
    }
    for (int write = read - 1; write >= 0; write--) {
      Step before = c.trail().at(write);
      if (before.action() != Action.WRITE || !before.subject().equals(step.subject())) {
        continue;
      }
      boolean holds =
          !before.thread().equals(step.thread())
              && c.trail().names(write).stream()
                  .anyMatch(lock -> c.trail().heldAtEnd(before.thread()).contains(lock));
      boolean again =
          c.ops(write).stream()
              .filter(op -> op.what() == Op.What.PUT && op.name().equals(before.subject()))
              .anyMatch(
                  op ->
                      op.body()
                          .ops(Op.What.PUT)
                          .anyMatch(
                              later ->
                                  later.index() > op.index() && later.name().equals(op.name())));
      return holds && again
          ? new Diagnosis(
              "only-writers-lock",
              "%s writes %s: %s on its way, with the lock, and %s reads it without."
                  .formatted(c.who(write), before.subject(), before.value(), c.who(read)),
              read,
              "reads a half-made change")
          : null;
    }
    return null;
  }
}
