package racecourse.engine.submission;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What a student handed in: a source root, or a clone of the exercise repository.
 *
 * @param folder the folder that was named
 * @param root the source root in it
 */
public record Submission(Path folder, Path root) {

  /**
   * Finds the source root.
   *
   * @throws UnusableSubmission if there is no such folder, or it cannot be read
   */
  public static Submission in(Path folder) throws UnusableSubmission {
    if (!Files.exists(folder)) {
      throw new UnusableSubmission(
          "There is no folder %s; name the folder that holds racecourse/<exercise>/*.java or a clone of the exercise repository."
              .formatted(folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new UnusableSubmission(
          "%s is a file; name the folder that holds racecourse/<exercise>/*.java or a clone of the exercise repository."
              .formatted(folder));
    }
    if (!Files.isReadable(folder)) {
      throw new UnusableSubmission("The folder %s cannot be read.".formatted(folder));
    }
    Path inClone = folder.resolve("exercises/src/main/java");
    boolean clone = Files.isDirectory(inClone, LinkOption.NOFOLLOW_LINKS);
    return new Submission(folder, clone ? inClone : folder);
  }

  /** The folder of an exercise's sources, which may not exist. */
  public Path sources(String exercise) {
    return root.resolve("racecourse").resolve(exercise);
  }

  /**
   * Where a file of an exercise lies, for people: {@code racecourse/barrier/InitPool.java} below
   * the root.
   */
  public Path locate(String file) {
    return root.resolve(file);
  }
}
