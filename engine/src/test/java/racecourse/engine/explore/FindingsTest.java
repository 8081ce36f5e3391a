package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a finding of the explorer's says. */
class FindingsTest {

  @Test
  void namesTheCallThatAnsweredNullAsItStandsInTheSource() throws Exception {
    assertThat(ProgramsTests.judge("racecourse.programs.Basics", "aMapWithoutTheKey").words())
        .contains("the return value of \"Map.get()\" is null")
        .doesNotContain("$");
  }

  @Test
  void saysOfACallOnNothingThatItIsOne() throws Exception {
    assertThat(ProgramsTests.judge("racecourse.programs.Basics", "noMapAtAll").words())
        .contains("Cannot invoke \"java.util.Map.get(Object)\" on null")
        .doesNotContain("$");
  }
}
