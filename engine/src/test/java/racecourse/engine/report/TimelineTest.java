package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;
import racecourse.engine.report.Timeline.Condition;
import racecourse.engine.report.Timeline.Link;
import racecourse.engine.report.Timeline.Position;
import racecourse.engine.report.Timeline.Tie;
import racecourse.engine.report.Timeline.Waits;

class TimelineTest {

  private static Timeline of(String text) {
    return Timeline.of(Traces.of("racecourse/x/X.java", text));
  }

  private static Position position(Timeline timeline, int step, String thread) {
    return timeline.after(List.of(step)).get(0).threads().stream()
        .filter(position -> position.thread().equals(thread))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyMomentKnowsWhereWhoIsAndWhatTheVariablesHold() {
    Timeline timeline =
        of(
            """
            a | 1 | lock l
            a | 2 | read n: 0
            b | 1 | blocked l
            a | 3 | write n: 1
            a | 4 | unlock l
            b | 1 | lock l
            b | 2 | read n: 1
            """);
    assertThat(position(timeline, 1, "b").condition()).isEqualTo(Condition.NOT_BEGUN);
    assertThat(position(timeline, 2, "a").holds()).containsExactly("l");
    assertThat(position(timeline, 2, "b").condition()).isEqualTo(Condition.WAITS);
    assertThat(timeline.owner(2, "l")).isEqualTo("a");
    assertThat(position(timeline, 4, "a").holds()).isEmpty();
    assertThat(position(timeline, 5, "b").condition()).isEqualTo(Condition.RUNS);
    assertThat(timeline.after(List.of(1, 3, 6)).stream().map(m -> m.values().get("n")))
        .containsExactly("0", "1", "1");
    assertThat(timeline.holdings().stream().map(h -> h.thread() + h.from() + "-" + h.to()))
        .containsExactly("a0-4", "b5-7");
    assertThat(timeline.waitsForGood()).isEmpty();
    assertThat(timeline.cycle()).isEmpty();
  }

  @Test
  void whoWaitsOnAMonitorHasGivenItBack() {
    Timeline timeline =
        of(
            """
            a | 1 | lock m
            a | 2 | wait m
            b | 1 | lock m
            b | 2 | notify m: 1 thread
            b | 3 | unlock m
            a | 2 | resume m
            """);
    assertThat(timeline.holds(1, "a")).isEmpty();
    assertThat(timeline.holds(2, "b")).containsExactly("m");
    assertThat(timeline.holds(5, "a")).containsExactly("m");
    assertThat(timeline.links()).containsExactly(new Link(Tie.WAKES, 3, 5));
  }

  @Test
  void whoIsWokenIsOnlySaidWhenItIsCertain() {
    Timeline timeline =
        of(
            """
            a | 2 | wait c
            b | 5 | notify c
            b | 6 | notify c
            a | 2 | resume c
            """);
    assertThat(timeline.links()).isEmpty();
  }

  @Test
  void aCallThatIsWrittenDownTwiceGoesOnTheSecondTime() {
    Timeline timeline =
        of(
            """
            a | 2 | wait c
            b | 5 | notify c
            a | 2 | wait c
            a | 3 | read n: 1
            """);
    assertThat(timeline.step(2).action()).isEqualTo(Action.RESUME);
    assertThat(timeline.wokenBy(1).map(Step::thread)).hasValue("a");
  }

  @Test
  void aCycleGoesRoundLocksAndJoins() {
    Timeline timeline =
        of(
            """
            a | 1 | lock l
            a | 2 | join b
            b | 1 | blocked l
            """);
    assertThat(timeline.cycle().stream().map(Timeline.Wait::thread)).containsExactly("a", "b");
    assertThat(timeline.cycle().get(0).what()).isEqualTo(Waits.END);
  }

  @Test
  void whoeverJoinedAThreadThatDoesNotWaitMayHaveReturned() {
    assertThat(
            of("""
                    b | 1 | read n: 1
                    a | 2 | join b
                    """)
                .waitsForGood())
        .isEmpty();
  }

  @Test
  void aNotificationThatNobodyHearsDoesTheDamage() {
    Timeline timeline =
        Timeline.of(
            stuck(
                """
                setter | 8 | notify event: nobody waits
                getter | 3 | wait event
                """));
    assertThat(timeline.step(0).note()).isEqualTo("nobody hears it");
    assertThat(timeline.step(1).note()).isNull();
  }

  @Test
  void aNotificationOfSomethingElseDoesNone() {
    Timeline timeline =
        Timeline.of(
            stuck(
                """
                setter | 8 | notify other: nobody waits
                getter | 3 | wait event
                """));
    assertThat(timeline.step(0).note()).isNull();
    assertThat(timeline.step(1).note()).isEqualTo("waits for ever");
  }

  private static Finding stuck(String steps) {
    return new Finding(
        Kind.STUCK, "Stuck.", null, "Event.java", 3, Traces.of("Event.java", steps), "", "");
  }

  @Test
  void theLastWishOfADeadlockClosesTheCycle() {
    Timeline timeline = Timeline.of(Traces.lockOrder());
    assertThat(timeline.cycle().stream().map(Timeline.Wait::thread))
        .containsExactly("reader", "updater 2");
    assertThat(timeline.step(24).note()).isEqualTo("closes the cycle");
  }

  @Test
  void theSecondAccessOfARaceIsMarked() {
    Timeline timeline = Timeline.of(Traces.plainFlag());
    Step last = timeline.step(timeline.size() - 1);
    assertThat(last.thread()).isEqualTo("main");
    assertThat(last.action()).isEqualTo(Action.WRITE);
    assertThat(last.note()).startsWith("not ordered after step ");
  }

  @Test
  void aScheduleThatTellsAllIsLeftAsItIs() {
    List<Step> steps = new ArrayList<>(Timeline.of(Traces.plainFlag()).steps());
    Finding whole =
        new Finding(
            Kind.DATA_RACE,
            Traces.plainFlag().message(),
            null,
            Traces.plainFlag().file(),
            Traces.plainFlag().line(),
            steps,
            "",
            "Event.happened");
    assertThat(Timeline.of(whole).steps()).isEqualTo(steps);
  }

  @Test
  void aNoteOfSomebodyElseIsNotOverruled() {
    assertThat(Timeline.of(Samples.lostUpdate()).steps()).isEqualTo(Samples.race());
  }

  @Test
  void whoLooksAgainOverwritesNothing() {
    List<Step> steps =
        Traces.of(
            "racecourse/x/X.java",
            """
            a | 1 | read n: 0
            b | 1 | read n: 0
            b | 2 | write n: 1
            a | 1 | read n: 1
            a | 2 | write n: 2
            """);
    Finding finding = new Finding(Kind.LOST_UPDATE, "Lost.", null, null, 0, steps, "", "X.n");
    assertThat(Timeline.of(finding).steps()).isEqualTo(steps);
  }

  @Test
  void aVeryLongScheduleIsQuicklyFolded() {
    List<Step> steps = new ArrayList<>();
    IntStream.range(0, 4000)
        .forEach(
            i ->
                steps.add(
                    new Step("t" + i % 12, "X.java", i, Action.LOCK, "l" + i % 7, "" + i, null)));
    Excerpt excerpt = new Excerpt(Timeline.of(steps), 12, 48);
    assertThat(excerpt.rows()).hasSizeLessThanOrEqualTo(48);
    assertThat(excerpt.steps()).isSorted().doesNotHaveDuplicates();
  }
}
