package racecourse.graders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Scorecard;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/** Hints, the watch, and what is not graded again, in a clone, with somebody else's verdicts. */
class MemoryTest {

  private static final Exercise HINTED =
      Exercise.named("two", 2, "Exercise two")
          .types("Thing")
          .check(Check.named("simple", "does the simple thing").points(2).ask("q", scene -> {}))
          .check(
              Check.named("hard", "does the hard thing")
                  .points(3)
                  .hint("Which thread comes second?")
                  .hint("It reads what the first one is about to overwrite. " + "So ".repeat(40))
                  .ask("q", scene -> {}))
          .build();
  private static final List<Grader> COURSE =
      List.of(() -> FakeCourse.ONE, () -> HINTED, () -> FakeCourse.THREE);

  @TempDir Path here;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, ExerciseResult> verdicts = new HashMap<>();
  private final List<String> graded = new ArrayList<>();
  private final Deque<Callable<String>> script = new ArrayDeque<>();
  private Callable<String> meanwhile = () -> "";

  @BeforeEach
  void aClone() throws IOException {
    Files.writeString(here.resolve("mvnw"), "");
    for (Grader grader : COURSE) {
      save(grader.exercise().id(), "class Thing {}");
      verdicts.put(grader.exercise().id(), FakeCourse.passed(grader.exercise()));
    }
  }

  private Path source(String id) {
    return here.resolve("exercises/src/main/java/racecourse").resolve(id).resolve("Thing.java");
  }

  private void save(String id, String text) throws IOException {
    Files.createDirectories(source(id).getParent());
    Files.writeString(source(id), text);
  }

  /** Saves so that it shows, however coarse the file system's clock is. */
  private void saveLater(String id, String text) throws IOException {
    FileTime before = Files.getLastModifiedTime(source(id));
    save(id, text);
    Files.setLastModifiedTime(source(id), FileTime.from(before.toInstant().plusSeconds(2)));
  }

  private int run(String... args) {
    World world =
        new World(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            false,
            environment,
            here,
            here.resolve("graders/target/racecourse"));
    return Cli.run(world, this::grade, COURSE, new Script(), () -> Optional.of("kit"), args);
  }

  private Scorecard grade(Path sources, List<Grader> selected, Grades.Plan plan, Grades.News news)
      throws Exception {
    List<ExerciseResult> results = new ArrayList<>();
    for (Grader grader : selected) {
      String id = grader.exercise().id();
      graded.add(id);
      results.add(verdicts.get(id));
      news.graded(results.get(results.size() - 1));
    }
    meanwhile.call();
    return new Scorecard(results);
  }

  /** Types what the test says, and quits when it has no more to say. */
  private final class Script implements Keys {
    @Override
    public boolean interactive() {
      return true;
    }

    @Override
    public Optional<String> poll(Duration longest) {
      try {
        Callable<String> next = script.poll();
        String typed = next == null ? "q" : next.call();
        return typed.equals("nothing") ? Optional.empty() : Optional.of(typed);
      } catch (Exception fault) {
        throw new AssertionError(fault);
      }
    }
  }

  private void type(String... words) {
    for (String word : words) {
      script.add(() -> word);
    }
  }

  private String out() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  private List<String> graded() {
    List<String> now = List.copyOf(graded);
    graded.clear();
    return now;
  }

  private void fails(String id, String message) {
    Exercise exercise =
        COURSE.stream().map(Grader::exercise).filter(e -> e.id().equals(id)).findFirst().get();
    verdicts.put(id, FakeCourse.failed(exercise, message));
  }

  // What is not graded again.

  @Test
  void anUnchangedPassIsNotGradedAgainAndSaysSo() throws Exception {
    fails("two", "Two updates, one counted.");
    assertThat(run("grade", "exercises", "--json", "first.json")).isEqualTo(1);
    assertThat(graded()).containsExactly("one", "two", "three");
    assertThat(out()).doesNotContain("unchanged");

    assertThat(run("grade", "exercises", "--json", "second.json")).isEqualTo(1);
    assertThat(graded()).as("what failed is graded again").containsExactly("two");
    assertThat(out())
        .containsPattern("01 +Exercise one +unchanged +5 / 5")
        .contains("12 / 15 points", "-Dfresh grades it again");
    JsonNode first = new ObjectMapper().readTree(here.resolve("first.json").toFile());
    JsonNode second = new ObjectMapper().readTree(here.resolve("second.json").toFile());
    assertThat(second.get("exercises").get(0).get("checks"))
        .isEqualTo(first.get("exercises").get(0).get("checks"));
    assertThat(second.get("exercises").get(0).get("message").asText()).startsWith("Unchanged");
  }

  @Test
  void everythingUnchangedIsStillAPass() {
    assertThat(run("grade", "exercises")).isZero();
    graded();
    assertThat(run("grade", "exercises", "--exercise", "one,three")).isZero();
    assertThat(run("grade", "exercises")).isZero();
    assertThat(graded()).isEmpty();
    assertThat(out()).contains("15 / 15 points", "All done.");
  }

  @Test
  void aChangedSourceIsGradedAgainAndSoIsOneMore() throws Exception {
    run("grade", "exercises");
    graded();
    save("one", "class Thing { int x; }");
    save("two/inner", "class Thing {}");
    Files.writeString(source("three").resolveSibling("README.md"), "A story is no code.");
    run("grade", "exercises");
    assertThat(graded()).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fresh", "--seed=2", "--effort=high", "--github"})
  void somebodyWhoAsksForMoreGetsIt(String option) {
    run("grade", "exercises");
    graded();
    run("grade", "exercises", option);
    assertThat(graded()).containsExactly("one", "two", "three");
  }

  @Test
  void afterAFreshRunItsPassesCount() {
    run("grade", "exercises", "--fresh");
    graded();
    run("grade", "exercises");
    assertThat(graded()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CI", "GITHUB_ACTIONS"})
  void anAutomaticRunGradesEverything(String name) {
    run("grade", "exercises");
    graded();
    environment.put(name, "true");
    run("grade", "exercises");
    assertThat(graded()).hasSize(3);
    environment.put(name, "false");
    graded();
    run("grade", "exercises");
    assertThat(graded()).as("its passes are not for a later run").hasSize(3);
  }

  @Test
  void anotherFolderIsAlwaysGraded() throws Exception {
    Files.createDirectories(here.resolve("handin/racecourse/one"));
    Files.copy(source("one"), here.resolve("handin/racecourse/one/Thing.java"));
    run("grade", "handin");
    run("grade", "handin");
    assertThat(graded()).hasSize(6);
  }

  @Test
  void aPassThatFailsWhenAskedAgainIsForgotten() {
    run("grade", "exercises");
    fails("one", "Now it fails.");
    run("grade", "exercises", "--fresh");
    verdicts.put("one", FakeCourse.passed(FakeCourse.ONE));
    graded();
    run("grade", "exercises");
    assertThat(graded()).containsExactly("one");
  }

  @Test
  void whatWasSavedDuringTheGradingIsGradedAgain() throws Exception {
    meanwhile =
        () -> {
          saveLater("one", "class Thing {}");
          return "";
        };
    run("grade", "exercises");
    meanwhile = () -> "";
    graded();
    run("grade", "exercises");
    assertThat(graded()).containsExactly("one");
  }

  @Test
  void whatAChildWritesIntoTheNotesDoesNotStay() throws Exception {
    Path notes = here.resolve("graders/target/racecourse/notes.json");
    run("grade", "exercises");
    String forged = Files.readString(notes);
    fails("one", "It fails.");
    meanwhile = () -> Files.writeString(notes, forged).toString();
    run("grade", "exercises", "--fresh");
    meanwhile = () -> "";
    graded();
    assertThat(run("grade", "exercises")).isEqualTo(1);
    assertThat(graded()).containsExactly("one");
  }

  @Test
  void notesThatCannotBeUnderstoodCountAsNone() throws Exception {
    Path notes = here.resolve("graders/target/racecourse/notes.json");
    run("grade", "exercises");
    String good = Files.readString(notes);
    List<String> broken =
        List.of(
            "",
            "{}",
            "null",
            "[1",
            "{\"schema\":\"racecourse/notes/v1\",\"notes\":[null]}",
            good.replace("notes/v1", "notes/v2"),
            good.replace("\"maxPoints\" : 3", "\"maxPoints\" : 4"),
            good.replace("\"hard\"", "\"easy\""),
            good.replace("\"kit\" : \"kit\"", "\"kit\" : \"tik\""));
    for (String text : broken) {
      Files.writeString(notes, text);
      graded();
      assertThat(run("grade", "exercises")).isZero();
      assertThat(graded()).as(text).hasSize(3);
    }
  }

  @Test
  void theKitIsPartOfTheQuestion() throws Exception {
    Path classes = Files.createDirectories(here.resolve("classes/a"));
    Path jar = Files.writeString(here.resolve("some.jar"), "jar");
    Files.writeString(classes.resolve("A.class"), "one");
    String path = here.resolve("classes") + java.io.File.pathSeparator + jar;
    Optional<String> before = Fingerprint.kit(path);
    assertThat(before).isPresent().isEqualTo(Fingerprint.kit(path));
    Files.writeString(classes.resolve("A.class"), "two");
    Optional<String> after = Fingerprint.kit(path);
    assertThat(after).isPresent().isNotEqualTo(before);
    Files.writeString(jar, "raj");
    assertThat(Fingerprint.kit(path)).isPresent().isNotEqualTo(after);
  }

  // Hints.

  @Test
  void hintsComeOneAtATimeAndBeginAgainAfterAPass() {
    fails("two", "Two updates, one counted.");
    run("grade", "exercises");
    out();
    assertThat(run("hint", "exercises", "-e", "two")).isZero();
    assertThat(out())
        .contains("Hint 1 of 2", "02 Exercise two", "does the hard thing")
        .contains("Which thread comes second?", "1 more")
        .doesNotContain("overwrite");
    run("hint", "exercises");
    String last = out();
    assertThat(last).contains("Hint 2 of 2", "about to overwrite", "the last hint");
    assertThat(last.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    run("hint", "exercises");
    assertThat(out()).contains("All 2 hints", "1. Which thread", "2. It reads");

    verdicts.put("two", FakeCourse.passed(HINTED));
    run("grade", "exercises");
    out();
    run("hint", "exercises");
    assertThat(out()).contains("No hint is needed");
    fails("two", "Again.");
    run("grade", "exercises", "--fresh");
    out();
    run("hint", "exercises", "-e", "two");
    assertThat(out()).contains("Hint 1 of 2");
    assertThat(graded()).as("a hint grades nothing").hasSize(7);
  }

  @Test
  void whereThereIsNoHintThereIsASentence() {
    run("hint", "exercises", "-e", "one");
    assertThat(out()).startsWith("Nothing is known of Exercise one yet;");
    fails("one", "Two updates, one counted.");
    run("grade", "exercises");
    out();
    run("hint", "exercises");
    assertThat(out()).startsWith("There is no hint for the check that fails: does the hard thing.");
    assertThat(run("hint", "exercises", "-e", "four")).isEqualTo(2);
    assertThat(run("hint")).isEqualTo(2);
    assertThat(run("hint", "nowhere")).isEqualTo(2);
  }

  @Test
  void codeThatCannotRunNeedsNoHint() {
    Finding finding = Finding.of(Kind.COMPILE_ERROR, "Thing.java does not compile: ';' expected.");
    verdicts.put("two", FakeCourse.failedFor(HINTED, finding));
    run("grade", "exercises");
    out();
    run("hint", "exercises");
    assertThat(out()).contains("before the code can run. Thing.java does not compile");
  }

  // The watch.

  @Test
  void theWatchGradesWhatWasSavedOnceItIsStill() throws Exception {
    fails("two", "Two updates, one counted.");
    script.add(() -> "nothing");
    script.add(
        () -> {
          saveLater("two", "class Thing { int half");
          return "nothing";
        });
    script.add(
        () -> {
          saveLater("two", "class Thing { int half; int whole; }");
          verdicts.put("two", FakeCourse.passed(HINTED));
          return "nothing";
        });
    script.add(
        () -> {
          assertThat(graded()).as("still being written").containsExactly("one", "two", "three");
          return "nothing";
        });
    type("nothing", "nothing", "nothing");
    assertThat(run("watch", "exercises")).isZero();
    assertThat(graded()).as("graded once").containsExactly("two");
    assertThat(out()).contains("Two updates, one counted.", "5 / 5 points", "q Enter quit");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void whatIsSavedDuringAGradingIsGradedAfterIt() {
    boolean[] saved = {false};
    meanwhile =
        () -> {
          if (!saved[0]) {
            saved[0] = true;
            saveLater("three", "class Thing { int x; }");
          }
          return "";
        };
    type("nothing", "nothing", "nothing");
    run("watch", "exercises");
    assertThat(graded()).containsExactly("one", "two", "three", "three");
  }

  @Test
  void enterGradesAgainAndHintHelpsWithTheSavedOne() {
    fails("two", "Two updates, one counted.");
    fails("one", "Another matter.");
    script.add(
        () -> {
          saveLater("two", "class Thing { int x; }");
          return "nothing";
        });
    type("nothing", "nothing", "h", "what?", "", "Q", "not read any more");
    assertThat(run("watch", "exercises")).isZero();
    assertThat(graded()).containsExactly("one", "two", "three", "two", "two");
    assertThat(out()).contains("Hint 1 of 2");
    assertThat(script).hasSize(1);
  }

  @Test
  void theWatchCanBeNarrowed() {
    script.add(
        () -> {
          saveLater("one", "class Thing { int x; }");
          return "nothing";
        });
    type("nothing", "nothing");
    assertThat(run("watch", "exercises", "-e", "two", "--html", "report.html")).isZero();
    assertThat(graded()).containsExactly("two");
    assertThat(here.resolve("report.html")).exists();
  }

  @Test
  void theWatchOutlivesAFaultOfTheKit() {
    meanwhile =
        () -> {
          throw new IllegalStateException("gone");
        };
    type("");
    assertThat(run("watch", "exercises", "-e", "two")).isZero();
    assertThat(graded()).containsExactly("two", "two");
  }
}
