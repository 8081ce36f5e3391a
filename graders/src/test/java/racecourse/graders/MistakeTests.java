package racecourse.graders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import racecourse.engine.child.EngineHosts;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.report.Mistakes;

/**
 * Names the misconceptions of a sample of the catalogue: never a wrong one. {@link EvidenceTests}
 * looks at all, and counts how many are named at all.
 */
class MistakeTests {
  private static final int SAMPLE = 24;

  @Test
  void everyOtherNameIsInTheList() {
    for (Submitted submitted : Submitted.all()) {
      assertThat(Mistakes.ids())
          .as("The other names of %s", submitted)
          .containsAll(submitted.about().alsoNamed());
      assertThat(submitted.about().alsoNamed())
          .as("The other names of %s", submitted)
          .doesNotContain(String.valueOf(submitted.about().mistake()));
    }
  }

  @TestFactory
  Stream<DynamicTest> neverNamesAWrongOne() {
    List<Submitted> wrong = wrong();
    return IntStream.range(0, wrong.size())
        .filter(i -> i % SAMPLE == 0)
        .mapToObj(wrong::get)
        .map(
            submitted ->
                DynamicTest.dynamicTest(
                    submitted.toString(), () -> neverNamesAWrongOne(submitted)));
  }

  private static void neverNamesAWrongOne(Submitted submitted) throws Exception {
    ExerciseResult result = grade(submitted);
    assertThat(Naming.of(submitted, result))
        .as("%s, named %s", submitted, Naming.names(result))
        .isNotEqualTo(Naming.WRONGLY);
  }

  private static ExerciseResult grade(Submitted submitted) throws Exception {
    return CatalogueRun.grade(
        submitted.folder(),
        CatalogueRun.grader(submitted.exercise()),
        List.of(EngineHosts.explorer()),
        42);
  }

  private static List<Submitted> wrong() {
    List<Submitted> wrong = new ArrayList<>(Submitted.all());
    wrong.removeIf(submitted -> submitted.right() || !submitted.runsHere());
    return wrong;
  }
}
