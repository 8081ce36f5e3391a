package racecourse.graders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the fake database can tell. */
final class FakeDatabaseMistakes {
  private FakeDatabaseMistakes() {}

  static List<Recogniser> all() {
    return List.of(FakeDatabaseMistakes::beginsWithOne);
  }

  /** What is new begins with one, and the constructor says so. */
  private static @Nullable Diagnosis beginsWithOne(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !List.of("1").equals(c.filledIn(FakeDatabaseGrader.NOT_FRESH))) {
      return null;
    }
    for (Op op : c.code().ops().toList()) {
      boolean first =
          op.body().name().equals("<init>")
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
}
