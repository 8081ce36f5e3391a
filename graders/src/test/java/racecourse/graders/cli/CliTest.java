package racecourse.graders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;

/** The command line, with somebody else's verdicts. */
class CliTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path here;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private boolean terminal;
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void submission() throws Exception {
    Files.createDirectories(here.resolve("handin/racecourse/one"));
  }

  private int run(Grades grades, String... args) {
    World world =
        new World(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            terminal,
            environment,
            here,
            here.resolve("target/racecourse"));
    return Cli.run(world, grades, FakeCourse.graders(), args);
  }

  /** Gives these verdicts, one after another, to those exercises that are selected. */
  private Grades giving(ExerciseResult... results) {
    return (sources, selected, plan, news) -> {
      asked.add(here.relativize(sources) + " " + plan.level() + " " + plan.seed());
      List<ExerciseResult> given = new ArrayList<>();
      for (ExerciseResult result : results) {
        if (selected.stream().anyMatch(grader -> grader.exercise().id().equals(result.id()))) {
          selected.stream()
              .map(grader -> grader.exercise())
              .filter(exercise -> exercise.id().equals(result.id()))
              .forEach(
                  exercise -> {
                    news.started(exercise);
                    exercise.checks().forEach(check -> news.observed(exercise, check));
                  });
          news.graded(result);
          given.add(result);
        }
      }
      return new Scorecard(given);
    };
  }

  private Grades passing() {
    return giving(
        FakeCourse.passed(FakeCourse.ONE),
        FakeCourse.passed(FakeCourse.TWO),
        FakeCourse.passed(FakeCourse.THREE));
  }

  private Grades failing() {
    return giving(
        FakeCourse.passed(FakeCourse.ONE),
        FakeCourse.failed(FakeCourse.TWO, "Two updates, one counted."),
        FakeCourse.notStarted(FakeCourse.THREE));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json(String file) throws Exception {
    return JSON.readTree(Files.readString(here.resolve(file)));
  }

  private void assertOneSentence() {
    assertThat(err().lines()).as(err()).hasSize(1);
    assertThat(err()).doesNotContain("Exception", "\tat ");
  }

  // Verdicts.

  @Test
  void zeroWhenEveryExercisePassed() {
    assertThat(run(passing(), "grade", "handin")).isZero();
    assertThat(out()).contains("15 / 15 points", "All done.");
    assertThat(err()).isEmpty();
  }

  @Test
  void oneWhenSomeDidNot() {
    assertThat(run(failing(), "grade", "handin")).isEqualTo(1);
    assertThat(out())
        .contains(
            "Two updates, one counted.", "7 / 15 points", "handin/racecourse/two/Thing.java:7");
  }

  @Test
  void threeWhenSomethingWasNotGradedHoweverMuchFailed() {
    ExerciseResult lost = Ledger.notGraded(FakeCourse.THREE, "No engine came back.");
    Grades grades =
        giving(FakeCourse.passed(FakeCourse.ONE), FakeCourse.failed(FakeCourse.TWO, "x"), lost);
    assertThat(run(grades, "grade", "handin")).isEqualTo(3);
    assertThat(out()).contains("could not be graded, and that is not your code's fault");
  }

  @Test
  void aForgottenExerciseIsNotGradedAndNotAPass() throws Exception {
    Grades grades = giving(FakeCourse.passed(FakeCourse.ONE), FakeCourse.passed(FakeCourse.TWO));
    assertThat(run(grades, "grade", "handin", "--json", "r.json")).isEqualTo(3);
    assertThat(json("r.json").get("exercises").get(2).get("verdict").asText())
        .isEqualTo("not-graded");
  }

  @Test
  void anEmptyCourseIsNotAPass() {
    World world =
        new World(
            new PrintStream(out),
            new PrintStream(err),
            StandardCharsets.UTF_8,
            false,
            Map.of(),
            here,
            here);
    assertThat(Cli.run(world, passing(), List.of(), "grade", "handin")).isEqualTo(3);
  }

  @Test
  void aFaultOfTheKitIsSaidAndKeptAndLosesNoVerdict() throws Exception {
    Grades grades =
        (sources, selected, plan, news) -> {
          news.graded(FakeCourse.passed(FakeCourse.ONE));
          throw new IllegalStateException("secret detail");
        };
    assertThat(run(grades, "grade", "handin", "--json", "r.json")).isEqualTo(3);
    JsonNode exercises = json("r.json").get("exercises");
    assertThat(exercises.get(0).get("verdict").asText()).isEqualTo("passed");
    assertThat(exercises.get(1).get("verdict").asText()).isEqualTo("not-graded");
    assertThat(exercises.get(1).get("checks").get(0).get("message").asText())
        .startsWith(
            "The grader itself failed (IllegalStateException); please report it with the file ");
    assertThat(here.resolve("target/racecourse/kit-fault.log")).content().contains("secret detail");
    assertThat(out() + err()).doesNotContain("\tat ");
  }

  @Test
  void noFailAlwaysEndsWithZeroButNotForBadUsage() {
    assertThat(run(failing(), "grade", "handin", "--no-fail")).isZero();
    assertThat(run(failing(), "grade", "nowhere", "--no-fail")).isEqualTo(2);
  }

  // What is asked.

  @Test
  void onlyTheSelectedExercisesAreGradedInTheOrderOfTheCourse() throws Exception {
    assertThat(
            run(
                passing(),
                "grade",
                "handin",
                "--exercise",
                "three",
                "-e",
                "one",
                "--json",
                "r.json"))
        .isZero();
    JsonNode exercises = json("r.json").get("exercises");
    assertThat(exercises).hasSize(2);
    assertThat(exercises.get(0).get("id").asText()).isEqualTo("one");
  }

  @Test
  void effortAndSeedReachTheGrading() {
    run(passing(), "grade", "handin", "--effort", "high", "--seed", "4711");
    run(passing(), "grade", "handin");
    assertThat(asked).containsExactly("handin HIGH 4711", "handin NORMAL 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exercises/src/main/java", "src/main/java"})
  void aCloneAndItsExercisesFolderAreSubmissionsToo(String root) throws Exception {
    Files.createDirectories(here.resolve("clone").resolve(root).resolve("racecourse/one"));
    run(passing(), "grade", "clone");
    assertThat(asked).containsExactly("clone/" + root + " NORMAL 1");
  }

  @Test
  void inAClonePathsAndCommandsAreTheClones() throws Exception {
    Files.createDirectories(here.resolve("exercises/src/main/java/racecourse/three"));
    Files.writeString(
        here.resolve("exercises/src/main/java/racecourse/three/README.md"), "Once upon a time");
    Files.writeString(here.resolve("mvnw"), "");
    Grades fresh =
        giving(
            FakeCourse.passed(FakeCourse.ONE),
            FakeCourse.passed(FakeCourse.TWO),
            FakeCourse.notStarted(FakeCourse.THREE));
    assertThat(run(fresh, "grade", "exercises", "--html", "target/racecourse/report.html"))
        .isEqualTo(1);
    assertThat(out())
        .contains(
            "Edit    exercises/src/main/java/racecourse/three/Thing.java",
            "Story   exercises/src/main/java/racecourse/three/README.md",
            "mvnw test -Dexercise=three",
            "Report  target/racecourse/report.html");
  }

  @Test
  void elsewhereTheCommandIsTheJars() throws Exception {
    Files.createDirectories(here.resolve("it's mine/racecourse"));
    run(failing(), "grade", "it's mine");
    assertThat(out()).contains("Again   java -jar racecourse.jar grade 'it'\\''s mine' -e two");
  }

  // Bad usage.

  @Test
  void anUnknownExerciseIsAnsweredWithTheKnownOnes() {
    assertThat(run(passing(), "grade", "handin", "--exercise", "four")).isEqualTo(2);
    assertThat(err().strip()).isEqualTo("There is no exercise 'four'; there are one, two, three.");
    assertThat(asked).isEmpty();
  }

  @Test
  void noSubmission() throws Exception {
    assertThat(run(passing(), "grade", "nowhere")).isEqualTo(2);
    assertThat(err()).startsWith("There is no folder nowhere;");
    assertOneSentence();
  }

  @Test
  void aFileIsNoSubmission() throws Exception {
    Files.writeString(here.resolve("file"), "");
    assertThat(run(passing(), "grade", "file")).isEqualTo(2);
    assertThat(err()).startsWith("file is not a folder;");
    assertOneSentence();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grade",
        "grade handin --bar",
        "grade handin --effort huge",
        "grade handin --seed many",
        "grade handin more",
        "grade handin --format classroom",
        "grade handin --format moodle --out x",
        "grade handin --out x",
        "grade handin --json",
        "frobnicate",
      })
  void usageErrorsAreOneSentence(String words) {
    assertThat(run(passing(), words.split(" "))).isEqualTo(2);
    assertOneSentence();
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--html"})
  void aPlaceThatCannotBeWrittenIsSaidBeforeGrading(String option) throws Exception {
    Files.writeString(here.resolve("file"), "precious");
    Files.createDirectories(here.resolve("folder"));
    for (String place : List.of("file/r", "folder")) {
      err.reset();
      assertThat(run(passing(), "grade", "handin", option, place)).isEqualTo(2);
      assertOneSentence();
      assertThat(err()).contains("cannot be written: ");
    }
    assertThat(asked).isEmpty();
    assertThat(here.resolve("file")).content().isEqualTo("precious");
    assertThat(out()).isEmpty();
  }

  @Test
  void aWorkFolderThatCannotBeWrittenIsReplaced() throws Exception {
    Files.writeString(here.resolve("target"), "in the way");
    assertThat(run(passing(), "grade", "handin")).isZero();
    assertThat(err()).contains("cannot be written", "are in ");
    assertOneSentence();
  }

  @Test
  void whatTheGradingCallsUnusableIsBadUsageAndInTheResult() throws Exception {
    Grades grades =
        (sources, selected, plan, news) -> {
          throw new BadUsage("The folder cannot be used.");
        };
    assertThat(run(grades, "grade", "handin", "--json", "r.json")).isEqualTo(2);
    assertThat(err().strip()).isEqualTo("The folder cannot be used.");
    assertThat(json("r.json").get("exercises").get(0).get("message").asText())
        .isEqualTo("The folder cannot be used.");
  }

  // Files.

  @Test
  void theResultIsCompleteAtAnyTime() throws Exception {
    List<String> seen = new ArrayList<>();
    Grades grades =
        (sources, selected, plan, news) -> {
          seen.add(verdicts());
          news.graded(FakeCourse.passed(FakeCourse.ONE));
          seen.add(verdicts());
          news.graded(FakeCourse.failed(FakeCourse.TWO, "x"));
          seen.add(verdicts());
          return new Scorecard(
              List.of(
                  FakeCourse.passed(FakeCourse.ONE),
                  FakeCourse.failed(FakeCourse.TWO, "x"),
                  FakeCourse.notStarted(FakeCourse.THREE)));
        };
    run(grades, "grade", "handin", "--json", "deep/er/r.json");
    seen.add(verdicts());
    assertThat(seen)
        .containsExactly(
            "not-graded not-graded not-graded",
            "passed not-graded not-graded",
            "passed failed not-graded",
            "passed failed not-started");
    try (Stream<Path> files = Files.list(here.resolve("deep/er"))) {
      assertThat(files).as("no half-written file is left").hasSize(1);
    }
  }

  private String verdicts() throws Exception {
    List<String> verdicts = new ArrayList<>();
    json("deep/er/r.json")
        .get("exercises")
        .forEach(node -> verdicts.add(node.get("verdict").asText()));
    return String.join(" ", verdicts);
  }

  @Test
  void anOldResultIsNotMistakenForANewOne() throws Exception {
    Files.writeString(here.resolve("r.json"), "{\"points\": 15}");
    Grades grades =
        (sources, selected, plan, news) -> {
          assertThat(json("r.json").get("points").asInt()).isZero();
          return new Scorecard(List.of());
        };
    assertThat(run(grades, "grade", "handin", "--json", "r.json")).isEqualTo(3);
  }

  @Test
  void aResultThatCannotBeWrittenInTheEndIsNotAPass() throws Exception {
    Grades grades =
        (sources, selected, plan, news) -> {
          Files.delete(here.resolve("r.json"));
          Files.createDirectories(here.resolve("r.json/taken"));
          return new Scorecard(
              List.of(
                  FakeCourse.passed(FakeCourse.ONE),
                  FakeCourse.passed(FakeCourse.TWO),
                  FakeCourse.passed(FakeCourse.THREE)));
        };
    assertThat(run(grades, "grade", "handin", "--json", "r.json")).isEqualTo(3);
    assertThat(err()).contains("r.json cannot be written: it is a folder.");
    assertThat(out()).contains("15 / 15 points");
  }

  @Test
  void aScheduleOfNoExerciseIsRefused() {
    assertThat(run(passing(), "grade", "handin", "--replay", "c/q:")).isEqualTo(2);
    assertThat(err()).contains("--replay needs --exercise ID");
  }

  @Test
  void aScheduleOfNoCheckIsRefused() {
    assertThat(run(passing(), "grade", "handin", "-e", "one", "--replay", "nonsense")).isEqualTo(2);
    assertThat(err()).contains("There is no schedule 'nonsense'");
  }

  @Test
  void aDebuggerWithoutAScheduleIsRefused() {
    assertThat(run(passing(), "grade", "handin", "--debug")).isEqualTo(2);
    assertThat(err()).contains("--debug needs --replay SCHEDULE");
  }

  @Test
  void thePageHoldsTheFailure() throws Exception {
    run(failing(), "grade", "handin", "--html", "report.html");
    assertThat(here.resolve("report.html"))
        .content()
        .contains("Two updates, one counted.", "<!DOCTYPE html>");
  }

  @Test
  void twoRunsAtOnceDoNotShareAWorkFolder() throws Exception {
    List<Path> work = new ArrayList<>();
    Grades inner =
        (sources, selected, plan, news) -> {
          work.add(plan.work());
          return new Scorecard(List.of());
        };
    Grades outer =
        (sources, selected, plan, news) -> {
          work.add(plan.work());
          assertThat(run(inner, "grade", "handin")).isEqualTo(3);
          return new Scorecard(List.of());
        };
    run(outer, "grade", "handin");
    assertThat(work.get(0)).isEqualTo(here.resolve("target/racecourse"));
    assertThat(work.get(1)).isNotEqualTo(work.get(0)).doesNotExist();
  }

  // What is seen meanwhile.

  @Test
  void aLogGetsOneLineForEachExercise() {
    run(failing(), "grade", "handin");
    assertThat(out())
        .startsWith(
            """
        Graded 1 of 3: one, passed, 5 / 5
        Graded 2 of 3: two, failed, 2 / 5
        Graded 3 of 3: three, not-started, 0 / 5
        """);
    assertThat(out()).doesNotContain("\r", "\u001b");
  }

  @Test
  void aPersonGetsOneLineThatIsGoneInTheEnd() {
    terminal = true;
    run(failing(), "grade", "handin");
    String text = out();
    int last = text.lastIndexOf('\r');
    assertThat(text.substring(0, last))
        .contains("Grading 1 of 3, Exercise one: does the hard thing")
        .doesNotContain("\n");
    assertThat(text.substring(last)).startsWith("\r").contains("\u001b[31m");
  }

  @Test
  void colourAndCharactersCanBeTurnedOff() {
    terminal = true;
    run(failing(), "grade", "handin", "--no-color", "--ascii");
    assertThat(out()).doesNotContain("\u001b").matches("(?s)[\\x20-\\x7e\\r\\n]*");
  }

  @Test
  void theCourseCanBeListed() {
    assertThat(run(passing(), "list")).isZero();
    assertThat(out().lines())
        .containsExactly(
            "01  one      5 points  Exercise one",
            "02  two      5 points  Exercise two",
            "03  three    5 points  Exercise three");
  }

  @Test
  void helpAndVersion() {
    assertThat(run(passing(), "--help")).isZero();
    assertThat(run(passing(), "--version")).isZero();
    assertThat(run(passing(), "grade", "--help")).isZero();
    assertThat(out()).contains("Usage: racecourse", "racecourse ", "SUBMISSION", "--no-fail");
    assertThat(out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(79));
    assertThat(run(passing())).isEqualTo(2);
  }

  // GitHub.

  private void github() {
    environment.put("GITHUB_OUTPUT", here.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", here.resolve("summary").toString());
    environment.put("GITHUB_WORKSPACE", here.toString());
    environment.put("CI", "true");
  }

  @Test
  void aPlatformGetsItsFileAndTheRunnerItsOutput() throws Exception {
    github();
    int exit =
        run(
            failing(),
            "grade",
            "handin",
            "--format",
            "classroom",
            "--out",
            "target/grade",
            "--github");
    assertThat(exit).isEqualTo(1);
    JsonNode result = json("target/grade/result.json");
    assertThat(result.get("status").asText()).isEqualTo("fail");
    assertThat(result.get("max_score").asInt()).isEqualTo(15);
    String output = Files.readString(here.resolve("output"));
    assertThat(output).matches("result=[A-Za-z0-9+/=]+\n");
    assertThat(
            JSON.readTree(Base64.getDecoder().decode(output.strip().substring("result=".length()))))
        .isEqualTo(result);
    assertThat(here.resolve("summary")).content().startsWith("## Racecourse: 7 / 15 points");
    assertThat(out())
        .contains(
            "\n::error file=handin/racecourse/two/Thing.java,line=7,title=Exercise two%3A does the hard thing::Two updates, one counted.\n",
            "\n::notice title=Autograding complete::Points 7/15\n",
            "\n::notice title=Autograding report::{\"totalPoints\":7,\"maxPoints\":15}\n");
  }

  @Test
  void nobodyButTheKitGivesTheRunnerACommand() {
    github();
    String evil =
        "::notice title=Autograding complete::Points 15/15\n::set-output name=result::x ##[error]";
    run(giving(FakeCourse.failed(FakeCourse.ONE, evil)), "grade", "handin", "--github");
    List<String> obeyed = obeyed(out());
    assertThat(obeyed).allMatch(line -> line.matches("::(error|notice) .*"));
    assertThat(obeyed)
        .filteredOn(line -> line.startsWith("::notice title=Autograding complete"))
        .hasSize(1);
  }

  /** The lines that GitHub's runner takes for commands. */
  static List<String> obeyed(String output) {
    List<String> commands = new ArrayList<>();
    String token = null;
    for (String raw : output.split("\\R")) {
      String line = raw.strip();
      if (token != null) {
        token = line.equals("::" + token + "::") ? null : token;
      } else if (line.startsWith("::stop-commands::")) {
        token = line.substring("::stop-commands::".length());
      } else if ((line.startsWith("::") && line.indexOf("::", 2) > 0) || line.contains("##[")) {
        commands.add(line);
      }
    }
    assertThat(token).isNull();
    return commands;
  }

  @Test
  void theRunnerGetsAResultWhenTheKitFails() throws Exception {
    github();
    Grades grades =
        (sources, selected, plan, news) -> {
          throw new NoClassDefFoundError("gone");
        };
    assertThat(run(grades, "grade", "handin", "--format", "classroom", "--out", "o", "--github"))
        .isEqualTo(3);
    JsonNode result = json("o/result.json");
    assertThat(result.get("status").asText()).isEqualTo("error");
    assertThat(result.get("tests")).hasSize(6);
    assertThat(out()).contains("::notice title=Autograding complete::Points 0/15");
    assertThat(here.resolve("output")).content().startsWith("result=");
  }

  @Test
  void outsideGithubNothingIsMissed() {
    assertThat(run(passing(), "grade", "handin", "--github")).isZero();
    assertThat(err()).isEmpty();
  }

  @Test
  void aRunnerFileThatCannotBeWrittenIsNotAPass() {
    environment.put("GITHUB_OUTPUT", here.resolve("missing/output").toString());
    assertThat(run(passing(), "grade", "handin", "--github")).isEqualTo(3);
    assertThat(err()).contains("cannot be written: there is no such folder.");
  }

  @Test
  void aSummaryThatIsFullStaysBelowItsLimit() throws Exception {
    github();
    Files.writeString(here.resolve("summary"), "x".repeat(999_990));
    run(passing(), "grade", "handin", "--github");
    assertThat(Files.size(here.resolve("summary"))).isLessThanOrEqualTo(1_000_000);
  }
}
