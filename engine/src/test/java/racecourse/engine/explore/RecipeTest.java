package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  private static final String PACKAGE = "racecourse.toy.";

  @Test
  void saysOnlyTheChoicesThatAreNotTheDefault() {
    Recipe recipe =
        new Recipe("check/question", new byte[] {0, 0, 1, 0, 12}, List.of("racecourse/toy/A$B.x"));

    String text = recipe.text(PACKAGE);

    assertThat(text).isEqualTo("check/question:2-1_4-12;~A+B.x");
    Recipe read = Recipe.parse(text, PACKAGE);
    assertThat(read.question()).isEqualTo("check/question");
    assertThat(read.choices()).containsExactly(0, 0, 1, 0, 12);
    assertThat(read.points()).containsExactly("racecourse/toy/A$B.x");
  }

  @Test
  void theDefaultScheduleHasNoChoices() {
    String text = new Recipe("check/question", new byte[0], List.of()).text(PACKAGE);

    assertThat(text).isEqualTo("check/question:");
    assertThat(Recipe.parse(text, PACKAGE).choices()).isEmpty();
    assertThat(Recipe.parse(text, PACKAGE).points()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "check/question",
        "c/q:1",
        "c/q:x-1",
        "c/q:1--1",
        "c/q:3-1_2-1",
        "c/q:9999999-1"
      })
  void whatIsNoScheduleIsRefusedInASentence(String text) {
    assertThatThrownBy(() -> Recipe.parse(text, PACKAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no schedule");
  }
}
