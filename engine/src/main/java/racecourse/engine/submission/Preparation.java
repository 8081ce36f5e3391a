package racecourse.engine.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Text;
import racecourse.engine.model.Finding;
import racecourse.engine.scene.Exercise;

/**
 * The way of an exercise from a student's folder to classes that may be run. Not safe for use by
 * several threads.
 */
public final class Preparation implements AutoCloseable {
  private static final Duration COMPILE_LIMIT = Duration.ofSeconds(15);

  private final Compiler compiler;

  /**
   * A preparation of exercises.
   *
   * @param fork starts the compiler's JVM
   * @param classPath where the engine's classes are
   * @param folder a folder for the compiler
   */
  public Preparation(Fork fork, Collection<Path> classPath, Path folder) {
    this.compiler = new Compiler(fork, classPath, folder, COMPILE_LIMIT);
  }

  /** Starts the compiler's JVM, so that it is there when it is needed; if it cannot, later. */
  public void warm() {
    try {
      compiler.warm();
    } catch (IOException later) {
      // Compiling will fail for the same reason, and say so.
    }
  }

  /**
   * Prepares one exercise.
   *
   * @param submission the submission
   * @param exercise the exercise
   * @param reference where the classes of its reference solution can be found as resources; they
   *     are not loaded
   * @param folder a fresh folder for its sources and classes; created
   */
  public Prepared prepare(
      Submission submission, Exercise exercise, ClassLoader reference, Path folder) {
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
      Contract contract = Contract.of(exercise, reference);
      ClassTree tree = ClassTree.read(classes, root);
      refuse(contract.deviations(tree));
      List<String> unwritten = StubCheck.unwritten(contract, tree);
      if (!unwritten.isEmpty()) {
        return new Prepared.NotStarted(stillToWrite(unwritten));
      }
      refuse(AllowList.violations(tree, exercise.extraPackages()));
      return new Prepared.Ready(classes, root);
    } catch (Refusal refusal) {
      return new Prepared.Refused(refusal.finding());
    } catch (IOException | RuntimeException fault) {
      String what = fault instanceof IOException ? fault.getMessage() : fault.toString();
      return new Prepared.NotGraded(
          "The exercise could not be prepared: %s.".formatted(Text.oneLine("" + what, 300)));
    }
  }

  private static void refuse(List<Finding> findings) throws Refusal {
    if (!findings.isEmpty()) {
      Finding first = findings.get(0);
      int more = findings.size() - 1;
      String also =
          more == 0
              ? ""
              : more == 1
                  ? " One more thing is like it."
                  : " " + more + " more things are like it.";
      throw new Refusal(
          Finding.of(first.kind(), first.message() + also).at(first.file(), first.line()));
    }
  }

  private static String stillToWrite(List<String> members) {
    int shown = Math.min(members.size(), 4);
    List<String> some = members.subList(0, shown);
    int more = members.size() - shown;
    if (more > 0) {
      return "%s and %d more are still to be written.".formatted(String.join(", ", some), more);
    }
    return shown == 1
        ? some.get(0) + " is still to be written."
        : "%s and %s are still to be written."
            .formatted(String.join(", ", some.subList(0, shown - 1)), some.get(shown - 1));
  }

  /** Ends the compiler's JVM. */
  @Override
  public void close() {
    compiler.close();
  }
}
