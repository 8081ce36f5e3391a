package racecourse.graders.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import racecourse.engine.report.Guide;
import racecourse.engine.report.Look;
import racecourse.engine.report.Palette;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.SourceText;

/** {@code watch}: grades an exercise whenever one of its files is saved. */
@Command(
    name = "watch",
    description = "Grades a submission, and then each exercise again whenever it is saved.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "While it runs: Enter grades again, h Enter shows a hint, q Enter quits."})
final class WatchCommand implements Callable<Integer> {

  private final World world;
  private final Grades grades;
  private final List<Grader> course;
  private final Supplier<Optional<String>> kit;
  private final Keys keys;

  @Parameters(paramLabel = "SUBMISSION", description = "As for grade.")
  private String submission = "";

  @Option(
      names = {"-e", "--exercise"},
      paramLabel = "ID",
      split = ",",
      description = "Watch only this exercise; may be given several times.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result of each grading as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report of each grading as one page.")
  private @Nullable Path html;

  @Option(
      names = "--fresh",
      description = "Grade everything anew, also what passed and is unchanged since.")
  private boolean fresh;

  @Mixin private SharedOptions shared = new SharedOptions();

  WatchCommand(
      World world, Grades grades, List<Grader> course, Keys keys, Supplier<Optional<String>> kit) {
    this.world = world;
    this.grades = grades;
    this.course = course;
    this.kit = kit;
    this.keys = keys;
  }

  @Override
  public Integer call() throws BadUsage {
    List<Grader> watched = Selection.of(course, ids);
    Handin handin = Handin.find(submission, world.here());
    Look look = shared.look(world);
    try (WorkFolder folder = shared.claim(world)) {
      NextHint hint = new NextHint(handin.root(), folder.path(), look);
      Watch.Round round =
          (selected, anew) -> grade(handin, selected, anew || fresh, folder.path(), look);
      new Watch(handin.root(), watched, keys, round, hint, world.out()).run();
      return ExitCode.ALL_PASSED;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return ExitCode.NOT_GRADED;
    }
  }

  private void grade(Handin handin, List<Grader> selected, boolean anew, Path folder, Look look) {
    long begin = System.nanoTime();
    if (look.palette() == Palette.COLOR) {
      // A terminal that shows colours can be cleared, too.
      world.out().print("\u001b[2J\u001b[H");
    }
    Path page = html == null ? null : world.here().resolve(html).normalize();
    List<Exercise> exercises = course.stream().map(Grader::exercise).toList();
    Guide guide =
        Signs.guide(handin, exercises, selected.size() < course.size(), page, null, world);
    Outputs outputs = new Outputs();
    if (json != null) {
      outputs.json(world.here().resolve(json));
    }
    if (page != null) {
      outputs.page(page, guide, file -> SourceText.read(handin.root(), file));
    }
    Grades.Plan plan = new Grades.Plan(folder, Job.Level.NORMAL, GradeCommand.USUAL_SEED);
    Grades remembering = new Remembering(grades, kit, Remembering.old(handin, anew, world));
    GradeRun run = new GradeRun(world, guide, look, selected, outputs, false);
    try {
      run.run(remembering, handin, plan);
    } catch (BadUsage e) {
      world.err().println(e.getMessage());
    }
    world.out().printf("%n Graded in %.1f s.%n", (System.nanoTime() - begin) / 1e9);
    world.out().flush();
    // The next one is saved while this one is being read.
    grades.expect(course, plan);
  }
}
