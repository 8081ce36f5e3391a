package racecourse.engine.model;

import java.util.List;

/** The result of a grading run: every selected exercise, in the order of the course. */
public record Scorecard(List<ExerciseResult> exercises) {

  public Scorecard {
    exercises = List.copyOf(exercises);
  }

  /** Points earned. */
  public int points() {
    return exercises.stream().mapToInt(ExerciseResult::points).sum();
  }

  /** Points to earn. */
  public int maxPoints() {
    return exercises.stream().mapToInt(ExerciseResult::maxPoints).sum();
  }
}
