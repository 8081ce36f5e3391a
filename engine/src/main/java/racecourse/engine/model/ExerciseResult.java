package racecourse.engine.model;

import java.util.List;

/**
 * The verdict on one exercise.
 *
 * @param id the exercise's id
 * @param title its title
 * @param verdict the verdict
 * @param message one sentence about the exercise as a whole, such as why it could not be graded;
 *     often empty
 * @param checks its checks, in the order of the course
 */
public record ExerciseResult(
    String id, String title, Verdict verdict, String message, List<CheckResult> checks) {

  public ExerciseResult {
    checks = List.copyOf(checks);
  }

  /** Points earned. */
  public int points() {
    return checks.stream().mapToInt(CheckResult::points).sum();
  }

  /** Points to earn. */
  public int maxPoints() {
    return checks.stream().mapToInt(CheckResult::maxPoints).sum();
  }
}
