package racecourse.graders.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;
import racecourse.engine.report.GithubText;
import racecourse.engine.report.Guide;
import racecourse.engine.report.Look;
import racecourse.engine.report.ScorecardText;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/**
 * One grading run, from the first result file to the exit code. Whatever happens on the way, every
 * result file holds every selected exercise. Used once, by one thread; when the JVM is told to end,
 * another thread writes the results so far.
 */
final class GradeRun {

  private final World world;
  private final Guide guide;
  private final Look look;
  private final Outputs outputs;
  private final boolean github;
  private final List<Grader> selected;
  private final List<Exercise> exercises;
  private final Ledger ledger;
  private final Progress progress;
  private final Object writing = new Object();

  /**
   * A run.
   *
   * @param selected what to grade, in the order of the course
   * @param outputs where the results go
   * @param github whether GitHub's runner reads along
   */
  GradeRun(
      World world, Guide guide, Look look, List<Grader> selected, Outputs outputs, boolean github) {
    this.world = world;
    this.guide = guide;
    this.look = look;
    this.outputs = outputs;
    this.github = github;
    this.selected = selected;
    this.exercises = selected.stream().map(Grader::exercise).toList();
    this.ledger = new Ledger(exercises);
    this.progress = new Progress(world.out(), world.terminal() && !github, exercises.size());
  }

  /**
   * Grades and reports.
   *
   * @return the exit code
   * @throws BadUsage if nothing could be graded because of what was asked; then the result files
   *     say so as well
   */
  int run(Grades grades, Handin handin, Grades.Plan plan) throws BadUsage {
    outputs.begin(ledger.scorecard());
    Thread hook = new Thread(this::stopped, "racecourse results so far");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return ExitCode.NOT_GRADED;
    }
    try {
      Scorecard scorecard = grades.grade(handin.root(), selected, plan, new News());
      scorecard.exercises().forEach(ledger::put);
      settle("The grader gave no result for it; please report that.");
    } catch (BadUsage e) {
      settle(String.valueOf(e.getMessage()));
      report(false);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      settle("The run was stopped before its turn.");
    } catch (Exception
        | LinkageError
        | OutOfMemoryError
        | StackOverflowError
        | AssertionError fault) {
      settle(kitFault(fault, plan.work()));
    }
    int exit = report(true);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // Then the hook finds the report written.
    }
    return exit;
  }

  private void settle(String reason) {
    ledger.settle(pending -> Ledger.notGraded(exercise(pending.id()), reason));
  }

  private Exercise exercise(String id) {
    return exercises.stream()
        .filter(exercise -> exercise.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Keeps the stack trace for whoever mends the kit, and gives the sentence for everybody else. */
  private static String kitFault(Throwable fault, Path work) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    ResultFile log = new ResultFile(work.resolve("kit-fault.log"));
    String where;
    try {
      log.write(trace.toString());
      where = "; please report it with the file " + log.path();
    } catch (IOException e) {
      where = "; please report it";
    }
    return "The grader itself failed (" + fault.getClass().getSimpleName() + ")" + where + ".";
  }

  /** The JVM was told to end, by Ctrl-C or otherwise: what is known so far is kept. */
  private void stopped() {
    synchronized (writing) {
      if (!ledger.close()) {
        return;
      }
      Scorecard scorecard = ledger.scorecard();
      outputs.write(scorecard).forEach(world.err()::println);
      if (github) {
        Outputs.github(scorecard, guide, world).forEach(world.err()::println);
      }
      progress.erase();
      long pending = scorecard.exercises().stream().filter(ScorecardText::pending).count();
      world
          .err()
          .printf(
              "Stopped: %d of %d exercises graded%s.%n",
              exercises.size() - pending,
              exercises.size(),
              outputs.isEmpty() ? "" : ", and these results are kept");
      world.err().flush();
    }
  }

  private int report(boolean aloud) {
    synchronized (writing) {
      if (!ledger.close()) {
        return ExitCode.NOT_GRADED;
      }
      Scorecard scorecard = ledger.scorecard();
      List<String> faults = new ArrayList<>(outputs.write(scorecard));
      if (github) {
        faults.addAll(Outputs.github(scorecard, guide, world));
      }
      progress.erase();
      if (aloud) {
        print(scorecard);
      }
      faults.forEach(world.err()::println);
      return faults.isEmpty() ? exit(scorecard) : ExitCode.NOT_GRADED;
    }
  }

  private void print(Scorecard scorecard) {
    String text = ScorecardText.render(scorecard, guide, look);
    if (github) {
      // Between these two lines the runner takes nothing for a command; nobody can guess the
      // second.
      String token = UUID.randomUUID().toString();
      world.out().println("::stop-commands::" + token);
      world.out().print(GithubText.inert(text));
      world.out().println("::" + token + "::");
      GithubText.commands(scorecard, guide).forEach(world.out()::println);
    } else {
      if (!world.terminal() && !text.startsWith("\n")) {
        world.out().println();
      }
      world.out().print(text);
    }
    world.out().flush();
  }

  private static int exit(Scorecard scorecard) {
    // Nothing graded is not a pass.
    boolean allPassed = !scorecard.exercises().isEmpty();
    if (!allPassed) {
      return ExitCode.NOT_GRADED;
    }
    for (ExerciseResult exercise : scorecard.exercises()) {
      boolean ungraded =
          exercise.verdict() == Verdict.NOT_GRADED
              || exercise.checks().stream()
                  .anyMatch(check -> check.verdict() == Verdict.NOT_GRADED);
      if (ungraded) {
        return ExitCode.NOT_GRADED;
      }
      allPassed &= exercise.verdict() == Verdict.PASSED;
    }
    return allPassed ? ExitCode.ALL_PASSED : ExitCode.NOT_ALL_PASSED;
  }

  private final class News implements Grades.News {
    @Override
    public void notice(String sentence) {
      progress.notice(github ? GithubText.inert(sentence) : sentence);
    }

    @Override
    public void started(Exercise exercise) {
      progress.started(exercise);
    }

    @Override
    public void observed(Exercise exercise, Check check) {
      progress.observed(exercise, check);
    }

    @Override
    public void graded(ExerciseResult result) {
      synchronized (writing) {
        if (ledger.put(result)) {
          // What cannot be written now is said at the end, if it still cannot be then.
          outputs.write(ledger.scorecard());
          progress.graded(result);
        }
      }
    }
  }
}
