package racecourse.graders.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import racecourse.engine.scene.Grader;

/** {@code hint}: opens the next hint. It grades nothing. */
@Command(
    name = "hint",
    description =
        "Shows the next hint for the first check that failed when the submission was last graded.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class HintCommand implements Callable<Integer> {

  private final World world;
  private final List<Grader> course;

  @Parameters(paramLabel = "SUBMISSION", description = "The folder that was graded.")
  private String submission = "";

  @Option(
      names = {"-e", "--exercise"},
      paramLabel = "ID",
      split = ",",
      description = "The exercise; if not given, the first that did not pass.")
  private List<String> ids = new ArrayList<>();

  @Mixin private SharedOptions shared = new SharedOptions();

  HintCommand(World world, List<Grader> course) {
    this.world = world;
    this.course = course;
  }

  @Override
  public Integer call() throws BadUsage {
    List<Grader> selected = Selection.of(course, ids);
    Handin handin = Handin.find(submission, world.here());
    NextHint hint = new NextHint(handin.root(), shared.work(world), shared.look(world));
    world.out().print(hint.next(selected.stream().map(Grader::exercise).toList()));
    world.out().flush();
    return ExitCode.ALL_PASSED;
  }
}
