package racecourse.engine.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/** What becomes of the recognisers that a grader brings along. */
class ExplainsTest {
  private static final Finding KNOWN =
      Finding.of(Kind.EXCEPTION, "java.nio.channels.OverlappingFileLockException was thrown.");
  private static final Finding UNKNOWN = Finding.of(Kind.WRONG_RESULT, "The tea is cold, not hot.");

  @TempDir Path noClasses;

  private static Recogniser says(String mistake) {
    return evidence -> new Diagnosis(mistake, "It shows.", -1, "");
  }

  private Optional<String> name(Finding finding, Recogniser... own) {
    return Diagnoser.of(noClasses, List.of(own)).diagnose(finding).map(Diagnosis::mistake);
  }

  @Test
  void theyAreAskedIfNoGeneralOneKnows() {
    assertThat(name(UNKNOWN)).isEmpty();
    assertThat(name(UNKNOWN, says("cold-tea"))).contains("cold-tea");
    assertThat(name(KNOWN, says("cold-tea"))).contains("lock-for-processes");
  }

  @Test
  void twoThatDifferCancelEachOtherOut() {
    assertThat(name(UNKNOWN, says("cold-tea"), says("no-tea"))).isEmpty();
    assertThat(name(UNKNOWN, says("cold-tea"), evidence -> null, says("cold-tea")))
        .contains("cold-tea");
  }

  @Test
  void oneThatThrowsNamesNothingAndDisturbsNobody() {
    Recogniser broken =
        evidence -> {
          throw new IndexOutOfBoundsException("There is no step " + evidence.trail().size());
        };
    assertThat(name(UNKNOWN, broken)).isEmpty();
    assertThat(name(UNKNOWN, broken, says("cold-tea"))).contains("cold-tea");
  }

  @Test
  void theyReadTheSentenceByItsFixedParts() {
    String format = "The %s is %s, not %-3s.";
    Recogniser exact =
        evidence ->
            List.of("tea", "cold", "hot").equals(evidence.filledIn(format))
                    && !evidence.follows("The %s is %d degrees.")
                ? new Diagnosis("cold-tea", "It shows.", -1, "")
                : null;
    assertThat(name(UNKNOWN, exact)).contains("cold-tea");
    assertThat(name(Finding.of(Kind.WRONG_RESULT, "The tea is cold."), exact)).isEmpty();
  }
}
