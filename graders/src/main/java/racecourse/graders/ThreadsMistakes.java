package racecourse.graders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the first threads can tell. */
final class ThreadsMistakes {
  private ThreadsMistakes() {}

  static List<Recogniser> all() {
    return List.of(ThreadsMistakes::tooFewThreads);
  }

  /** One thread, or a pool of a constant number of them, for all the tasks. */
  private static @Nullable Diagnosis tooFewThreads(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(ThreadsGrader.NO_NEW_THREAD)) {
      return null;
    }
    List<Op> pools = c.code().ops().filter(op -> op.calls("newFixedThreadPool")).toList();
    if (pools.size() == 1 && pools.get(0).args().get(0).kind() == Sym.Kind.CONSTANT) {
      return new Diagnosis(
          "constant-pool-size",
          "The pool made in line %d has %s threads, however many tasks there are."
              .formatted(pools.get(0).line(), pools.get(0).args().get(0).text()),
          -1,
          "");
    }
    List<Integer> starts = new java.util.ArrayList<>();
    for (int i = 0; i < c.trail().size(); i++) {
      if (c.trail().at(i).action() == Action.START) {
        starts.add(i);
      }
    }
    return pools.isEmpty() && starts.size() == 1
        ? new Diagnosis(
            "serialised",
            "%s starts %s, and that one does everything, one after the other."
                .formatted(c.who(starts.get(0)), c.trail().at(starts.get(0)).subject()),
            starts.get(0),
            "for all of it")
        : null;
  }
}
