package racecourse.engine.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What a child JVM is asked to do.
 *
 * @param exercise the exercise's id; the student's classes are those below {@code
 *     racecourse.<exercise>.}
 * @param grader the name of the class that declares the exercise
 * @param classes the folder of the submission's compiled classes
 * @param checks ids of the checks to look at, in order
 * @param level how hard to look
 * @param seed the seed for random choices
 * @param replay the question and the choices to run again, as a finding's {@code replay}; empty for
 *     a normal run
 */
public record Job(
    String exercise,
    String grader,
    Path classes,
    List<String> checks,
    Level level,
    long seed,
    String replay) {

  /** How hard to look. */
  public enum Level {
    /** Seconds for an exercise: a student's turn. */
    NORMAL,
    /** Minutes: a teacher's nightly run. */
    HIGH
  }

  public Job {
    checks = List.copyOf(checks);
  }

  /** The prefix of the names of the student's classes, as in {@code racecourse.barrier.}. */
  public String studentPackage() {
    return "racecourse." + exercise + ".";
  }
}
