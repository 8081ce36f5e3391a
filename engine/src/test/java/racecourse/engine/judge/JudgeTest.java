package racecourse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static racecourse.engine.model.EngineId.EXPLORER;
import static racecourse.engine.model.EngineId.FUZZ;
import static racecourse.engine.model.EngineId.VMLENS;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Verdict;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

class JudgeTest {
  private static final Set<EngineId> ALL = EnumSet.allOf(EngineId.class);

  private static Check check(Set<EngineId> engines) {
    return Check.named("one", "One").points(3).ask("q", engines, scene -> {}).build();
  }

  private static Observation observation(EngineId engine, String word) {
    Effort effort =
        engine == FUZZ ? new Effort(0, 0, false, 50, 9, 5) : new Effort(100, 2, true, 0, 0, 7);
    Finding finding = Finding.of(Kind.DATA_RACE, "Found by " + engine.id() + ".");
    return switch (word) {
      case "clean" -> new Observation.Clean(engine, effort);
      case "empty" -> new Observation.Clean(engine, Effort.NONE);
      case "found" -> new Observation.Found(engine, finding, effort);
      case "suspected" -> new Observation.Suspected(engine, finding, effort);
      case "abstained" -> new Observation.Abstained(engine, "It abstained.", effort);
      case "fault" -> new Observation.DidNotRun(engine, "It did not run.");
      default -> throw new AssertionError(word);
    };
  }

  private static CheckResult judge(String explorer, String fuzz, String vmlens) {
    Map<EngineId, Observation> seen = new EnumMap<>(EngineId.class);
    Set<EngineId> engines = EnumSet.noneOf(EngineId.class);
    Map<EngineId, String> words = Map.of(EXPLORER, explorer, FUZZ, fuzz, VMLENS, vmlens);
    words.forEach(
        (engine, word) -> {
          if (!word.equals("-")) {
            engines.add(engine);
            if (!word.equals("missing")) {
              seen.put(engine, observation(engine, word));
            }
          }
        });
    return Judge.judge(check(engines), seen);
  }

  @ParameterizedTest(name = "explorer {0}, fuzz {1}, vmlens {2}: {3}")
  @CsvSource({
    // All who had to look have looked.
    "clean, clean, clean, passed",
    "clean, clean, -, passed",
    "-, clean, -, passed",
    "-, -, clean, passed",
    // One failure is enough, whoever saw it and whatever the others did.
    "found, clean, clean, failed",
    "clean, found, clean, failed",
    "clean, clean, found, failed",
    "found, fault, abstained, failed",
    "fault, found, clean, failed",
    "abstained, abstained, found, failed",
    "missing, found, missing, failed",
    // What vmlens suspects costs nothing by itself.
    "clean, clean, suspected, passed",
    "found, clean, suspected, failed",
    "fault, clean, suspected, not-graded",
    // Who did not run cannot vouch.
    "clean, clean, fault, not-graded",
    "clean, fault, clean, not-graded",
    "fault, clean, clean, not-graded",
    "clean, clean, missing, not-graded",
    "clean, missing, clean, not-graded",
    "missing, clean, clean, not-graded",
    "clean, clean, empty, not-graded",
    "clean, empty, clean, not-graded",
    "empty, clean, clean, not-graded",
    "-, empty, -, not-graded",
    // vmlens may abstain; the others may not.
    "clean, clean, abstained, passed",
    "abstained, clean, clean, not-graded",
    "clean, abstained, clean, not-graded",
    "-, -, abstained, not-graded",
    "-, clean, abstained, passed",
    "-, -, suspected, passed",
  })
  void agreement(String explorer, String fuzz, String vmlens, String verdict) {
    CheckResult result = judge(explorer, fuzz, vmlens);

    assertThat(result.verdict().id()).isEqualTo(verdict);
    assertThat(result.points()).isEqualTo(verdict.equals("passed") ? 3 : 0);
    assertThat(result.message().isEmpty()).isEqualTo(verdict.equals("passed"));
    assertThat(result.finding() != null).isEqualTo(verdict.equals("failed"));
  }

  @ParameterizedTest
  @CsvSource({
    "found, found, found, explorer",
    "clean, found, found, fuzz",
    "clean, clean, found, vmlens",
    "found, clean, suspected, explorer",
  })
  void theFindingWithTheBestExplanationIsShown(
      String explorer, String fuzz, String vmlens, String engine) {
    CheckResult result = judge(explorer, fuzz, vmlens);

    assertThat(result.engine().id()).isEqualTo(engine);
    assertThat(result.message()).isEqualTo("Found by " + engine + ".");
    assertThat(result.observations()).hasSize(3);
  }

  @Test
  void effortsAreMerged() {
    assertThat(judge("clean", "clean", "clean").effort())
        .isEqualTo(new Effort(100, 2, true, 50, 9, 19));
  }

  private static Exercise chain() {
    return Exercise.named("toy", 1, "Toy")
        .check(Check.named("a", "A").points(1).ask("q", ALL, scene -> {}))
        .check(Check.named("b", "B").points(2).needs("a").ask("q", ALL, scene -> {}))
        .check(Check.named("c", "C").points(4).needs("b").ask("q", ALL, scene -> {}))
        .check(Check.named("d", "D").points(8).ask("q", ALL, scene -> {}))
        .build();
  }

  private static ExerciseResult judge(Map<String, String> words) {
    Map<String, Map<EngineId, Observation>> all = new HashMap<>();
    for (Check check : chain().checks()) {
      Map<EngineId, Observation> seen = new EnumMap<>(EngineId.class);
      for (EngineId engine : ALL) {
        seen.put(engine, observation(engine, words.getOrDefault(check.id(), "clean")));
      }
      all.put(check.id(), seen);
    }
    return Judge.judge(chain(), all);
  }

  @Test
  void allPassed() {
    ExerciseResult result = judge(Map.of());

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.points()).isEqualTo(15);
    assertThat(result.message()).isEmpty();
  }

  @Test
  void aCheckIsNotLookedAtUntilThoseItNeedsPass() {
    ExerciseResult result = judge(Map.of("a", "found"));

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.points()).isEqualTo(8);
    assertThat(result.checks())
        .extracting(CheckResult::after)
        .containsExactly(null, "a", "a", null);
    assertThat(result.checks().get(2).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.checks().get(2).message()).isEqualTo("Not looked at until 'a' passes.");
    assertThat(result.checks().get(2).finding().kind()).isEqualTo(Kind.DATA_RACE);
  }

  @Test
  void oneCheckNotGradedLeavesTheOthersTheirPoints() {
    ExerciseResult result = judge(Map.of("a", "fault"));

    assertThat(result.verdict()).isEqualTo(Verdict.NOT_GRADED);
    assertThat(result.points()).isEqualTo(14);
    assertThat(result.message()).isEqualTo("Check 'a' could not be graded: It did not run.");
  }

  @Test
  void aFailureOutweighsACheckNotGraded() {
    assertThat(judge(Map.of("a", "fault", "d", "found")).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void withoutRunningEveryCheckHasTheSameVerdict() {
    Finding finding = Finding.of(Kind.COMPILE_ERROR, "It does not compile.");

    assertThat(Judge.refused(chain(), finding).checks())
        .hasSize(4)
        .allSatisfy(
            check -> {
              assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
              assertThat(check.finding()).isEqualTo(finding);
            });
    assertThat(Judge.refused(chain(), finding).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(Judge.notStarted(chain(), "Nothing yet.").checks())
        .allMatch(check -> check.verdict() == Verdict.NOT_STARTED);
    assertThat(Judge.notStarted(chain(), "Nothing yet.").verdict()).isEqualTo(Verdict.NOT_STARTED);
    assertThat(Judge.notGraded(chain(), "Kit fault.").verdict()).isEqualTo(Verdict.NOT_GRADED);
    assertThat(Judge.notGraded(chain(), "Kit fault.").maxPoints()).isEqualTo(15);
  }
}
