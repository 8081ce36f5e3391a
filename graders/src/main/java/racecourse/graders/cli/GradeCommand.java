package racecourse.graders.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import racecourse.engine.model.Verdict;
import racecourse.engine.report.Guide;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.SourceText;

/** {@code grade}: grades a submission. */
@Command(
    name = "grade",
    description = "Grades a submission and prints the scorecard.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0 every selected exercise passed, 1 some did not, 2 bad usage,",
      "3 something could not be graded by the kit's own fault."
    })
final class GradeCommand implements Callable<Integer> {

  /** The same seed every time, so that the same code gets the same verdict. */
  static final long USUAL_SEED = 1;

  enum Format {
    CLASSROOM
  }

  private final World world;
  private final Grades grades;
  private final List<Grader> course;
  private final Supplier<Optional<String>> kit;

  @Parameters(
      paramLabel = "SUBMISSION",
      description =
          "A folder that holds racecourse/<exercise>/*.java, or a clone of the exercise repository.")
  private String submission = "";

  @Option(
      names = {"-e", "--exercise"},
      paramLabel = "ID",
      split = ",",
      description = "Grade only this exercise; may be given several times.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one page.")
  private @Nullable Path html;

  @Option(
      names = "--effort",
      paramLabel = "LEVEL",
      description = "How hard to look: normal (seconds) or high (minutes).")
  private Job.Level effort = Job.Level.NORMAL;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "The seed for random choices; ${DEFAULT-VALUE} if not given.",
      defaultValue = "" + USUAL_SEED)
  private long seed = USUAL_SEED;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "Also write the result for a platform, into --out: classroom (GitHub Classroom).")
  private @Nullable Format format;

  @Option(names = "--out", paramLabel = "DIR", description = "The folder for --format.")
  private @Nullable Path out;

  @Option(
      names = "--github",
      description =
          "Talk to GitHub Actions: annotations, points, step output \"result\", step summary.")
  private boolean github;

  @Option(
      names = "--no-fail",
      description = "Exit with 0 whatever the verdicts are; the result files tell.")
  private boolean noFail;

  @Mixin private SharedOptions shared = new SharedOptions();

  @Option(
      names = "--replay",
      paramLabel = "SCHEDULE",
      description =
          "Run one failing schedule of one exercise again, step by step; the scorecard names it.")
  private String replay = "";

  @Option(
      names = "--debug",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "5005",
      description = "With --replay: wait for a debugger on this port (${FALLBACK-VALUE}).")
  private int debug;

  /** Given by Maven, whose users do not think in jars. */
  @Option(names = "--maven", hidden = true)
  private @Nullable String maven;

  @Option(
      names = "--fresh",
      description = "Grade everything anew, also what passed and is unchanged since.")
  private boolean fresh;

  GradeCommand(World world, Grades grades, List<Grader> course, Supplier<Optional<String>> kit) {
    this.world = world;
    this.grades = grades;
    this.course = course;
    this.kit = kit;
  }

  @Override
  public Integer call() throws BadUsage {
    if (format != null && out == null) {
      throw new BadUsage(
          "--format "
              + format.name().toLowerCase(Locale.ROOT)
              + " needs --out DIR, the folder to write to.");
    }
    if (format == null && out != null) {
      throw new BadUsage(
          "--out is the folder for --format; say --format classroom, or leave it out.");
    }
    List<Grader> selected = Selection.of(course, ids);
    if (!replay.isEmpty() && selected.size() != 1) {
      throw new BadUsage("--replay needs --exercise ID, the one exercise the schedule is of.");
    }
    if (replay.isEmpty() && debug != 0) {
      throw new BadUsage("--debug needs --replay SCHEDULE; the scorecard names one.");
    }
    if (debug < 0 || debug > 65_535) {
      throw new BadUsage("--debug takes a port from 1 to 65535, not " + debug + ".");
    }
    Handin handin = Handin.find(submission, world.here());
    Path page = html == null ? null : world.here().resolve(html).normalize();
    Guide guide =
        Signs.guide(
            handin,
            course.stream().map(Grader::exercise).toList(),
            !ids.isEmpty(),
            page,
            maven,
            world);
    Outputs outputs = new Outputs();
    if (json != null) {
      outputs.json(world.here().resolve(json));
    }
    if (page != null) {
      outputs.page(page, guide, file -> SourceText.read(handin.root(), file));
    }
    if (out != null) {
      outputs.classroom(world.here().resolve(out));
    }
    try (WorkFolder folder = shared.claim(world)) {
      if (!replay.isEmpty()) {
        return new ReplayRun(world, guide, shared.look(world))
            .run(
                grades,
                handin,
                selected.get(0),
                new Grades.Again(replay, debug),
                folder.path().resolve("replay"));
      }
      Grades.Plan plan = new Grades.Plan(folder.path(), effort, seed);
      Remembering.Old old = old(handin);
      if (selected.size() == 1 && !mayStand(old, handin, selected.get(0), plan)) {
        grades.expect(selected, plan);
      }
      GradeRun run = new GradeRun(world, guide, shared.look(world), selected, outputs, github);
      int exit = run.run(new Remembering(grades, kit, old), handin, plan);
      return noFail ? ExitCode.ALL_PASSED : exit;
    }
  }

  /** Whether an old pass may spare all the work. */
  private static boolean mayStand(
      Remembering.Old old, Handin handin, Grader grader, Grades.Plan plan) {
    return old == Remembering.Old.USED
        && Notes.in(plan.work())
            .of(handin.root(), grader.exercise().id())
            .filter(note -> note.result().verdict() == Verdict.PASSED)
            .isPresent();
  }

  private Remembering.Old old(Handin handin) {
    boolean usual = effort == Job.Level.NORMAL && seed == USUAL_SEED && !github && format == null;
    return usual ? Remembering.old(handin, fresh, world) : Remembering.Old.IGNORED;
  }
}
