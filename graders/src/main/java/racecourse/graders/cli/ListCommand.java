package racecourse.graders.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/** {@code list}: the course at a glance. */
@Command(name = "list", description = "Lists the exercises.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private final World world;
  private final List<Grader> course;

  ListCommand(World world, List<Grader> course) {
    this.world = world;
    this.course = course;
  }

  @Override
  public Integer call() {
    List<Exercise> exercises = course.stream().map(Grader::exercise).toList();
    int width = exercises.stream().mapToInt(exercise -> exercise.id().length()).max().orElse(1);
    for (Exercise exercise : exercises) {
      world
          .out()
          .printf(
              "%02d  %-" + width + "s  %3d points  %s%n",
              exercise.number(),
              exercise.id(),
              exercise.maxPoints(),
              exercise.title());
    }
    return ExitCode.ALL_PASSED;
  }
}
