package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

class ScheduleTextTest {

  private static Step step(String thread, Action action, String subject) {
    return Samples.step(thread, "racecourse/x/X.java", 3, action, subject, null);
  }

  @Test
  void noStepsNoTable() {
    assertThat(ScheduleText.lines(List.of(), Theme.UNICODE)).isEmpty();
    assertThat(ScheduleText.standstill(List.of(), Theme.UNICODE)).isEmpty();
  }

  @Test
  void theBarLastsFromLockToUnlock() {
    List<String> lines =
        ScheduleText.lines(
            List.of(
                step("a", Action.LOCK, "l"),
                step("b", Action.READ, "x"),
                step("a", Action.UNLOCK, "l"),
                step("b", Action.READ, "x")),
            Theme.UNICODE);
    assertThat(lines.stream().map(line -> line.contains("▌")))
        .containsExactly(false, false, true, true, false, false, false);
  }

  @Test
  void aLockTakenTwiceIsHeldUntilItIsGivenBackTwice() {
    List<Step> steps =
        List.of(
            step("a", Action.LOCK, "l"),
            step("a", Action.LOCK, "l"),
            step("a", Action.UNLOCK, "l"),
            step("b", Action.BLOCKED, "l"));
    assertThat(ScheduleText.standstill(steps, Theme.UNICODE))
        .containsExactly("b waits to lock l since step 4, which is held by a.");
  }

  @Test
  void aThreadThatWaitsForAConditionIsNotSaidToHoldItsLock() {
    List<Step> steps =
        List.of(
            step("a", Action.LOCK, "l"),
            step("a", Action.WAIT, "notEmpty"),
            step("b", Action.LOCK, "l"),
            step("b", Action.END, ""));
    assertThat(ScheduleText.lines(steps, Theme.UNICODE).get(3)).doesNotContain("▌");
    assertThat(ScheduleText.standstill(steps, Theme.UNICODE))
        .containsExactly("a waits for notEmpty since step 2.");
  }

  @Test
  void aThreadThatWaitsWithALockThatAnotherWantsHoldsIt() {
    List<Step> steps =
        List.of(
            step("a", Action.LOCK, "l"),
            step("a", Action.WAIT, "queue"),
            step("b", Action.BLOCKED, "l"));
    assertThat(ScheduleText.standstill(steps, Theme.UNICODE))
        .containsExactly(
            "a holds l and waits for queue since step 2.",
            "b waits to lock l since step 3, which is held by a.");
  }

  @Test
  void aThreadThatLocksItselfOutIsSaidSo() {
    List<Step> steps = List.of(step("a", Action.LOCK, "l"), step("a", Action.BLOCKED, "l"));
    assertThat(ScheduleText.standstill(steps, Theme.UNICODE))
        .containsExactly("a holds l, waits to lock l, which is held by itself");
  }

  @Test
  void whatIsNotedIsShownHoweverLongTheSchedule() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      steps.add(step("thread " + i % 9, Action.READ, "other"));
    }
    steps.set(1234, step("writer", Action.WRITE, "value"));
    steps.set(
        4321,
        new Step(
            "thread 3",
            "racecourse/x/X.java",
            9,
            Action.WRITE,
            "value",
            "7",
            "overwrites step 1235"));
    List<String> lines = ScheduleText.lines(steps, Theme.UNICODE);
    assertThat(lines).hasSizeLessThanOrEqualTo(20);
    assertThat(lines).anyMatch(line -> line.contains("4322 │") && line.contains("◀"));
    assertThat(lines).anyMatch(line -> line.contains("1235 │"));
  }

  @RepeatedTest(200)
  void anyScheduleIsATableOfRightWidth(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String[] names = {
      "a",
      "producer",
      "更新スレッド",
      "thread-with-a-very-long-name-indeed",
      "",
      "\u001b[31m",
      "e\u0301",
      "main"
    };
    String[] notes = {"overwrites step 3", "x".repeat(300), "漢字".repeat(30), "", "step 999999"};
    List<Step> steps = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      steps.add(
          new Step(
              names[random.nextInt(names.length)],
              random.nextInt(5) == 0
                  ? null
                  : "racecourse/x/" + names[random.nextInt(names.length)] + "Class.java",
              random.nextInt(2000),
              Action.values()[random.nextInt(Action.values().length)],
              names[random.nextInt(names.length)].repeat(random.nextInt(4)),
              random.nextBoolean() ? null : names[random.nextInt(names.length)],
              random.nextInt(6) == 0 ? notes[random.nextInt(notes.length)] : null));
    }
    for (Theme theme : Theme.values()) {
      List<String> lines = ScheduleText.lines(steps, theme);
      assertThat(lines)
          .allSatisfy(line -> assertThat(Plain.width(line)).as(line).isLessThanOrEqualTo(79));
      assertThat(lines)
          .allSatisfy(line -> assertThat(line.codePoints().noneMatch(Plain::isUnsafe)).isTrue());
      ScheduleText.standstill(steps, theme);
    }
  }
}
