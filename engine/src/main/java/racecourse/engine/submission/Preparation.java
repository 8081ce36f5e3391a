package racecourse.engine.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import racecourse.engine.child.Fork;
import racecourse.engine.scene.Exercise;

/**
 * The way of an exercise from a student's folder to classes that may be run. Not safe for use by several threads.
 */
public final class Preparation implements AutoCloseable {
  private static final Duration COMPILE_LIMIT = Duration.ofSeconds(15);

  private final Submission submission;
  private final Compiler compiler;

  /**
   * A preparation of a submission's exercises.
   *
   * @param submission the submission
   * @param fork starts the compiler's JVM
   * @param classPath where the engine's classes are
   * @param folder a folder for the compiler
   */
  public Preparation(Submission submission, Fork fork, Collection<Path> classPath, Path folder) {
    this.submission = submission;
    this.compiler = new Compiler(fork, classPath, folder, COMPILE_LIMIT);
  }

  /**
   * Prepares one exercise.
   *
   * @param exercise the exercise
   * @param folder a fresh folder for its sources and classes; created
   */
  public Prepared prepare(Exercise exercise, Path folder) {
    if (!Compiler.isThere()) {
      return new Prepared.NotGraded(
          "This Java has no compiler; install a JDK, not just a JRE, and point JAVA_HOME at it.");
    }
    Path root = folder.resolve("sources");
    Path classes = folder.resolve("classes");
    try {
      Path from = submission.sources(exercise.id());
      List<Path> sources = Intake.copy(from, exercise.id(), root);
      if (sources.isEmpty()) {
        return new Prepared.NotStarted("There is no source file in %s yet.".formatted(from));
      }
      compiler.compile("racecourse." + exercise.id(), root, sources, classes);
      return new Prepared.Ready(classes, root);
    } catch (Refusal refusal) {
      return new Prepared.Refused(refusal.finding());
    } catch (IOException fault) {
      return new Prepared.NotGraded(
          "The exercise could not be prepared: %s.".formatted(fault.getMessage()));
    }
  }

  /** Ends the compiler's JVM. */
  @Override
  public void close() {
    compiler.close();
  }
}
