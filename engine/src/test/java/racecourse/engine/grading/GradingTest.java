package racecourse.engine.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import racecourse.engine.child.FakeHost;
import racecourse.engine.child.FakeRunner;
import racecourse.engine.child.Javac;
import racecourse.engine.child.Launcher;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.UnusableSubmission;

class GradingTest {
  private static final String TOY =
      "package racecourse.%s;\npublic class Toy {\n  public static boolean one() { return %s; }\n}\n";

  @TempDir Path folder;

  private final List<String> news = new ArrayList<>();

  private final Listener listener =
      new Listener() {
        @Override
        public void notice(String sentence) {
          news.add("notice " + sentence);
        }

        @Override
        public void graded(ExerciseResult result) {
          news.add("graded " + result.id());
        }
      };

  private Path submission(Map<String, String> files) {
    Path root = folder.resolve("submission");
    Javac.write(root, files);
    return root;
  }

  private Settings settings() {
    return Settings.of(folder.resolve("work"), List.of(FakeHost.of(FakeRunner.class)), 7);
  }

  private Scorecard grade(Path submission, Grader... graders) throws UnusableSubmission {
    return new Grading(settings()).grade(submission, List.of(graders), listener);
  }

  @Test
  void rightAndWrongCodeEndToEnd() throws Exception {
    Path submission =
        submission(
            Map.of(
                "racecourse/right/Toy.java", TOY.formatted("right", "true"),
                "racecourse/wrong/Toy.java", TOY.formatted("wrong", "false")));

    Scorecard card =
        grade(submission, new ToyGrader("right", "one"), new ToyGrader("wrong", "one"));

    assertThat(card.points()).isEqualTo(2);
    assertThat(card.maxPoints()).isEqualTo(4);
    assertThat(card.exercises())
        .extracting(ExerciseResult::verdict)
        .containsExactly(Verdict.PASSED, Verdict.FAILED);
    assertThat(card.exercises().get(1).checks().get(0).message()).isEqualTo("It says false.");
    assertThat(card.exercises().get(1).checks().get(0).effort().seed()).isEqualTo(7);
    assertThat(news).containsExactly("graded right", "graded wrong");
  }

  @Test
  void anEngineThatMostlyWaitsSharesItsChecksOutToSeveralChildren() throws Exception {
    Path submission =
        submission(
            Map.of(
                "racecourse/toy/Toy.java",
                """
                package racecourse.toy;
                public class Toy {
                  public static boolean one() { return true; }
                  public static boolean two() { return false; }
                  public static boolean three() { return true; }
                }
                """,
                "racecourse/other/Toy.java",
                TOY.formatted("other", "true")));
    Settings four =
        new Settings(
            folder.resolve("work"),
            List.of(FakeHost.of(FakeRunner.class)),
            Job.Level.NORMAL,
            false,
            7,
            4,
            "");

    Scorecard card =
        new Grading(four)
            .grade(
                submission,
                List.of(new ToyGrader("toy", "one", "two", "three"), new ToyGrader("other", "one")),
                listener);

    assertThat(card.exercises().get(0).checks())
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASSED, Verdict.FAILED, Verdict.PASSED);
    assertThat(folder.resolve("work/jobs/toy"))
        .isDirectoryContaining(child -> child.endsWith("fuzz"))
        .isDirectoryContaining(child -> child.endsWith("fuzz-2"));
  }

  @Test
  void childrenThatWereStartedAheadGetTheJob() throws Exception {
    Path submission = submission(Map.of("racecourse/toy/Toy.java", TOY.formatted("toy", "false")));
    Grader toy = new ToyGrader("toy", "one");
    Workshop workshop = new Workshop(settings(), List.of(toy));
    workshop.startAhead();

    Scorecard card = new Grading(settings(), workshop).grade(submission, List.of(toy), listener);

    assertThat(card.exercises().get(0).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(folder.resolve("work/jobs/toy/fuzz")).doesNotExist();
  }

  @Test
  void aChildThatDiedWhileItWaitedIsNotGivenAJob() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    try (Workshop workshop = new Workshop(settings(), List.of(new ToyGrader("toy", "one")))) {
      workshop.startAhead();
      List<Launcher.Ready> children = new ArrayList<>();
      for (int i = 1; i < settings().parallelism(); i++) {
        children.add(workshop.ready(EngineId.FUZZ));
      }
      assertThat(children).doesNotContainNull();
      List<ProcessHandle> started = new ArrayList<>();
      await()
          .until(
              () -> {
                started.clear();
                ProcessHandle.current()
                    .descendants()
                    .filter(each -> !before.contains(each))
                    .forEach(started::add);
                return started.size() > settings().parallelism();
              });

      started.forEach(ProcessHandle::destroyForcibly);
      await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));

      assertThat(workshop.ready(EngineId.FUZZ)).isNull();
    }
  }

  @Test
  void aWorkshopInWhichNothingIsGradedLeavesNoProcess() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    Workshop workshop = new Workshop(settings(), List.of(new ToyGrader("toy", "one")));
    workshop.startAhead();
    Launcher.Ready child = workshop.ready(EngineId.FUZZ);
    assertThat(child).isNotNull();
    List<ProcessHandle> started =
        ProcessHandle.current().descendants().filter(each -> !before.contains(each)).toList();
    assertThat(started).isNotEmpty();

    workshop.close();

    await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aCloneOfTheExerciseRepositoryIsASubmissionToo() throws Exception {
    Path submission =
        submission(
            Map.of(
                "exercises/src/main/java/racecourse/right/Toy.java",
                TOY.formatted("right", "true")));

    assertThat(grade(submission, new ToyGrader("right", "one")).points()).isEqualTo(2);
  }

  @Test
  void oneBadExerciseCostsNoOther() throws Exception {
    Path submission =
        submission(
            Map.of(
                "racecourse/a/Toy.java", "package racecourse.a;\nclass Toy { int x = ; }\n",
                "racecourse/b/Toy.java", TOY.formatted("b", "true"),
                "racecourse/c/Toy.java", "",
                "racecourse/d/Toy.java", TOY.formatted("elsewhere", "true"),
                "racecourse/f/Toy.java", TOY.formatted("f", "true")));

    Scorecard card =
        grade(
            submission,
            new ToyGrader("a", "one"),
            new ToyGrader("b", "one"),
            new ToyGrader("c", "one"),
            new ToyGrader("d", "one"),
            new ToyGrader("e", "one"),
            new ToyGrader("f", "one"));

    assertThat(card.exercises())
        .extracting(ExerciseResult::verdict)
        .containsExactly(
            Verdict.FAILED,
            Verdict.PASSED,
            Verdict.FAILED,
            Verdict.FAILED,
            Verdict.NOT_STARTED,
            Verdict.PASSED);
    assertThat(card.exercises().get(0).message())
        .isEqualTo("Toy.java does not compile: illegal start of expression.");
    assertThat(card.exercises().get(0).checks().get(0).finding().line()).isEqualTo(2);
    assertThat(card.exercises().get(2).message()).startsWith("racecourse/c/Toy.java is empty;");
    assertThat(card.exercises().get(3).message())
        .contains(
            "it declares the package racecourse.elsewhere; it must be `package racecourse.d;`");
    assertThat(card.exercises().get(4).message()).startsWith("There is no source file in ");
    assertThat(news)
        .containsExactly("graded a", "graded b", "graded c", "graded d", "graded e", "graded f");
  }

  @Test
  void anExerciseThatBlowsUpInsideTheKitIsNotGraded() throws Exception {
    Path submission =
        submission(
            Map.of(
                "racecourse/bad/Toy.java", TOY.formatted("bad", "true"),
                "racecourse/good/Toy.java", TOY.formatted("good", "true")));
    Grader bad = new BadGrader();

    Scorecard card = grade(submission, bad, new ToyGrader("good", "one"));

    assertThat(card.exercises())
        .extracting(ExerciseResult::verdict)
        .containsExactly(Verdict.NOT_GRADED, Verdict.PASSED);
    assertThat(card.exercises().get(0).message()).contains("Engine explorer did not run.");
  }

  /** Asks for an engine that is not there. */
  private static final class BadGrader implements Grader {
    @Override
    public Exercise exercise() {
      return Exercise.named("bad", 1, "Bad")
          .check(racecourse.engine.scene.Check.named("one", "Does one").ask("one", scene -> {}))
          .build();
    }
  }

  @Test
  void aSubmissionThatDoesNotExistIsSaidSo() {
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(() -> grade(nowhere, new ToyGrader("a", "one")))
        .isInstanceOf(UnusableSubmission.class)
        .hasMessageContaining("There is no folder " + nowhere);
  }

  @Test
  void aFileIsNoSubmission() throws IOException {
    Path file = Files.writeString(folder.resolve("Toy.java"), "class Toy {}");

    assertThatThrownBy(() -> grade(file, new ToyGrader("a", "one")))
        .isInstanceOf(UnusableSubmission.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void aWorkFolderThatCannotBeWrittenIsReplaced() throws Exception {
    Path submission = submission(Map.of("racecourse/a/Toy.java", TOY.formatted("a", "true")));
    // A file in the way: also root cannot make a folder there.
    Files.writeString(folder.resolve("work"), "in the way");

    assertThat(grade(submission, new ToyGrader("a", "one")).points()).isEqualTo(2);
    assertThat(news.get(0)).startsWith("notice The folder").contains("cannot be written");
  }

  @Test
  void everyExerciseHasAResultBeforeTheRunEnds() {
    Grading grading = new Grading(settings());

    assertThat(grading.soFar().exercises()).isEmpty();
  }

  /** Attacks and accidents, each handed in between two honest exercises. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit-static    | static { System.exit(0); } public static boolean one() { return true; } | forbidden
          exit-later     | public static boolean one() { Runnable r = () -> Runtime.getRuntime().exit(0); r.run(); return true; } | forbidden
          halt           | public static boolean one() { Runtime.getRuntime().halt(0); return true; } | forbidden
          steal-frames   | public static boolean one() throws Exception { new java.io.FileOutputStream(java.io.FileDescriptor.out).write(1); return true; } | forbidden
          steal-nonce    | public static boolean one() throws Exception { java.nio.file.Files.readAllBytes(java.nio.file.Path.of("/proc/self/mem")); return true; } | forbidden
          kill-parent    | public static boolean one() { ProcessHandle.current().parent().get().destroy(); return true; } | forbidden
          print-pass     | public static boolean one() { System.out.println("BUILD SUCCESS racecourse RESULT PASS"); return false; } | wrong-result
          flood          | public static boolean one() { for (int i = 0; i < 100_000; i++) System.out.println("################################"); return false; } | wrong-result
          read-stdin     | public static boolean one() throws Exception { return System.in.read() > 0; } | forbidden
          memory         | public static boolean one() { var all = new java.util.ArrayList<long[]>(); while (true) all.add(new long[50_000]); } | out-of-resources
          recursion      | static int deep(int n) { return 1 + deep(n + 1); } public static boolean one() { return deep(0) > 0; } | wrong-result
          left-over      | public static boolean one() { new Thread(() -> { while (true) Thread.onSpinWait(); }).start(); return false; } | wrong-result
          spin-static    | static int x; static { while (x >= 0) x ^= 1; } public static boolean one() { return true; } | livelock
          wait-forever   | public static synchronized boolean one() throws Exception { Toy.class.wait(); return true; } | stuck
          throw-odd      | public static boolean one() { throw new Error() { public String toString() { while (true) { if (hashCode() == 0) break; throw null; } return ""; } }; } | -
          """)
  void anAttackCostsItsOwnExerciseAndNoOther(String name, String body, String kind)
      throws Exception {
    Path submission =
        submission(
            Map.of(
                "racecourse/before/Toy.java", TOY.formatted("before", "true"),
                "racecourse/attack/Toy.java",
                    "package racecourse.attack;\npublic class Toy {\n" + body + "\n}\n",
                "racecourse/after/Toy.java", TOY.formatted("after", "true")));
    FakeHost host =
        FakeHost.of(FakeRunner.class).within(Duration.ofSeconds(3), Duration.ofSeconds(60));
    Settings settings = Settings.of(folder.resolve("work"), List.of(host), 7);

    Scorecard card =
        new Grading(settings)
            .grade(
                submission,
                List.of(
                    new ToyGrader("before", "one"),
                    new ToyGrader("attack", "one"),
                    new ToyGrader("after", "one")),
                listener);

    assertThat(card.points()).isEqualTo(4);
    ExerciseResult attack = card.exercises().get(1);
    assertThat(attack.points()).isZero();
    if (!kind.equals("-")) {
      assertThat(attack.checks().get(0).finding().kind().id()).isEqualTo(kind);
    }
    assertThat(attack.checks().get(0).message()).isNotEmpty().doesNotContain("\tat ");
    assertThat(news).containsExactly("graded before", "graded attack", "graded after");
  }
}
