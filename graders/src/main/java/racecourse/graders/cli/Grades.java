package racecourse.graders.cli;

import java.nio.file.Path;
import java.util.List;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/** Whoever grades; the command line only asks and reports. */
interface Grades {

  /**
   * Grades.
   *
   * @param sources the source root
   * @param selected the graders of the exercises to look at, in the order of the course
   * @param plan how to grade
   * @param news told how it goes
   * @return a result for each of them, in that order
   * @throws BadUsage if the submission cannot be graded at all, in one sentence
   * @throws Exception for faults of the kit
   */
  Scorecard grade(Path sources, List<Grader> selected, Plan plan, News news) throws Exception;

  /**
   * Says that a grading follows, now or much later: what takes time to start may be started.
   *
   * @param course the graders of all exercises that it may be of
   * @param plan how it will be graded; if another grading comes first, what was started is for that
   */
  default void expect(List<Grader> course, Plan plan) {}

  /**
   * Runs one schedule again.
   *
   * @param sources the source root
   * @param grader the exercise's grader
   * @param again which schedule
   * @param work the folder for sources and classes of the run
   * @return what came of it
   * @throws BadUsage if there is no such schedule, in one sentence
   * @throws Exception for faults of the kit
   */
  default ExerciseResult replay(Path sources, Grader grader, Again again, Path work)
      throws Exception {
    throw new BadUsage("Here a schedule cannot be run again.");
  }

  /**
   * A schedule that once failed.
   *
   * @param schedule a finding's {@code replay}
   * @param debugPort where the JVM that runs it waits for a debugger; 0 if it does not wait
   */
  record Again(String schedule, int debugPort) {

    /** The id of the check that it failed. */
    String check() {
      return schedule.substring(0, Math.max(0, schedule.indexOf('/')));
    }
  }

  /**
   * How to grade.
   *
   * @param work the folder for sources, classes and reports of the run
   * @param level how hard to look
   * @param seed the seed for random choices
   */
  record Plan(Path work, Job.Level level, long seed) {}

  /** How it goes. Calls may come from any thread, but never two at once. */
  interface News {

    /** Something to know that is no verdict, in one sentence. */
    void notice(String sentence);

    /** The exercise's turn has come. */
    void started(Exercise exercise);

    /** An engine is done with a check. */
    void observed(Exercise exercise, Check check);

    /** The exercise has its verdict. */
    void graded(ExerciseResult result);
  }
}
