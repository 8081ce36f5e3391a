package racecourse.graders.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What was handed in.
 *
 * @param given the folder as it was named
 * @param root the source root in it, absolute
 */
record Handin(String given, Path root) {

  private static final List<String> ROOTS = List.of("exercises/src/main/java", "src/main/java");

  /**
   * Finds the source root: a clone of the exercise repository, its {@code exercises} folder, or a
   * source root itself.
   *
   * @throws BadUsage if there is no such folder, or it cannot be read
   */
  static Handin find(String given, Path here) throws BadUsage {
    Path folder = here.resolve(given).toAbsolutePath().normalize();
    String help =
        "; name the folder that holds racecourse/<exercise>/*.java, or a clone of the exercise repository.";
    if (!Files.exists(folder)) {
      throw new BadUsage("There is no folder " + given + help);
    }
    if (!Files.isDirectory(folder)) {
      throw new BadUsage(given + " is not a folder" + help);
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw new BadUsage("The folder " + given + " cannot be read: permission denied.");
    }
    for (String root : ROOTS) {
      Path inside = folder.resolve(root);
      if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
        return new Handin(given, inside);
      }
    }
    return new Handin(given, folder);
  }
}
