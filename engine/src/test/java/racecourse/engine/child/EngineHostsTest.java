package racecourse.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineHostsTest {

  @ParameterizedTest
  @CsvSource({"17, 2, false", "24, 2, false", "25, 2, true", "25, 3, true", "25, 8, false"})
  void aVerdictDoesNotHangOnTheCommonPoolOfASmallMachine(
      int feature, int processors, boolean widened) {
    assertThat(
            EngineHosts.fuzzOptions(feature, processors).stream()
                .anyMatch(option -> option.endsWith("common.parallelism=3")))
        .isEqualTo(widened);
  }
}
