package racecourse.graders;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Torn;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the ledger can tell. */
final class ReentrancyMistakes {
  private ReentrancyMistakes() {}

  static List<Recogniser> all() {
    return List.of(ReentrancyMistakes::beside, ReentrancyMistakes::ofSeveralMoments);
  }

  /** Several deposits are to be one, and somebody came in between. */
  private static @Nullable Diagnosis ofSeveralMoments(Case c) {
    return c.says("as one, but") ? Torn.ofSeveralMoments(c, true) : null;
  }

  /** The check asks for a way through a method, and the code does the same work beside it. */
  private static @Nullable Diagnosis beside(Case c) {
    Matcher through =
        Pattern.compile("^(\\w+)\\(\\) has to .* through (\\w+)\\(\\)")
            .matcher(c.finding().message());
    if (!c.is(Kind.WRONG_RESULT) || !through.find()) {
      return null;
    }
    List<Body> outer = named(c, through.group(1));
    List<Body> inner = named(c, through.group(2));
    if (outer.size() != 1 || inner.size() != 1) {
      return null;
    }
    for (Op write : inner.get(0).ops()) {
      if (!write.calls("put", "merge", "add", "compute") || !write.receiver().startsWith("this.")) {
        continue;
      }
      for (Op same : c.code().deep(outer.get(0))) {
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
    return c.code().bodies().stream().filter(body -> body.name().equals(name)).toList();
  }
}
