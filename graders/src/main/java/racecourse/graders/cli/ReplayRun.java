package racecourse.graders.cli;

import java.nio.file.Path;
import java.util.List;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;
import racecourse.engine.report.Guide;
import racecourse.engine.report.Look;
import racecourse.engine.report.ReplayText;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Grader;

/** Runs one schedule again and tells it step by step, or lets a debugger look on. */
final class ReplayRun {
  private final World world;
  private final Guide guide;
  private final Look look;

  ReplayRun(World world, Guide guide, Look look) {
    this.world = world;
    this.guide = guide;
    this.look = look;
  }

  /**
   * Runs it.
   *
   * @return the exit code: {@link ExitCode#ALL_PASSED} if it does not fail any more
   * @throws BadUsage if there is no such schedule
   */
  int run(Grades grades, Handin handin, Grader grader, Grades.Again again, Path work)
      throws BadUsage {
    List<String> checks = grader.exercise().checks().stream().map(Check::id).toList();
    if (!checks.contains(again.check())) {
      throw new BadUsage(
          "There is no schedule '"
              + again.schedule()
              + "'; copy it from the scorecard as it stands there, with its quotes.");
    }
    if (again.debugPort() != 0) {
      world
          .out()
          .println(
              "Attach your debugger to localhost:"
                  + again.debugPort()
                  + "; the code waits for it. Set your breakpoints first.");
      world.out().flush();
    }
    ExerciseResult result;
    try {
      result = grades.replay(handin.root(), grader, again, work);
    } catch (BadUsage bad) {
      throw bad;
    } catch (Exception fault) {
      return kitFault(String.valueOf(fault));
    }
    CheckResult check =
        result.checks().stream()
            .filter(each -> each.id().equals(again.check()))
            .findFirst()
            .orElseThrow();
    for (Observation observation : check.observations()) {
      if (observation.engine() == EngineId.EXPLORER) {
        if (observation instanceof Observation.Found found) {
          world.out().println();
          world.out().print(ReplayText.render(found.finding(), guide, look));
          world.out().flush();
          return ExitCode.NOT_ALL_PASSED;
        }
        if (observation instanceof Observation.Clean) {
          world
              .out()
              .println(
                  "This schedule does not fail any more. Grade again to see whether another one does.");
          world.out().flush();
          return ExitCode.ALL_PASSED;
        }
        if (observation instanceof Observation.DidNotRun not) {
          return kitFault(not.reason());
        }
        if (observation instanceof Observation.Abstained abstained) {
          return kitFault(abstained.reason());
        }
      }
    }
    world.err().println(check.message().isEmpty() ? result.message() : check.message());
    world.err().flush();
    return check.finding() == null ? ExitCode.NOT_GRADED : ExitCode.NOT_ALL_PASSED;
  }

  private int kitFault(String reason) {
    world.err().println("The schedule could not be run again: " + reason);
    world.err().flush();
    return ExitCode.NOT_GRADED;
  }
}
