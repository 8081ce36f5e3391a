package racecourse.graders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import racecourse.engine.child.EngineHosts;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.report.Mistakes;

/**
 * Names the misconceptions of the catalogue: never a wrong one. A build looks at a sample; profile
 * {@code soak} at all, and asks how many are named at all.
 */
class MistakeTests {
  private static final int SAMPLE = 24;

  /**
   * How many of the wrong submissions, in percent, have to be named; it may only rise. The others
   * stay without a name, which is no harm.
   */
  private static final int FLOOR = 75;

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
                    submitted.toString(),
                    () ->
                        assertThat(Naming.of(submitted, grade(submitted)))
                            .isNotEqualTo(Naming.WRONGLY)));
  }

  @Tag("soak")
  @Test
  void namesManyAndNoneWrongly() throws Exception {
    List<Submitted> wrong = wrong();
    Map<String, Map<Naming, Integer>> counts = new LinkedHashMap<>();
    Set<String> wrongly = new TreeSet<>();
    for (Submitted submitted : wrong) {
      ExerciseResult result = grade(submitted);
      Naming naming = Naming.of(submitted, result);
      counts
          .computeIfAbsent(submitted.exercise(), exercise -> new EnumMap<>(Naming.class))
          .merge(naming, 1, Integer::sum);
      if (naming == Naming.WRONGLY) {
        wrongly.add(submitted + " " + Naming.names(result));
      }
    }
    EvidencePage.write("Naming the mistake", page(counts));
    assertThat(wrongly).isEmpty();
    int rightly =
        counts.values().stream().mapToInt(each -> each.getOrDefault(Naming.RIGHTLY, 0)).sum();
    assertThat(rightly * 100 / wrong.size()).isGreaterThanOrEqualTo(FLOOR);
  }

  private static String page(Map<String, Map<Naming, Integer>> counts) {
    StringBuilder page =
        new StringBuilder(
            """
            Whether the misconception behind a wrong submission of the catalogue was named: rightly, wrongly in any check, or
            not at all. A name is given only when the failing schedule and the code show it. The explorer alone, JDK %d:

            ```
            ./mvnw verify -Pkit,soak -Dtest=MistakeTests -Dsurefire.failIfNoSpecifiedTests=false
            ```

            | exercise | wrong submissions | rightly | wrongly | not named |
            |---|---:|---:|---:|---:|
            """
                .formatted(Runtime.version().feature()));
    Map<Naming, Integer> all = new EnumMap<>(Naming.class);
    counts.forEach(
        (exercise, each) -> {
          each.forEach((naming, count) -> all.merge(naming, count, Integer::sum));
          row(page, exercise, each);
        });
    row(page, "**all**", all);
    return page.toString();
  }

  private static void row(StringBuilder page, String name, Map<Naming, Integer> counts) {
    EvidencePage.row(
        page,
        name,
        String.valueOf(counts.values().stream().mapToInt(Integer::intValue).sum()),
        String.valueOf(counts.getOrDefault(Naming.RIGHTLY, 0)),
        String.valueOf(counts.getOrDefault(Naming.WRONGLY, 0)),
        String.valueOf(counts.getOrDefault(Naming.SILENT, 0)));
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
    wrong.removeIf(Submitted::right);
    return wrong;
  }
}
