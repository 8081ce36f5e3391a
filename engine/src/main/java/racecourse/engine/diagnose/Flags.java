package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about locks that the submission makes itself out of a flag, or whose order of
 * taking and giving back goes wrong. All demand the schedule in which that happens.
 */
final class Flags {

  private Flags() {}

  private static boolean writes(Case c, int step, String value) {
    Step at = c.trail().at(step);
    return at.action() == Action.WRITE && value.equals(at.value());
  }

  private static @Nullable Op put(Case c, int step, String constant) {
    for (Op op : c.ops(step)) {
      if (op.what() == Op.What.PUT
          && op.name().equals(Trail.variable(c.trail().at(step)))
          && op.desc().equals("Z")
          && op.args().get(0).text().equals(constant)) {
        return op;
      }
    }
    return null;
  }

  /**
   * A thread lowers a flag that another one has raised and that it has not raised itself, in a
   * method that raises it further up.
   */
  static @Nullable Diagnosis lowersForOthers(Case c) {
    if (!c.is(Kind.LOST_UPDATE, Kind.WRONG_RESULT)) {
      return null;
    }
    for (int low = 0; low < c.trail().size(); low++) {
      Op down = writes(c, low, "false") ? put(c, low, "0") : null;
      if (down == null) {
        continue;
      }
      String variable = Trail.variable(c.trail().at(low));
      int last = low - 1;
      while (last >= 0
          && !(c.trail().at(last).action() == Action.WRITE
              && Trail.variable(c.trail().at(last)).equals(variable))) {
        last--;
      }
      if (last < 0 || !writes(c, last, "true")) {
        continue;
      }
      Op up = put(c, last, "1");
      int own = c.trail().before(c.trail().thread(low), low);
      while (own >= 0
          && !(c.trail().at(own).action() == Action.WRITE
              && Trail.variable(c.trail().at(own)).equals(variable))) {
        own = c.trail().before(c.trail().thread(low), own);
      }
      if (own >= 0 && writes(c, own, "true")) {
        continue;
      }
      if (up != null
          && up.body() == down.body()
          && up.index() < down.index()
          && !c.trail().thread(last).equals(c.trail().thread(low))) {
        return new Diagnosis(
            "releases-what-it-never-took",
            "%s lowers %s, which %s has raised and still needs."
                .formatted(c.who(low), variable, c.who(last)),
            low,
            "it never raised it");
      }
    }
    return null;
  }

  /**
   * A thread sees that the flag is up, waits for a while, and raises it although nobody has lowered
   * it.
   */
  static @Nullable Diagnosis impatient(Case c) {
    if (!c.is(Kind.LOST_UPDATE, Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    for (int high = 0; high < c.trail().size(); high++) {
      Op up = writes(c, high, "true") ? put(c, high, "1") : null;
      if (up == null) {
        continue;
      }
      String variable = Trail.variable(c.trail().at(high));
      int look = c.trail().before(c.trail().thread(high), high);
      while (look >= 0
          && !(c.trail().at(look).action() == Action.READ
              && Trail.variable(c.trail().at(look)).equals(variable))) {
        look = c.trail().before(c.trail().thread(high), look);
      }
      if (look < 0 || !"true".equals(c.trail().at(look).value()) || !c.sameBody(look, high)) {
        continue;
      }
      boolean lowered = false;
      for (int i = look + 1; i < high; i++) {
        lowered |=
            c.trail().at(i).action() == Action.WRITE
                && Trail.variable(c.trail().at(i)).equals(variable);
      }
      boolean timed =
          up.body().ops().stream()
              .anyMatch(
                  op ->
                      op.index() < up.index()
                          && op.calls("wait", "await", "awaitNanos")
                          && !op.args().isEmpty());
      // What nobody ever lowers says that something is over, and keeps nobody out.
      boolean everLowered =
          c.code()
              .ops()
              .anyMatch(
                  op ->
                      op.what() == Op.What.PUT
                          && op.name().equals(up.name())
                          && op.args().stream().anyMatch(arg -> arg.text().equals("0")));
      if (!lowered && timed && everLowered) {
        return new Diagnosis(
            "gives-up",
            "%s has seen %s up, waits no longer and goes on, though nobody has lowered it."
                .formatted(c.who(high), variable),
            high,
            "it is up still");
      }
    }
    return null;
  }

  /**
   * Threads wait for ever until a flag is lowered; the one that raised it has left the method, past
   * the line that lowers it, which no finally guards.
   */
  static @Nullable Diagnosis staysUp(Case c) {
    if (!c.hangs()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int wait = c.trail().last(thread);
      if (c.trail().at(wait).action() != Action.WAIT) {
        continue;
      }
      for (String variable : c.lookedAt(wait)) {
        int last = c.trail().size() - 1;
        while (last >= 0
            && !(c.trail().at(last).action() == Action.WRITE
                && Trail.variable(c.trail().at(last)).equals(variable))) {
          last--;
        }
        Op up = last >= 0 && writes(c, last, "true") ? put(c, last, "1") : null;
        if (up == null) {
          continue;
        }
        List<Op> downs =
            up.body()
                .ops(Op.What.PUT)
                .filter(op -> op.name().equals(variable) && op.args().get(0).text().equals("0"))
                .toList();
        if (downs.isEmpty() || downs.stream().anyMatch(op -> op.index() < up.index())) {
          continue;
        }
        boolean guarded =
            up.body().handlers().stream()
                .anyMatch(
                    handler ->
                        up.body()
                            .after(handler)
                            .anyMatch(
                                op -> op.what() == Op.What.PUT && op.name().equals(variable)));
        int at = c.trail().last(c.trail().thread(last));
        boolean left =
            c.trail().at(at).action() != Action.WAIT
                    && c.trail().at(at).action() != Action.BLOCKED
                    && c.trail().at(at).action() != Action.SLEEP
                || c.ops(at).stream()
                    .anyMatch(op -> op.body() == up.body() && op.index() < up.index());
        boolean sleeps =
            up.body().ops().stream()
                .anyMatch(
                    op ->
                        op.index() > up.index()
                            && op.index() < downs.get(0).index()
                            && (op.calls("sleep", "await", "wait", "take", "put", "acquire", "join")
                                || op.callsFunction()));
        if (!guarded && left && sleeps && at > last) {
          return new Diagnosis(
              "no-unlock-on-exception",
              "%s raises %s, leaves by an exception before it lowers it in line %d, and %s waits for that."
                  .formatted(c.who(last), variable, downs.get(0).line(), c.who(wait)),
              last,
              "never lowered");
        }
      }
    }
    return null;
  }

  /**
   * A thread gives back a permit or lock that it does not hold, in a method that takes the same one
   * further up, but has not come to have it.
   */
  static @Nullable Diagnosis neverTaken(Case c) {
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.UNLOCK || c.trail().names(i).contains(step.subject())) {
        continue;
      }
      for (Op release : c.ops(i)) {
        if (!release.callsOn("java/util/concurrent/Semaphore", "release")) {
          continue;
        }
        Op take =
            release.body().ops().stream()
                .filter(op -> op.calls("acquire", "tryAcquire"))
                .filter(op -> op.receiver().equals(release.receiver()))
                .filter(op -> op.index() < release.index())
                .findFirst()
                .orElse(null);
        boolean any = false;
        for (int before = 0; take != null && before < i; before++) {
          any |=
              c.trail().thread(before).equals(step.thread())
                  && c.trail().at(before).action() == Action.LOCK
                  && c.trail().at(before).subject().equals(step.subject())
                  && c.ops(before).contains(take);
        }
        boolean inFinally =
            release.body().handlers().stream()
                .anyMatch(
                    handler ->
                        handler.type() == null && release.index() >= handler.start()
                            || release.body().after(handler).anyMatch(op -> op == release));
        boolean anyone =
            release.body().handlers().stream()
                .anyMatch(
                    handler ->
                        take != null
                            && handler.first() <= take.index()
                            && take.index() < handler.last());
        if (take != null && anyone && (inFinally || !any) && !held(c, i)) {
          return new Diagnosis(
              "releases-what-it-never-took",
              "%s gives %s back without having taken it: it never got past line %d."
                  .formatted(c.who(i), step.subject(), take.line()),
              i,
              "it never had it");
        }
      }
    }
    return null;
  }

  private static boolean held(Case c, int release) {
    return c.trail().names(release).contains(c.trail().at(release).subject());
  }

  /**
   * A thread waits in a wait that an interrupt ends, catches that and goes on, although what it
   * waited for has not come: the latch is counted down only later.
   */
  static @Nullable Diagnosis goesOnWithoutWaiting(Case c) {
    if (!c.is(Kind.LOST_UPDATE, Kind.WRONG_RESULT)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.WAIT) {
        continue;
      }
      for (Op op : c.ops(i)) {
        if (!op.callsOn("java/util/concurrent/CountDownLatch", "await") || !op.args().isEmpty()) {
          continue;
        }
        Body.Handler handler = op.body().catcherOfInterrupt(op);
        int next = c.trail().after(step.thread(), i);
        if (handler == null
            || next < 0
            || op.body().loop(op) != null
            || op.body()
                .after(handler)
                .anyMatch(each -> each.what() == Op.What.THROW || each.what() == Op.What.RETURN)) {
          continue;
        }
        boolean before = down(c, step.subject(), 0, next);
        boolean after = down(c, step.subject(), next, c.trail().size());
        boolean acts = c.bodies(next).contains(op.body());
        if (!before && after && acts && c.trail().at(next).action() != Action.WAIT) {
          return new Diagnosis(
              "interrupt-swallowed",
              "%s is interrupted in its wait, catches that and goes on in line %d as if its turn had come."
                  .formatted(c.who(i), c.line(next)),
              next,
              "its turn has not come");
        }
      }
    }
    return null;
  }

  private static boolean down(Case c, String latch, int from, int to) {
    for (int i = from; i < to; i++) {
      Step step = c.trail().at(i);
      if (Trail.variable(step).equals(latch) && Trail.method(step).equals("countDown")) {
        return true;
      }
    }
    return false;
  }

  /** A latch that is made once, for a constant number, and is counted down more often than that. */
  static @Nullable Diagnosis latchForOnce(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.LOST_UPDATE)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALL || !Trail.method(step).equals("countDown")) {
        continue;
      }
      for (Op op : c.ops(i)) {
        Code.Field latch =
            op.what() == Op.What.GET && op.desc().equals("Ljava/util/concurrent/CountDownLatch;")
                ? c.code().field(op)
                : null;
        if (latch == null || !latch.isFinal()) {
          continue;
        }
        Op made =
            c.code().writers(latch).stream()
                .flatMap(put -> put.body().ops().stream())
                .filter(each -> each.callsOn("java/util/concurrent/CountDownLatch", "<init>"))
                .filter(each -> each.args().get(0).kind() == Sym.Kind.CONSTANT)
                .findFirst()
                .orElse(null);
        if (made == null) {
          continue;
        }
        int downs = 0;
        boolean again = false;
        boolean passed = false;
        for (int j = 0; j < c.trail().size(); j++) {
          Step each = c.trail().at(j);
          if (!Trail.variable(each).equals(Trail.variable(step))) {
            continue;
          }
          boolean open = Integer.toString(downs).equals(made.args().get(0).text());
          open |= downs > 1;
          if (Trail.method(each).equals("countDown")) {
            again |= open;
            downs++;
          } else if (each.action() == Action.WAIT && open && again) {
            passed = true;
          }
        }
        if (again && passed && !Set.of("close", "set").contains(op.body().name())) {
          return new Diagnosis(
              "latch-reused",
              "%s counts %s down, which is open already: nobody waits there any more."
                  .formatted(c.who(i), latch.name()),
              i,
              "");
        }
      }
    }
    return null;
  }
}
