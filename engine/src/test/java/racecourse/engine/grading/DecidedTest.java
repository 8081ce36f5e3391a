package racecourse.engine.grading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

class DecidedTest {
  private static final Exercise EXERCISE =
      Exercise.named("toy", 1, "A toy")
          .types("Toy")
          .check(Check.named("first", "the first").points(1).ask("q", scene -> {}).hint("h"))
          .check(
              Check.named("second", "the second")
                  .points(1)
                  .needs("first")
                  .ask("q", scene -> {})
                  .hint("h"))
          .check(
              Check.named("third", "the third")
                  .points(1)
                  .needs("second")
                  .ask("q", scene -> {})
                  .hint("h"))
          .check(Check.named("other", "another").points(1).ask("q", scene -> {}).hint("h"))
          .build();

  private final Decided decided = new Decided(EXERCISE);

  private static Observation found(EngineId engine) {
    return new Observation.Found(engine, Finding.of(Kind.STUCK, "It hangs."), Effort.NONE);
  }

  private boolean isLeftOut(EngineId engine, String check) {
    return decided.unwantedBy(engine).contains(check);
  }

  @Test
  void whatTheExplorerHasSeenFailTheOthersLeaveOut() {
    decided.observed("first", found(EngineId.EXPLORER));

    assertThat(isLeftOut(EngineId.FUZZ, "first")).isTrue();
    assertThat(isLeftOut(EngineId.VMLENS, "first")).isTrue();
    assertThat(isLeftOut(EngineId.EXPLORER, "first")).isFalse();
  }

  @Test
  void theExplorerStillLooksAtWhatAnotherHasSeenFail() {
    decided.observed("first", found(EngineId.FUZZ));

    assertThat(isLeftOut(EngineId.EXPLORER, "first")).isFalse();
    assertThat(isLeftOut(EngineId.VMLENS, "first")).isTrue();
  }

  @Test
  void nobodyLooksAtWhatNeedsAFailedCheck() {
    decided.observed("first", found(EngineId.FUZZ));

    for (EngineId engine : EngineId.values()) {
      assertThat(isLeftOut(engine, "second")).isTrue();
      assertThat(isLeftOut(engine, "third")).isTrue();
      assertThat(isLeftOut(engine, "other")).isFalse();
    }
  }

  @Test
  void aCleanLookDecidesNothing() {
    decided.observed("first", new Observation.Clean(EngineId.EXPLORER, Effort.NONE));

    for (EngineId engine : EngineId.values()) {
      assertThat(isLeftOut(engine, "first")).isFalse();
      assertThat(isLeftOut(engine, "second")).isFalse();
    }
  }
}
