package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Step;

/** Every rendering of every sample, as files that were looked at. */
class GoldenTest {

  private static final Look UNICODE = new Look(Theme.UNICODE, Palette.NONE);
  private static final Look ASCII = new Look(Theme.ASCII, Palette.NONE);
  private static final Look COLOR = new Look(Theme.UNICODE, Palette.COLOR);

  private static Map<String, Scorecard> scorecards() {
    Map<String, Scorecard> cards = new LinkedHashMap<>();
    cards.put("fresh", Samples.fresh());
    cards.put("middle", Samples.middle());
    cards.put("done", Samples.done());
    cards.put(
        "race", new Scorecard(List.of(Samples.raceFound(), Samples.notStarted(Samples.TWO_LOCKS))));
    cards.put(
        "compile-error",
        new Scorecard(List.of(Samples.compileError(), Samples.passed(Samples.QUEUE, Samples.ALL))));
    cards.put(
        "kit-fault",
        new Scorecard(List.of(Samples.passed(Samples.DATABASE, Samples.ONE), Samples.kitFault())));
    cards.put(
        "interrupted",
        new Scorecard(
            List.of(
                Samples.passed(Samples.DATABASE, Samples.ALL),
                Samples.pending(Samples.TWO_LOCKS),
                Samples.pending(Samples.QUEUE))));
    cards.put("hostile", new Scorecard(List.of(Samples.hostile())));
    cards.put("empty", new Scorecard(List.of()));
    return cards;
  }

  private static Map<String, List<Step>> schedules() {
    Map<String, List<Step>> schedules = new LinkedHashMap<>();
    schedules.put("none", List.of());
    schedules.put("race", Samples.race());
    schedules.put("deadlock", Samples.deadlock());
    schedules.put("lost-wake-up", Samples.lostWakeUp());
    schedules.put("long", Samples.longSchedule());
    schedules.put(
        "one-thread", Samples.race().stream().filter(s -> s.thread().equals("updater 1")).toList());
    schedules.put("hostile", Samples.hostileSchedule());
    return schedules;
  }

  private static Map<String, Supplier<String>> renderings() {
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    scorecards()
        .forEach(
            (name, card) -> {
              Guide guide = Samples.guide();
              all.put(
                  "scorecard-" + name + ".txt", () -> ScorecardText.render(card, guide, UNICODE));
              all.put(
                  "scorecard-" + name + ".ascii.txt",
                  () -> ScorecardText.render(card, guide, ASCII));
              all.put("result-" + name + ".json", () -> ResultJson.render(card));
              all.put("classroom-" + name + ".json", () -> ClassroomJson.render(card) + "\n");
              all.put(
                  "github-" + name + ".txt",
                  () -> String.join("\n", GithubText.commands(card, guide)) + "\n");
              all.put(
                  "summary-" + name + ".md",
                  () -> GithubText.summary(card, guide, GithubText.MOST_SUMMARY_BYTES));
              all.put("page-" + name + ".html", () -> page(card, guide));
            });
    all.put(
        "scorecard-race.color.txt",
        () ->
            ScorecardText.render(
                new Scorecard(
                    List.of(
                        Samples.passed(Samples.BARRIER, Samples.ONE),
                        Samples.raceFound(),
                        Samples.notStarted(Samples.QUEUE))),
                Samples.guide(),
                COLOR));
    all.put(
        "scorecard-selected-passed.txt",
        () ->
            ScorecardText.render(
                new Scorecard(List.of(Samples.passed(Samples.DATABASE, Samples.ALL))),
                Samples.selected("graders/target/racecourse/report.html"),
                UNICODE));
    all.put(
        "scorecard-selected-not-started.txt",
        () ->
            ScorecardText.render(
                new Scorecard(List.of(Samples.notStarted(Samples.DATABASE))),
                Samples.selected(null),
                UNICODE));
    all.put(
        "failure-deadlock.txt",
        () -> {
          var check =
              Samples.failed(
                  Samples.DATABASE.checks().get(1),
                  EngineId.EXPLORER,
                  Samples.twoTransfers(),
                  new racecourse.engine.model.Effort(5, 1, false, 0, 0, 5));
          return ScorecardText.explain(Samples.raceFound(), check, Samples.guide(), UNICODE);
        });
    all.put("page-traces.html", () -> page(Samples.traces(), Samples.guide()));
    Traces.all()
        .forEach(
            (name, finding) -> {
              for (Look look : List.of(UNICODE, ASCII, COLOR)) {
                String suffix =
                    look == ASCII ? ".ascii.txt" : look == COLOR ? ".color.txt" : ".txt";
                all.put(
                    "failure-" + name + suffix,
                    () ->
                        ScorecardText.explain(
                            Samples.raceFound(), Samples.found(finding), Samples.guide(), look));
              }
            });
    schedules()
        .forEach(
            (name, steps) -> {
              for (Theme theme : Theme.values()) {
                String suffix = theme == Theme.ASCII ? ".ascii.txt" : ".txt";
                all.put(
                    "schedule-" + name + suffix,
                    () ->
                        String.join("\n", ScheduleText.lines(steps, theme))
                            + "\n"
                            + String.join("\n", ScheduleText.standstill(steps, theme))
                            + "\n");
              }
            });
    return all;
  }

  /** Style and script are files of their own; a golden page is about what stands between them. */
  private static String page(Scorecard card, Guide guide) {
    return HtmlPage.render(card, guide, Samples.sources())
        .replace(Html.resource("page.css"), "")
        .replace(Html.resource("page.js"), "")
        .replaceAll("'sha256-[^']*'", "'sha256'");
  }

  @TestFactory
  Stream<DynamicTest> everyRenderingIsTheOneThatWasLookedAt() {
    return renderings().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(), () -> Golden.check(entry.getKey(), entry.getValue().get())));
  }

  @TestFactory
  Stream<DynamicTest> noTerminalLineIsWiderThanTheScreen() {
    return renderings().entrySet().stream()
        .filter(
            entry ->
                entry.getKey().startsWith("scorecard-") || entry.getKey().startsWith("failure-"))
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(
                                entry.getValue().get().replaceAll("\u001b\\[[0-9;]*m", "").lines())
                            .allSatisfy(
                                line ->
                                    assertThat(Plain.width(line))
                                        .as(line)
                                        .isLessThanOrEqualTo(79))));
  }

  @TestFactory
  Stream<DynamicTest> asciiIsAscii() {
    return renderings().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".ascii.txt"))
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> assertThat(entry.getValue().get()).matches("(?s)[\\x20-\\x7e\\n]*")));
  }

  @Test
  void everyGoldenFileIsARendering() throws IOException {
    // While they are written anew, the set is complete only at the end.
    assumeFalse(Golden.updating());
    try (Stream<Path> files = Files.list(Golden.FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(renderings().keySet());
    }
  }
}
