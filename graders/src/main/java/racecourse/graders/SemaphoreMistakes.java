package racecourse.graders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the connection pool can tell. */
final class SemaphoreMistakes {
  private SemaphoreMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        SemaphoreMistakes::permitOutsideTry,
        SemaphoreMistakes::takesAnythingBack,
        SemaphoreMistakes::wrongPermits);
  }

  /** A permit is taken, and the wait that follows ends with an interrupt, outside every finally. */
  private static @Nullable Diagnosis permitOutsideTry(Case c) {
    if (!c.is(Kind.WRONG_RESULT, Kind.STUCK)) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int last = c.trail().last(thread);
      Op acquire =
          c.trail().at(last).action() == Action.LOCK && c.says("available")
              ? c.locking(last)
              : null;
      if (acquire == null
          || !acquire.owner().equals("java/util/concurrent/Semaphore")
          || !thread.contains("interrupted")) {
        continue;
      }
      Op next =
          acquire
              .body()
              .calls("lockInterruptibly", "acquire", "await", "take")
              .filter(op -> op.index() > acquire.index())
              .findFirst()
              .orElse(null);
      if (next != null && !next.body().onTheWayOut(next, "release")) {
        return new Diagnosis(
            "permit-lost-on-interrupt",
            "%s has taken %s, is interrupted in line %d, and does not give it back."
                .formatted(c.who(last), c.trail().at(last).subject(), next.line()),
            last,
            "never given back");
      }
    }
    return null;
  }

  /** A stranger's thing is taken back: the method that takes it asks nobody whether it was lent. */
  private static @Nullable Diagnosis takesAnythingBack(Case c) {
    boolean lent = c.says("not on loan, so release()") || c.says("on loan from another");
    if (!c.is(Kind.WRONG_RESULT) || !lent || !c.follows(SemaphoreGrader.NOT_REFUSED)) {
      return null;
    }
    List<Body> bodies =
        c.code().bodies().stream().filter(body -> body.name().equals("release")).toList();
    boolean statics = c.code().fields().anyMatch(field -> field.isStatic() && !field.isPrimitive());
    if (bodies.size() != 1 || statics) {
      return null;
    }
    boolean asks =
        c.code().deep(bodies.get(0)).stream()
            .anyMatch(op -> op.calls("remove", "containsKey", "get", "getOrDefault", "replace"));
    return asks
        ? null
        : new Diagnosis(
            "releases-what-it-never-took",
            "release() does not look whether what comes back was lent at all.",
            -1,
            "");
  }

  /** The semaphore begins with another number of permits than there are things to lend. */
  private static @Nullable Diagnosis wrongPermits(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("nothing is lent")
        || !c.follows(SemaphoreGrader.ANOTHER_NUMBER)) {
      return null;
    }
    List<Op> made =
        c.code()
            .ops()
            .filter(op -> op.callsOn("java/util/concurrent/Semaphore", "<init>"))
            .toList();
    if (made.size() != 1) {
      return null;
    }
    String permits = made.get(0).args().get(0).text();
    if (permits.contains("size()+1)")) {
      return new Diagnosis(
          "too-many-permits",
          "Line %d makes one permit more than there is to lend.".formatted(made.get(0).line()),
          -1,
          "");
    }
    return permits.equals("1") || permits.contains("min(1, ")
        ? new Diagnosis(
            "serialised",
            "Line %d makes one permit, so there is one at a time, however many there are."
                .formatted(made.get(0).line()),
            -1,
            "")
        : null;
  }
}
