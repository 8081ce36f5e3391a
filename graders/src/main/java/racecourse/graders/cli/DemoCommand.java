package racecourse.graders.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import racecourse.engine.scene.Grader;

/** {@code demo}: runs the present classes in small programs to watch. It grades nothing. */
@Command(
    name = "demo",
    description = "Runs an exercise's present classes in a small program to watch. Grades nothing.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private final World world;
  private final List<Grader> course;

  @Parameters(
      paramLabel = "SUBMISSION",
      description = "The folder with racecourse/ID/*.java, or a clone of the repository.")
  private String submission = "";

  @Option(
      names = {"-e", "--exercise"},
      paramLabel = "ID",
      split = ",",
      description = "The exercise; several with commas between them.")
  private List<String> ids = new ArrayList<>();

  DemoCommand(World world, List<Grader> course) {
    this.world = world;
    this.course = course;
  }

  @Override
  public Integer call() throws BadUsage {
    if (ids.isEmpty()) {
      throw new BadUsage(
          "Name the exercise to watch, -Dexercise=ID with Maven and --exercise ID without; there"
              + " are "
              + String.join(", ", course.stream().map(grader -> grader.exercise().id()).toList())
              + ".");
    }
    List<Grader> selected = Selection.of(course, ids);
    Path root = Handin.find(submission, world.here()).root();
    int worst = ExitCode.ALL_PASSED;
    for (Grader grader : selected) {
      worst = Math.max(worst, new DemoRun(world).run(root, grader));
    }
    return worst;
  }
}
