package racecourse.graders.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/**
 * The command line in a JVM of its own, with verdicts from a file {@code verdict} beside the
 * sources of each exercise: {@code pass}, {@code hang}, or the message of a failure. Without the
 * file the exercise is not started.
 */
final class FakeMain {

  private FakeMain() {}

  public static void main(String[] args) {
    int exit = Cli.run(World.real(), FakeMain::grade, FakeCourse.graders(), args);
    System.exit(exit);
  }

  private static Scorecard grade(
      Path sources, List<Grader> selected, Grades.Plan plan, Grades.News news) throws Exception {
    List<ExerciseResult> results = new ArrayList<>();
    for (Grader grader : selected) {
      Exercise exercise = grader.exercise();
      Path verdict = sources.resolve("racecourse").resolve(exercise.id()).resolve("verdict");
      ExerciseResult result;
      if (!Files.exists(verdict)) {
        result = FakeCourse.notStarted(exercise);
      } else {
        String word = Files.readString(verdict);
        if (word.equals("hang")) {
          new CountDownLatch(1).await();
        }
        result =
            word.equals("pass") ? FakeCourse.passed(exercise) : FakeCourse.failed(exercise, word);
      }
      news.graded(result);
      results.add(result);
    }
    return new Scorecard(results);
  }
}
