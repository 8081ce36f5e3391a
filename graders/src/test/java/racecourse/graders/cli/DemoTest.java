package racecourse.graders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import racecourse.engine.scene.Grader;
import racecourse.graders.Course;

/** The demos, run as a student runs them: with the stub, a solution, and something wrong. */
class DemoTest {

  @TempDir Path here;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int demo(Path submission, String exercise) {
    World world =
        new World(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            false,
            Map.of(),
            here,
            here.resolve("target/racecourse"));
    return Cli.run(
        world,
        new EngineGrades(),
        Course.graders(),
        "demo",
        submission.toString(),
        "--exercise",
        exercise);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("exercises")) ? here : here.getParent();
  }

  private static Path wrong(String exercise, String name) {
    return root().resolve("graders/src/submissions").resolve(exercise).resolve("wrong/" + name);
  }

  static Iterable<String> exercises() {
    return Course.graders().stream().map((Grader grader) -> grader.exercise().id()).toList();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void theSolutionShowsNothingWrong(String exercise) {
    assertThat(demo(root().resolve("solutions/src/main/java"), exercise)).isZero();
    assertThat(said()).contains("right:", "Nothing went wrong this time.").doesNotContain("WRONG");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aStubIsOneSentence() {
    assertThat(demo(root(), "fakedatabase")).isZero();
    assertThat(said())
        .startsWith("There is nothing to show of fakedatabase yet: ")
        .containsPattern("update.* still to be written\\.")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "fakedatabase, volatile-value, not each of them counts",
    "threads, run-instead-of-start, ran on another thread than main",
    "barrier, no-barrier, were ready",
    "confinement, no-join, instead of 12",
    "fuzzing, always-accuses, find accuses a counter",
    "threadlocal, captures-nothing, should have been for no table",
  })
  void aRaceCanBeSeen(String exercise, String name, String words) {
    assertThat(demo(wrong(exercise, name), exercise)).isZero();
    assertThat(said()).contains("WRONG", words);
  }

  @ParameterizedTest
  @CsvSource({"twolockpipeline, get-does-not-notify", "barrier, one-party-too-many"})
  void aHangIsEndedAndSaid(String exercise, String name) {
    assertThat(demo(wrong(exercise, name), exercise)).isZero();
    assertThat(said())
        .contains("Nothing has happened for 4 s: it hangs.")
        .containsPattern("waits (for a lock )?at \\w+:\\d+");
  }

  @Test
  void whatDoesNotCompileIsSaidWithItsPlace() throws Exception {
    Path folder = Files.createDirectories(here.resolve("handin/racecourse/fakedatabase"));
    Files.writeString(
        folder.resolve("FakeDatabase.java"), "package racecourse.fakedatabase;\nclass {");
    assertThat(demo(here.resolve("handin"), "fakedatabase")).isEqualTo(ExitCode.NOT_ALL_PASSED);
    assertThat(said()).startsWith("racecourse/fakedatabase/FakeDatabase.java:2: ");
  }

  @Test
  void withoutAnExerciseItSaysWhichThereAre() {
    World world =
        new World(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            false,
            Map.of(),
            here,
            here.resolve("target/racecourse"));
    assertThat(Cli.run(world, new EngineGrades(), Course.graders(), "demo", here.toString()))
        .isEqualTo(ExitCode.BAD_USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Name the exercise", "fakedatabase");
  }
}
