package racecourse.graders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;

/** For checks that ask for one exception and get another one. */
final class Thrown {
  private Thrown() {}

  /**
   * The exception is one that the code makes, or that of a pool that has been shut down.
   *
   * @param format the check's sentence, which ends with the exception
   * @return null if it is another sentence, or an exception that nobody wanted
   */
  static @Nullable Diagnosis another(Case c, String format) {
    List<String> said = c.filledIn(format);
    if (said == null) {
      return null;
    }
    String type = said.get(said.size() - 1).replaceAll("[^\\w.$].*", "").replaceAll("\\.$", "");
    boolean meant =
        type.equals("java.util.concurrent.RejectedExecutionException")
            || c.code().ops().anyMatch(op -> op.makes(type.replace('.', '/')));
    return meant
        ? new Diagnosis(
            "wrong-exception",
            "Whoever waits for the promised exception does not catch a %s."
                .formatted(type.substring(type.lastIndexOf('.') + 1)),
            -1,
            "")
        : null;
  }
}
