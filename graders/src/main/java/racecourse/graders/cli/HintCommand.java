package racecourse.graders.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import racecourse.engine.report.Look;
import racecourse.engine.report.Palette;
import racecourse.engine.report.Theme;
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

  @Option(
      names = "--no-color",
      description = "No colour. NO_COLOR in the environment does the same.")
  private boolean noColor;

  @Option(names = "--ascii", description = "Only ASCII characters.")
  private boolean ascii;

  @Option(names = "--work", paramLabel = "DIR", description = "The work folder of the grading.")
  private @Nullable Path work;

  HintCommand(World world, List<Grader> course) {
    this.world = world;
    this.course = course;
  }

  @Override
  public Integer call() throws BadUsage {
    List<Grader> selected = Selection.of(course, ids);
    Handin handin = Handin.find(submission, world.here());
    Theme theme = ascii ? Theme.ASCII : Theme.of(world.charset());
    Palette palette = noColor ? Palette.NONE : Palette.of(world.terminal(), world.environment());
    Path folder = work == null ? world.home() : world.here().resolve(work).normalize();
    NextHint hint = new NextHint(handin.root(), folder, new Look(theme, palette));
    world.out().print(hint.next(selected.stream().map(Grader::exercise).toList()));
    world.out().flush();
    return ExitCode.ALL_PASSED;
  }
}
