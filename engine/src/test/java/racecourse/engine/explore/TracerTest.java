package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/** What the steps of a schedule say. */
class TracerTest {

  private static List<String> subjects(String program) throws Exception {
    return subjects("programs.Basics", program);
  }

  private static List<String> subjects(String table, String program) throws Exception {
    Stream<String> subjects =
        ProgramsTests.judge("racecourse." + table, program).result().steps().stream()
            .map(step -> step.subject());
    return subjects.distinct().toList();
  }

  @Test
  void tellsTheFieldsAndLocksOfTwoObjectsApart() throws Exception {
    assertThat(subjects("twoPurses")).containsExactly("Purse", "coins", "Purse#2", "coins#2");
  }

  @Test
  void doesNotNumberTheFieldsOfAnOnlyObject() throws Exception {
    assertThat(subjects("onePurse")).containsExactly("Purse", "coins");
  }

  @Test
  void tellsThreadsOfOneNameApart() throws Exception {
    List<Step> steps =
        ProgramsTests.judge("racecourse.programs.Locks", "newThreadsUnderOneMonitor")
            .result()
            .steps();
    assertThat(steps).extracting(Step::thread).contains("hand", "hand#2");
    assertThat(steps)
        .filteredOn(step -> step.action() == Action.START)
        .extracting(Step::subject)
        .containsExactly("hand", "hand#2");
  }

  @Test
  void callsATaskThatAPoolMakesInsideByWhatPeopleKnow() throws Exception {
    assertThat(subjects("streams.Streams", "orderInAPoolOfItsOwn"))
        .contains("ForkJoinTask.get()")
        .noneMatch(subject -> subject.startsWith("Adapted"));
  }
}
