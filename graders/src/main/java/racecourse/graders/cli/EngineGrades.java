package racecourse.graders.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.EngineHosts;
import racecourse.engine.grading.Grading;
import racecourse.engine.grading.Listener;
import racecourse.engine.grading.Settings;
import racecourse.engine.grading.Workshop;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Scorecard;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.UnusableSubmission;
import racecourse.engine.vmlens.VmlensHost;

/** Grades with the engines, each in child JVMs of its own. */
final class EngineGrades implements Grades {

  private @Nullable Workshop expected;
  private @Nullable Plan expectedPlan;

  @Override
  public void expect(List<Grader> course, Plan plan) {
    if (expected != null && plan.equals(expectedPlan)) {
      // Old passes may have spared the grading that it was opened for.
      return;
    }
    if (expected != null) {
      expected.close();
    }
    try {
      expected = new Workshop(settings(plan), course);
      expected.startAhead();
      expectedPlan = plan;
    } catch (IOException noFolder) {
      // The grading will fail for the same reason, and say so.
    }
  }

  @Override
  public Scorecard grade(Path sources, List<Grader> selected, Plan plan, News news)
      throws BadUsage {
    Workshop workshop = plan.equals(expectedPlan) ? expected : null;
    expected = null;
    expectedPlan = null;
    try {
      return new Grading(settings(plan), workshop).grade(sources, selected, new Relay(news));
    } catch (UnusableSubmission e) {
      throw new BadUsage(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ExerciseResult replay(Path sources, Grader grader, Again again, Path work)
      throws BadUsage {
    EngineHost host =
        again.debugPort() == 0
            ? EngineHosts.explorer()
            : EngineHosts.explorerUnderDebugger(again.debugPort());
    Settings settings =
        new Settings(work, List.of(host), Job.Level.NORMAL, false, 1, 1, again.schedule());
    try {
      return new Grading(settings)
          .grade(sources, List.of(grader), Listener.NONE)
          .exercises()
          .get(0);
    } catch (UnusableSubmission e) {
      throw new BadUsage(String.valueOf(e.getMessage()));
    }
  }

  private static Settings settings(Plan plan) {
    return new Settings(
        plan.work(),
        engines(),
        plan.level(),
        plan.level() == Job.Level.HIGH,
        plan.seed(),
        Settings.usualParallelism(),
        "");
  }

  private static List<EngineHost> engines() {
    // The one that takes longest first.
    return List.of(EngineHosts.fuzz(), EngineHosts.explorer(), new VmlensHost());
  }

  private record Relay(News news) implements Listener {
    @Override
    public void notice(String sentence) {
      news.notice(sentence);
    }

    @Override
    public void started(Exercise exercise) {
      news.started(exercise);
    }

    @Override
    public void observed(Exercise exercise, Check check, Observation observation) {
      news.observed(exercise, check);
    }

    @Override
    public void graded(ExerciseResult result) {
      news.graded(result);
    }
  }
}
