package racecourse.graders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Verdict;

/**
 * Runs every engine and a plain stress test over the catalogue and writes down in docs/EVIDENCE.md
 * who saw what, and how fast. {@code -Dcatalogue=ID} does so for one exercise.
 */
@Tag("soak")
class EvidenceTests {
  private static final String WORD = System.getProperty("catalogue", "");

  /** The oldest JDK gets the whole tables; of the others the page has the verdicts. */
  private static final int FLOOR = 17;

  private static final int JDK = Runtime.version().feature();

  private static final Map<Naming, String> NAMED =
      Map.of(Naming.RIGHTLY, "yes", Naming.WRONGLY, "**wrongly**", Naming.SILENT, "no");

  /**
   * What was seen of one submission.
   *
   * @param result the verdict of all engines together
   */
  private record Seen(Submitted submitted, ExerciseResult result) {

    boolean asItMustBe() {
      return submitted.right()
          ? result.verdict() == Verdict.PASSED
          : CatalogueTests.faults(submitted, result).isEmpty();
    }

    Naming naming() {
      return Naming.of(submitted, result);
    }

    /** What is not as it must be, with what was said instead. */
    List<String> faults() {
      List<String> faults = new ArrayList<>();
      if (!asItMustBe()) {
        faults.add(submitted + ": " + what());
      }
      if (!submitted.right() && naming() == Naming.WRONGLY) {
        faults.add(submitted + " is named " + Naming.names(result));
      }
      return faults;
    }

    private List<String> what() {
      return submitted.right()
          ? result.checks().stream()
              .filter(check -> check.verdict() != Verdict.PASSED)
              .map(check -> check.id() + " " + check.verdict().id() + ": " + check.message())
              .toList()
          : CatalogueTests.faults(submitted, result);
    }

    /** What the engines saw of the first of the checks that must catch it. */
    Map<EngineId, Observation> observations() {
      Map<EngineId, Observation> seen = new EnumMap<>(EngineId.class);
      String check = submitted.about().checks().get(0);
      for (CheckResult each : result.checks()) {
        if (each.id().equals(check)) {
          each.observations().forEach(observation -> seen.put(observation.engine(), observation));
        }
      }
      return seen;
    }

    /** Whether this engine found something in any check. */
    boolean caughtBy(EngineId engine) {
      return result.checks().stream()
          .flatMap(check -> check.observations().stream())
          .anyMatch(
              observation ->
                  observation.engine() == engine && observation instanceof Observation.Found);
    }
  }

  /** What a plain stress test says of one submission. */
  private record Stressed(Submitted submitted, String verdict) {

    boolean isCaught() {
      return !verdict.equals(PlainStress.PASSES);
    }
  }

  private interface Look<T> {
    T at(Submitted submitted) throws Exception;
  }

  @Test
  void whoCatchesWhat() throws Exception {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, List<Submitted>> exercise : byExercise().entrySet()) {
      List<Seen> all = all(exercise.getValue(), EvidenceTests::graded);
      // At once, so that a run that is stopped has not been for nothing.
      String where = JDK == FLOOR ? "" : ", JDK " + JDK;
      EvidencePage.write("Who catches what: " + exercise.getKey() + where, page(all));
      overview(exercise.getKey(), all);
      all.forEach(seen -> faults.addAll(seen.faults()));
    }
    assertThat(faults).as("Wrong verdicts, and misconceptions that it does not have").isEmpty();
  }

  /** To compare the kit with; nothing is asked of it. */
  @Test
  void whatAPlainStressTestSays() throws Exception {
    for (Map.Entry<String, List<Submitted>> exercise : byExercise().entrySet()) {
      List<Stressed> all =
          all(
              exercise.getValue(),
              submitted -> new Stressed(submitted, PlainStress.verdict(submitted)));
      EvidencePage.write("A plain stress test: " + exercise.getKey(), stress(all));
    }
  }

  private static Map<String, List<Submitted>> byExercise() {
    Map<String, List<Submitted>> byExercise = new LinkedHashMap<>();
    for (Submitted submitted : Submitted.all()) {
      if (submitted.exercise().contains(WORD) && submitted.runsHere()) {
        byExercise.computeIfAbsent(submitted.exercise(), any -> new ArrayList<>()).add(submitted);
      }
    }
    return byExercise;
  }

  private static String stress(List<Stressed> all) {
    List<Stressed> wrong = all.stream().filter(each -> !each.submitted().right()).toList();
    List<Stressed> right = all.stream().filter(each -> each.submitted().right()).toList();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        What a careful teacher's plain JUnit test would say of the same submissions: two threads, 1,000 rounds, an assertion. JDK %d,
        %d cores.

        ```
        ./mvnw verify -Pkit,soak -Dtest=EvidenceTests#whatAPlainStressTestSays -Dcatalogue=%s -Dsurefire.failIfNoSpecifiedTests=false
        ```

        It catches %d of %d wrong submissions, and fails %d of %d right ones.

        """
            .formatted(
                JDK,
                Runtime.getRuntime().availableProcessors(),
                all.get(0).submitted().exercise(),
                wrong.stream().filter(Stressed::isCaught).count(),
                wrong.size(),
                right.stream().filter(Stressed::isCaught).count(),
                right.size()));
    page.append("| submission | is | plain stress test |\n|---|---|---|\n");
    for (Stressed each : all) {
      EvidencePage.row(
          page,
          each.submitted().name(),
          each.submitted().right() ? "right" : "wrong",
          each.verdict());
    }
    return page.toString();
  }

  private static Seen graded(Submitted submitted) throws Exception {
    return new Seen(
        submitted,
        CatalogueRun.grade(
            submitted.folder(),
            CatalogueRun.grader(submitted.exercise()),
            CatalogueRun.allEngines(),
            42,
            true));
  }

  private static void overview(String exercise, List<Seen> all) throws IOException {
    List<Seen> wrong = all.stream().filter(seen -> !seen.submitted().right()).toList();
    List<Seen> right = all.stream().filter(seen -> seen.submitted().right()).toList();
    EvidencePage.overview(
        exercise,
        JDK,
        (int) wrong.stream().filter(Seen::asItMustBe).count(),
        wrong.size(),
        (int) right.stream().filter(seen -> !seen.asItMustBe()).count(),
        right.size(),
        named(wrong, Naming.RIGHTLY),
        named(wrong, Naming.WRONGLY),
        named(wrong, Naming.SILENT));
  }

  private static int named(List<Seen> wrong, Naming naming) {
    return (int) wrong.stream().filter(seen -> seen.naming() == naming).count();
  }

  private static <T> List<T> all(List<Submitted> submissions, Look<T> look) throws Exception {
    // Real threads and stress tests sleep and wait more than they work.
    ExecutorService looks =
        Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (Submitted submitted : submissions) {
        tasks.add(() -> look.at(submitted));
      }
      List<T> all = new ArrayList<>();
      for (Future<T> answer : looks.invokeAll(tasks)) {
        all.add(answer.get());
      }
      return all;
    } finally {
      looks.shutdownNow();
    }
  }

  private static String page(List<Seen> all) {
    List<Seen> wrong = all.stream().filter(seen -> !seen.submitted().right()).toList();
    List<Seen> right = all.stream().filter(seen -> seen.submitted().right()).toList();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        Every submission of this exercise in the catalogue (`graders/src/submissions`), graded by all engines.
        JDK %d, %d cores.

        ```
        ./mvnw verify -Pkit,soak -Dtest=EvidenceTests#whoCatchesWhat -Dcatalogue=%s -Dsurefire.failIfNoSpecifiedTests=false
        ```

        | | wrong submissions caught | right submissions failed |
        |---|---:|---:|
        """
            .formatted(
                JDK,
                Runtime.getRuntime().availableProcessors(),
                all.get(0).submitted().exercise()));
    EvidencePage.row(
        page,
        "**the kit**",
        wrong.stream().filter(Seen::asItMustBe).count() + " of " + wrong.size(),
        right.stream().filter(seen -> !seen.asItMustBe()).count() + " of " + right.size());
    for (EngineId engine : EngineId.values()) {
      EvidencePage.row(
          page,
          engine.id() + " alone",
          wrong.stream().filter(seen -> seen.caughtBy(engine)).count() + " of " + wrong.size(),
          right.stream().filter(seen -> seen.caughtBy(engine)).count() + " of " + right.size());
    }
    if (JDK == FLOOR) {
      wrong(page, wrong);
      right(page, right);
    } else {
      all.stream()
          .filter(seen -> !seen.asItMustBe())
          .forEach(seen -> page.append("\nWrong verdict: ").append(seen.submitted()).append(".\n"));
    }
    return page.toString();
  }

  private static void wrong(StringBuilder page, List<Seen> wrong) {
    page.append(
        """

        What each engine said in the check that must catch the submission, after how many schedules or rounds, in how many
        milliseconds; and whether the misconception was named. "–": it ran and found nothing there. ".": it was not asked.

        | submission | mistake | named | check | explorer | vmlens | fuzz |
        |---|---|---|---|---|---|---|
        """);
    for (Seen seen : wrong) {
      Submitted submitted = seen.submitted();
      Map<EngineId, Observation> observations = seen.observations();
      EvidencePage.row(
          page,
          (seen.asItMustBe() ? "" : "**wrong verdict** ") + submitted.name(),
          submitted.about().mistake(),
          NAMED.get(seen.naming()),
          submitted.about().checks().get(0),
          said(observations.get(EngineId.EXPLORER)),
          said(observations.get(EngineId.VMLENS)),
          said(observations.get(EngineId.FUZZ)));
    }
  }

  private static void right(StringBuilder page, List<Seen> right) {
    page.append("\n| right submission | design | points |\n|---|---|---:|\n");
    for (Seen seen : right) {
      Submitted submitted = seen.submitted();
      EvidencePage.row(
          page,
          submitted.name(),
          submitted.about().design(),
          seen.result().points() + " of " + seen.result().maxPoints());
    }
  }

  private static String said(Observation observation) {
    if (observation == null) {
      return ".";
    }
    int runs = observation.effort().schedules() + observation.effort().rounds();
    if (observation instanceof Observation.Found found) {
      return "%s, %d, %d ms".formatted(found.finding().kind().id(), runs, found.effort().millis());
    }
    if (observation instanceof Observation.Suspected suspected) {
      return "(" + suspected.finding().kind().id() + "?)";
    }
    if (observation instanceof Observation.Abstained) {
      return "(abstained)";
    }
    return observation instanceof Observation.DidNotRun ? "(did not run)" : "–";
  }
}
