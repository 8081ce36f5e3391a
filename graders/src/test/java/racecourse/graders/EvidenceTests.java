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
   * @param stress the verdict of a plain stress test, or nothing
   */
  private record Seen(Submitted submitted, ExerciseResult result, String stress) {

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

  @Test
  void whoCatchesWhat() throws Exception {
    Map<String, List<Submitted>> byExercise = new LinkedHashMap<>();
    for (Submitted submitted : Submitted.all()) {
      byExercise.computeIfAbsent(submitted.exercise(), any -> new ArrayList<>()).add(submitted);
    }
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, List<Submitted>> exercise : byExercise.entrySet()) {
      if (exercise.getKey().contains(WORD)) {
        List<Seen> all = look(exercise.getValue());
        // At once, so that a run that is stopped has not been for nothing.
        String where = JDK == FLOOR ? "" : ", JDK " + JDK;
        EvidencePage.write("Who catches what: " + exercise.getKey() + where, page(all));
        overview(exercise.getKey(), all);
        all.forEach(seen -> faults.addAll(seen.faults()));
      }
    }
    assertThat(faults).as("Wrong verdicts, and misconceptions that it does not have").isEmpty();
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

  private static List<Seen> look(List<Submitted> submissions) throws Exception {
    // Real threads and stress tests sleep and wait more than they work.
    ExecutorService gradings =
        Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
    try {
      List<Callable<Seen>> tasks = new ArrayList<>();
      for (Submitted submitted : submissions) {
        tasks.add(
            () ->
                new Seen(
                    submitted,
                    CatalogueRun.grade(
                        submitted.folder(),
                        CatalogueRun.grader(submitted.exercise()),
                        CatalogueRun.allEngines(),
                        42,
                        true),
                    JDK == FLOOR ? PlainStress.verdict(submitted) : ""));
      }
      List<Seen> all = new ArrayList<>();
      for (Future<Seen> answer : gradings.invokeAll(tasks)) {
        all.add(answer.get());
      }
      return all;
    } finally {
      gradings.shutdownNow();
    }
  }

  private static String page(List<Seen> all) {
    List<Seen> wrong = all.stream().filter(seen -> !seen.submitted().right()).toList();
    List<Seen> right = all.stream().filter(seen -> seen.submitted().right()).toList();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        Every submission of this exercise in the catalogue (`graders/src/submissions`), graded by all engines%s.
        JDK %d, %d cores.

        ```
        ./mvnw verify -Pkit,soak -Dtest=EvidenceTests -Dcatalogue=%s -Dsurefire.failIfNoSpecifiedTests=false
        ```

        | | wrong submissions caught | right submissions failed |
        |---|---:|---:|
        """
            .formatted(
                JDK == FLOOR
                    ? ", and by what a careful\nteacher's plain JUnit test would do: two threads, 1,000 rounds, an assertion"
                    : "",
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
      stress(page, wrong, right);
      wrong(page, wrong);
      right(page, right);
    } else {
      all.stream()
          .filter(seen -> !seen.asItMustBe())
          .forEach(seen -> page.append("\nWrong verdict: ").append(seen.submitted()).append(".\n"));
    }
    return page.toString();
  }

  private static void stress(StringBuilder page, List<Seen> wrong, List<Seen> right) {
    EvidencePage.row(
        page,
        "plain stress test",
        wrong.stream().filter(seen -> !seen.stress().equals("passes")).count()
            + " of "
            + wrong.size(),
        right.stream().filter(seen -> !seen.stress().equals("passes")).count()
            + " of "
            + right.size());
  }

  private static void wrong(StringBuilder page, List<Seen> wrong) {
    page.append(
        """

        What each engine said in the check that must catch the submission, after how many schedules or rounds, in how many
        milliseconds; and whether the misconception was named. "–": it ran and found nothing there. ".": it was not asked.

        | submission | mistake | named | check | explorer | vmlens | fuzz | plain stress |
        |---|---|---|---|---|---|---|---|
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
          said(observations.get(EngineId.FUZZ)),
          seen.stress());
    }
  }

  private static void right(StringBuilder page, List<Seen> right) {
    page.append("\n| right submission | design | points | plain stress |\n|---|---|---:|---|\n");
    for (Seen seen : right) {
      Submitted submitted = seen.submitted();
      EvidencePage.row(
          page,
          submitted.name(),
          submitted.about().design(),
          seen.result().points() + " of " + seen.result().maxPoints(),
          seen.stress());
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
