package racecourse.graders.cli;

import java.util.ArrayList;
import java.util.List;
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
import racecourse.engine.scene.Grader;

/** Three exercises that nobody has to solve. */
final class FakeCourse {

  static final Exercise ONE = exercise("one", 1);
  static final Exercise TWO = exercise("two", 2);
  static final Exercise THREE = exercise("three", 3);

  private FakeCourse() {}

  static List<Grader> graders() {
    return List.of(() -> ONE, () -> TWO, () -> THREE);
  }

  private static Exercise exercise(String id, int number) {
    return Exercise.named(id, number, "Exercise " + id)
        .types("Thing")
        .check(Check.named("simple", "does the simple thing").points(2).ask("q", scene -> {}))
        .check(Check.named("hard", "does the hard thing").points(3).ask("q", scene -> {}))
        .build();
  }

  static ExerciseResult passed(Exercise exercise) {
    List<CheckResult> checks = new ArrayList<>();
    Effort effort = new Effort(12, 2, true, 100, 1, 30);
    for (Check check : exercise.checks()) {
      checks.add(
          new CheckResult(
              check.id(),
              check.title(),
              Verdict.PASSED,
              check.points(),
              check.points(),
              "",
              null,
              null,
              effort,
              null,
              List.of()));
    }
    return new ExerciseResult(exercise.id(), exercise.title(), Verdict.PASSED, "", checks);
  }

  static ExerciseResult notStarted(Exercise exercise) {
    List<CheckResult> checks = new ArrayList<>();
    for (Check check : exercise.checks()) {
      checks.add(
          new CheckResult(
              check.id(),
              check.title(),
              Verdict.NOT_STARTED,
              0,
              check.points(),
              "",
              null,
              null,
              Effort.NONE,
              null,
              List.of()));
    }
    return new ExerciseResult(exercise.id(), exercise.title(), Verdict.NOT_STARTED, "", checks);
  }

  /** Earns the points of the first check; the second fails with this message. */
  static ExerciseResult failed(Exercise exercise, String message) {
    return failedFor(
        exercise,
        Finding.of(Kind.LOST_UPDATE, message).at("racecourse/" + exercise.id() + "/Thing.java", 7));
  }

  /** Earns the points of the first check; the second fails for this reason. */
  static ExerciseResult failedFor(Exercise exercise, Finding finding) {
    Effort effort = new Effort(3, 1, false, 0, 0, 4);
    Check hard = exercise.checks().get(1);
    List<CheckResult> checks =
        List.of(
            passed(exercise).checks().get(0),
            new CheckResult(
                hard.id(),
                hard.title(),
                Verdict.FAILED,
                0,
                hard.points(),
                finding.message(),
                finding,
                EngineId.EXPLORER,
                effort,
                null,
                List.of(new Observation.Found(EngineId.EXPLORER, finding, effort))));
    return new ExerciseResult(exercise.id(), exercise.title(), Verdict.FAILED, "", checks);
  }
}
