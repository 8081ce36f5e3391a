package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/** What the formats promise to those who read them, whatever is in the results. */
class FormatsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * As many exercises and checks as a whole course, every message as long as a compiler can make
   * it.
   */
  private static Scorecard huge(int exercises, int checks, int letters) {
    List<ExerciseResult> results = new ArrayList<>();
    for (int e = 0; e < exercises; e++) {
      List<CheckResult> list = new ArrayList<>();
      for (int c = 0; c < checks; c++) {
        Finding finding =
            Finding.of(Kind.WRONG_RESULT, "näh👩🚀\"\\\n".repeat(letters / 8))
                .at("racecourse/e/X" + c + ".java", c + 1);
        Check check =
            Check.named(
                    "check-" + c, "does the thing number " + c + " as promised, every single time")
                .points(3)
                .ask("q", scene -> {})
                .build();
        list.add(Samples.failed(check, EngineId.FUZZ, finding, new Effort(0, 0, false, 7, 1, 3)));
      }
      results.add(new ExerciseResult("e", "Exercise number " + e, Verdict.FAILED, "", list));
    }
    return new Scorecard(results);
  }

  @Test
  void theClassroomResultFitsIntoAnEnvironmentVariable() throws Exception {
    for (Scorecard card : List.of(huge(4, 4, 50_000), huge(15, 12, 3_000), huge(60, 60, 80))) {
      String json = ClassroomJson.render(card);
      assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThan(ClassroomJson.MOST_BYTES);
      String encoded = ClassroomJson.encode(json);
      // Linux takes 131,072 bytes for one variable, its name, the sign and the closing zero
      // included.
      assertThat("RACECOURSE_RESULTS=".length() + encoded.length() + 1).isLessThan(131_072);
      JsonNode read = JSON.readTree(Base64.getDecoder().decode(encoded));
      assertThat(read.get("max_score").asInt()).isEqualTo(card.maxPoints());
      assertThat(read.get("tests")).isNotEmpty();
    }
  }

  @Test
  void theClassroomScoresAddUpToThePoints() throws Exception {
    for (Scorecard card : List.of(Samples.fresh(), Samples.middle(), Samples.done())) {
      JsonNode read = JSON.readTree(ClassroomJson.render(card));
      int sum = 0;
      for (JsonNode test : read.get("tests")) {
        assertThat(test.get("score").isInt()).isTrue();
        assertThat(test.get("line_no").asInt()).isZero();
        assertThat(test.get("status").asText()).isIn("pass", "fail", "error");
        sum += test.get("score").asInt();
      }
      assertThat(sum).isEqualTo(card.points());
    }
  }

  @Test
  void theClassroomStatusIsErrorWhenTheKitFailed() throws Exception {
    assertThat(status(new Scorecard(List.of()))).isEqualTo("error");
    assertThat(status(new Scorecard(List.of(Samples.kitFault())))).isEqualTo("error");
    assertThat(status(new Scorecard(List.of(Samples.kitFault(), Samples.raceFound()))))
        .isEqualTo("error");
    assertThat(status(Samples.fresh())).isEqualTo("fail");
    assertThat(status(new Scorecard(List.of(Samples.compileError())))).isEqualTo("fail");
    assertThat(status(Samples.done())).isEqualTo("pass");
  }

  private static String status(Scorecard card) throws Exception {
    return JSON.readTree(ClassroomJson.render(card)).get("status").asText();
  }

  @Test
  void annotationsAreAtMostTenAndPointIntoTheRepository() {
    List<String> commands = GithubText.commands(huge(3, 12, 10_000), Samples.guide());
    assertThat(commands.stream().filter(line -> line.startsWith("::error "))).hasSize(10);
    assertThat(commands.get(0))
        .startsWith(
            "::error file=exercises/src/main/java/racecourse/e/X0.java,line=1,title=Exercise number 0%3A ");
    assertThat(commands).allSatisfy(line -> assertThat(line.length()).isLessThan(4096));
    assertThat(commands).contains("::notice title=Autograding complete::Points 0/108");
  }

  @Test
  void aSkippedCheckGetsNoAnnotation() {
    List<String> commands =
        GithubText.commands(new Scorecard(List.of(Samples.raceFound())), Samples.guide());
    assertThat(commands.stream().filter(line -> line.startsWith("::error "))).hasSize(1);
  }

  @Test
  void everyCommandIsOneLineAndNobodyElsesCommand() {
    List<String> commands =
        GithubText.commands(new Scorecard(List.of(Samples.hostile())), Samples.guide());
    assertThat(commands)
        .allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r", "\u001b").startsWith("::"));
    assertThat(commands)
        .filteredOn(line -> line.startsWith("::notice title=Autograding complete"))
        .hasSize(1);
  }

  @Test
  void nothingAStudentWroteIsACommandForTheRunner() {
    Scorecard card = new Scorecard(List.of(Samples.hostile()));
    String card9 = GithubText.inert(ScorecardText.render(card, Samples.guide(), Look.FILE));
    for (String text :
        List.of(
            card9,
            ClassroomJson.render(card),
            GithubText.summary(card, Samples.guide(), 1_000_000))) {
      assertThat(text).doesNotContain("##[");
      assertThat(text.lines().map(String::strip)).noneMatch(line -> line.startsWith("::"));
    }
  }

  @Test
  void theSummaryStaysBelowItsLimit() {
    String text =
        GithubText.summary(huge(60, 60, 800), Samples.guide(), GithubText.MOST_SUMMARY_BYTES);
    assertThat(text.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(GithubText.MOST_SUMMARY_BYTES);
    assertThat(text).startsWith("## Racecourse: 0 / 10800 points\n");
    assertThat(GithubText.summary(Samples.done(), Samples.guide(), 60))
        .isEqualTo("## Racecourse: 20 / 20 points\n");
    assertThat(GithubText.summary(Samples.done(), Samples.guide(), 10)).isEmpty();
  }

  @Test
  void aFenceIsLongerThanWhatItHolds() {
    String text =
        GithubText.summary(new Scorecard(List.of(Samples.hostile())), Samples.guide(), 1_000_000);
    assertThat(text).contains("\n````text\n").contains("\n````\n");
  }

  @Test
  void theJsonHasTheFieldsOfTheContractAndNoEmptyOnes() throws Exception {
    JsonNode root = JSON.readTree(ResultJson.render(Samples.middle()));
    assertThat(root.get("schema").asText()).isEqualTo("racecourse/result/v1");
    assertThat(names(root)).containsExactly("schema", "points", "maxPoints", "exercises");
    JsonNode exercise = root.get("exercises").get(1);
    assertThat(names(exercise)).containsExactly("id", "verdict", "points", "maxPoints", "checks");
    JsonNode failed = exercise.get("checks").get(2);
    assertThat(names(failed))
        .containsExactly(
            "id",
            "verdict",
            "points",
            "maxPoints",
            "kind",
            "engine",
            "mistake",
            "message",
            "file",
            "line",
            "schedule",
            "effort",
            "observations");
    assertThat(names(failed.get("schedule").get(0))).containsExactly("thread", "line", "did");
    assertThat(names(failed.get("effort")))
        .containsExactly("schedules", "preemptions", "complete", "rounds", "seed", "millis");
    JsonNode passed = exercise.get("checks").get(0);
    assertThat(names(passed))
        .containsExactly("id", "verdict", "points", "maxPoints", "effort", "observations");
  }

  @Test
  void theJsonKeepsWhatOnlyVmlensSaw() throws Exception {
    Check check = Samples.DATABASE.checks().get(0);
    Finding race = Finding.of(Kind.DATA_RACE, "vmlens reports a race on value.");
    CheckResult passed =
        new CheckResult(
            check.id(),
            check.title(),
            Verdict.PASSED,
            2,
            2,
            "",
            null,
            null,
            Samples.ALL,
            null,
            List.of(
                new Observation.Suspected(EngineId.VMLENS, race, Samples.ONE),
                new Observation.Abstained(EngineId.FUZZ, "It hung.", Samples.REAL)));
    Scorecard card =
        new Scorecard(
            List.of(new ExerciseResult("fakedatabase", "x", Verdict.PASSED, "", List.of(passed))));
    JsonNode node =
        JSON.readTree(ResultJson.render(card)).get("exercises").get(0).get("checks").get(0);
    assertThat(node.has("kind")).isFalse();
    assertThat(node.get("observations").get(0).get("saw").asText()).isEqualTo("unconfirmed");
    assertThat(node.get("observations").get(0).get("kind").asText()).isEqualTo("data-race");
    assertThat(node.get("observations").get(1).get("message").asText()).isEqualTo("It hung.");
  }

  @Test
  void theJsonCanBeWrittenAsUtf8() {
    String text = ResultJson.render(new Scorecard(List.of(Samples.hostile())));
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    String page =
        HtmlPage.render(
            new Scorecard(List.of(Samples.hostile(), Samples.raceFound())),
            Samples.guide(),
            Samples.sources());
    assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http://", "https://", " src=", "\u001b", "@import", "url(", "fetch(");
    assertThat(page.split("<script", -1)).as("one script, the page's own").hasSize(2);
    assertThat(page).doesNotContain("style=\"", "onclick", "javascript:");
    assertThat(page).contains("id=\"fakedatabase/loses-no-update-of-two-threads\"");
  }

  @Test
  void everyMistakeIsExplainedInAtMostFourLines() {
    assertThat(Mistakes.ids()).hasSizeGreaterThanOrEqualTo(37);
    Plain plain = new Plain(Theme.UNICODE);
    assertThat(Mistakes.ids())
        .allSatisfy(
            id -> {
              assertThat(id).matches("[a-z]+(-[a-z]+)*");
              String sentence = Mistakes.sentence(id).orElseThrow();
              assertThat(sentence).endsWith(".");
              assertThat(plain.wrap(sentence, 69).size()).as(sentence).isLessThanOrEqualTo(4);
            });
    assertThat(Mistakes.sentence("no-such-mistake")).isEmpty();
  }

  @Test
  void colourIsForTerminalsOnly() {
    assertThat(Palette.of(true, Map.of())).isEqualTo(Palette.COLOR);
    assertThat(Palette.of(false, Map.of())).isEqualTo(Palette.NONE);
    assertThat(Palette.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Palette.NONE);
    assertThat(Palette.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Palette.COLOR);
    assertThat(Palette.of(true, Map.of("CI", "true"))).isEqualTo(Palette.NONE);
    assertThat(Palette.of(true, Map.of("TERM", "dumb"))).isEqualTo(Palette.NONE);
  }

  @Test
  void colourChangesNothingButColour() {
    Scorecard card =
        new Scorecard(
            List.of(
                Samples.raceFound(),
                Samples.kitFault(),
                Samples.passed(Samples.QUEUE, Samples.ALL)));
    String plain =
        ScorecardText.render(card, Samples.guide(), new Look(Theme.UNICODE, Palette.NONE));
    String color =
        ScorecardText.render(card, Samples.guide(), new Look(Theme.UNICODE, Palette.COLOR));
    assertThat(color).isNotEqualTo(plain);
    assertThat(color.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void onlyTheExerciseAtWorkUnfolds() {
    String card = ScorecardText.render(Samples.middle(), Samples.guide(), Look.FILE);
    assertThat(card).contains("never loses a wake-up").doesNotContain("ends at any moment");
    Exercise last = Samples.BARRIER;
    assertThat(card).doesNotContain(last.checks().get(0).title());
  }

  @Test
  void aCappedSearchIsNeverCalledAll() {
    for (EffortText.Form form : EffortText.Form.values()) {
      assertThat(EffortText.words(Samples.FIRST, form, Theme.UNICODE)).startsWith("first 5,000");
      assertThat(EffortText.words(List.of(Samples.ALL, Samples.FIRST), form, Theme.UNICODE))
          .startsWith("8,654 schedules");
      assertThat(EffortText.words(List.of(Samples.ALL, Samples.ALL), form, Theme.UNICODE))
          .startsWith("all 7,308");
    }
    assertThat(EffortText.words(Samples.ALL, EffortText.Form.LONG, Theme.UNICODE))
        .isEqualTo("all 3,654 schedules, 3 preemptions · 200 rounds");
    assertThat(
            EffortText.legend(List.of(Samples.ALL, new Effort(9, 2, true, 0, 0, 0), Samples.FIRST)))
        .isEqualTo(
            "all: every schedule with up to 2 preemptions, in some rows up to 3; first: only so many");
  }
}
