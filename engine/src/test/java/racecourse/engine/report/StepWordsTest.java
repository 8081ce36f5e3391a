package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import racecourse.engine.model.Action;

class StepWordsTest {
  private final Plain plain = new Plain(Theme.UNICODE);

  @Test
  void aNumberThatTellsTwoObjectsApartIsNeverCut() {
    assertThat(new StepWords("writes", "cents#2", "100").fit(18, Action.WRITE, plain))
        .isEqualTo("writes cen…#2: 100");
    assertThat(new StepWords("locks", "Account#2", "").fit(13, Action.LOCK, plain))
        .isEqualTo("locks Acco…#2");
  }

  @Test
  void otherNamesAreCutAtTheirEnd() {
    assertThat(new StepWords("writes", "balances", "100").fit(18, Action.WRITE, plain))
        .isEqualTo("writes balan…: 100");
  }
}
