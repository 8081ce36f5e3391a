package racecourse.graders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.EngineHosts;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Verdict;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Grader;

/**
 * Grades what is known: the stub is not started, the solution and every right submission of the
 * catalogue earn all points, and every wrong one fails in the checks it names, with a kind that is
 * fair.
 *
 * <p>A build grades a sample; profile {@code soak} grades everything. {@code -Dcatalogue=WORD}
 * grades only submissions whose {@code exercise/right-or-wrong/name} contains the word; {@code
 * -Dcatalogue.seed=N} does it with another seed; {@code -Dcatalogue.engines=all} grades wrong
 * submissions with all engines also when the explorer alone has found what it must.
 */
class CatalogueTests {
  private static final String WORD = System.getProperty("catalogue", "");
  private static final long SEED = Long.getLong("catalogue.seed", 42);
  private static final int FLOOR = 17;
  private static final int SAMPLE = 20;
  private static final boolean ALL_ENGINES = "all".equals(System.getProperty("catalogue.engines"));

  /**
   * As many gradings at once as there are processors; each runs its own children one after another.
   */
  private static ExecutorService gradings;

  @BeforeAll
  static void begin() {
    gradings = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  @AfterAll
  static void end() {
    gradings.shutdownNow();
  }

  @Test
  void everyCheckHasASubmissionThatItMustCatch() {
    Map<String, Set<String>> caught =
        Submitted.all().stream()
            .filter(submitted -> !submitted.right())
            .collect(
                Collectors.groupingBy(
                    Submitted::exercise,
                    Collectors.flatMapping(
                        submitted -> submitted.about().checks().stream(), Collectors.toSet())));
    for (Grader grader : Course.graders()) {
      String exercise = grader.exercise().id();
      Set<String> checks =
          grader.exercise().checks().stream()
              .map(Check::id)
              .collect(Collectors.toCollection(TreeSet::new));
      checks.removeAll(caught.getOrDefault(exercise, Set.of()));
      assertThat(checks)
          .as(
              "Checks of %s without a wrong submission; add one in graders/src/submissions/%s/wrong",
              exercise, exercise)
          .isEmpty();
    }
  }

  @Test
  void everyCaseSaysWhatItIs() {
    for (Submitted submitted : Submitted.all()) {
      if (submitted.right()) {
        assertThat(submitted.about().design()).as("The design of %s", submitted).isNotBlank();
      } else {
        assertThat(submitted.about().mistake())
            .as("The mistake of %s", submitted)
            .matches("[a-z]+(-[a-z]+)*");
        assertThat(submitted.about().why()).as("Why %s is wrong", submitted).isNotBlank();
        assertThat(submitted.about().kinds().stream().map(Kind::of))
            .as("The kinds of %s", submitted)
            .isNotEmpty();
        List<String> checks =
            CatalogueRun.grader(submitted.exercise()).exercise().checks().stream()
                .map(Check::id)
                .toList();
        assertThat(checks)
            .as("The checks of %s", submitted)
            .containsAll(submitted.about().checks());
        assertThat(submitted.about().checks()).as("The checks of %s", submitted).isNotEmpty();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> theStubIsNotStarted() {
    Path stubs = Submitted.module().resolveSibling("exercises/src/main/java");
    return tests(
        Course.graders(),
        grader -> grader.exercise().id() + "/stub",
        grader -> {
          ExerciseResult result = grade(stubs, grader, CatalogueRun.allEngines());
          return () -> assertThat(result.verdict()).as(all(result)).isEqualTo(Verdict.NOT_STARTED);
        });
  }

  @TestFactory
  Stream<DynamicTest> theSolutionEarnsEveryPoint() {
    Path solutions = Submitted.module().resolveSibling("solutions/src/main/java");
    return tests(
        Course.graders(),
        grader -> grader.exercise().id() + "/solution",
        grader -> {
          ExerciseResult result = grade(solutions, grader, CatalogueRun.allEngines());
          return () -> earnsEveryPoint(result);
        });
  }

  @TestFactory
  Stream<DynamicTest> aRightSubmissionEarnsEveryPoint() {
    return right(sample(ofThisJdk(true)));
  }

  @Tag("soak")
  @TestFactory
  Stream<DynamicTest> everyRightSubmissionEarnsEveryPoint() {
    return right(ofThisJdk(true));
  }

  @TestFactory
  Stream<DynamicTest> aWrongSubmissionIsCaught() {
    return wrong(sample(ofThisJdk(false)));
  }

  @Tag("soak")
  @TestFactory
  Stream<DynamicTest> everyWrongSubmissionIsCaught() {
    return wrong(ofThisJdk(false));
  }

  private static List<Submitted> ofThisJdk(boolean right) {
    return Submitted.all().stream()
        .filter(each -> each.right() == right && each.runsHere())
        .toList();
  }

  /**
   * A few of many, always the same: the whole catalogue takes longer than a build may. Those for
   * newer JDKs are few.
   */
  private static List<Submitted> sample(List<Submitted> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % SAMPLE == 0 || !WORD.isEmpty() || all.get(i).about().jdk() > FLOOR)
        .mapToObj(all::get)
        .toList();
  }

  private static Stream<DynamicTest> right(List<Submitted> submissions) {
    return tests(
        submissions,
        Submitted::toString,
        submitted -> {
          ExerciseResult result =
              grade(
                  submitted.folder(),
                  CatalogueRun.grader(submitted.exercise()),
                  CatalogueRun.allEngines());
          return () -> earnsEveryPoint(result);
        });
  }

  private static Stream<DynamicTest> wrong(List<Submitted> submissions) {
    return tests(
        submissions,
        Submitted::toString,
        submitted -> {
          Grader grader = CatalogueRun.grader(submitted.exercise());
          if (!ALL_ENGINES) {
            ExerciseResult quick =
                grade(submitted.folder(), grader, List.of(EngineHosts.explorer()));
            if (faults(submitted, quick).isEmpty()) {
              // The explorer's findings rank first, so the other engines would not change the
              // answer.
              return () -> {};
            }
          }
          ExerciseResult result = grade(submitted.folder(), grader, CatalogueRun.allEngines());
          return () -> assertThat(faults(submitted, result)).as(all(result)).isEmpty();
        });
  }

  /** What is not as it must be with the verdict on a wrong submission; empty if all is. */
  static List<String> faults(Submitted submitted, ExerciseResult result) {
    List<String> faults = new ArrayList<>();
    for (String id : submitted.about().checks()) {
      CheckResult check =
          result.checks().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
      Finding finding = check.finding();
      if (check.verdict() != Verdict.FAILED || finding == null) {
        faults.add("The check " + id + " did not catch it.");
      } else if (!submitted.fair(finding.kind())) {
        faults.add("The check " + id + " calls it " + finding.kind().id() + ", which is not fair.");
      }
    }
    return faults;
  }

  private static void earnsEveryPoint(ExerciseResult result) {
    assertThat(result.verdict()).as(all(result)).isEqualTo(Verdict.PASSED);
    assertThat(result.points()).as(all(result)).isEqualTo(result.maxPoints());
  }

  private static ExerciseResult grade(Path folder, Grader grader, List<EngineHost> engines)
      throws Exception {
    return CatalogueRun.grade(folder, grader, engines, SEED);
  }

  /** The result in words, for a failed assertion. */
  private static String all(ExerciseResult result) {
    StringBuilder text = new StringBuilder(result.id()).append(": ").append(result.message());
    for (CheckResult check : result.checks()) {
      text.append(System.lineSeparator())
          .append(check.id())
          .append(": ")
          .append(check.verdict().id());
      Finding finding = check.finding();
      if (finding != null) {
        text.append(", ").append(check.engine()).append(' ').append(finding.kind().id());
      }
      text.append(". ").append(check.message());
    }
    return text.toString();
  }

  private interface Question<T> {
    /** Grades, on any thread; what it returns asserts, on the test's thread. */
    Runnable ask(T subject) throws Exception;
  }

  private interface Name<T> {
    String of(T subject);
  }

  private static <T> Stream<DynamicTest> tests(
      List<T> subjects, Name<T> name, Question<T> question) {
    List<DynamicTest> tests = new ArrayList<>();
    for (T subject : subjects) {
      if (name.of(subject).contains(WORD)) {
        Callable<Runnable> graded = () -> question.ask(subject);
        Future<Runnable> answer = gradings.submit(graded);
        tests.add(DynamicTest.dynamicTest(name.of(subject), () -> of(answer).run()));
      }
    }
    return tests.stream();
  }

  private static Runnable of(Future<Runnable> answer) throws Exception {
    try {
      return answer.get();
    } catch (ExecutionException fault) {
      throw new IllegalStateException("The grading itself failed.", fault.getCause());
    }
  }
}
