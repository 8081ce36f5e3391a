package racecourse.graders.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.report.Guide;
import racecourse.engine.scene.Exercise;

/**
 * Works out the paths and commands that a report shows, as short as the reader can still use them.
 */
final class Signs {

  private static final String SOURCES = "exercises/src/main/java";

  private Signs() {}

  /**
   * The guide for a report.
   *
   * @param handin what is graded
   * @param course every exercise
   * @param selected whether the reader chose exercises
   * @param page where the page will lie, if there will be one
   * @param maven the Maven command that grades everything again, if it was Maven that began this
   *     run
   * @param world where the command runs
   */
  static Guide guide(
      Handin handin,
      List<Exercise> course,
      boolean selected,
      @Nullable Path page,
      @Nullable String maven,
      World world) {
    Set<String> stories = new HashSet<>();
    for (Exercise exercise : course) {
      if (Files.isRegularFile(
          handin.root().resolve("racecourse").resolve(exercise.id()).resolve("README.md"))) {
        stories.add(exercise.id());
      }
    }
    Path repository = repository(handin.root());
    boolean ours = ours(handin, world);
    String again =
        maven != null
            ? maven
            : ours
                ? (File.separatorChar == '\\' ? ".\\mvnw" : "./mvnw") + " test"
                : "java -jar " + quote(jar(world)) + " grade " + quote(handin.given());
    return new Guide(
        course,
        prefix(handin.root(), repository, world),
        stories,
        again,
        maven != null || ours ? "-Dexercise=" : "-e ",
        maven != null || ours ? "-Dreplay=" : "--replay ",
        selected,
        page == null ? null : slashed(shorten(page, world.here())));
  }

  /** Whether the submission is the clone that this kit lies in. */
  static boolean ours(Handin handin, World world) {
    Path repository = repository(handin.root());
    return repository != null && world.home().startsWith(repository);
  }

  /** What stands before {@code racecourse/} in a path. */
  private static String prefix(Path root, @Nullable Path repository, World world) {
    String workspace = world.environment().getOrDefault("GITHUB_WORKSPACE", "");
    Path base = world.here();
    if (!workspace.isEmpty() && root.startsWith(Path.of(workspace).toAbsolutePath().normalize())) {
      base = Path.of(workspace).toAbsolutePath().normalize();
    } else if (repository != null && world.here().startsWith(repository)) {
      base = repository;
    }
    String path = slashed(shorten(root, base));
    return path.isEmpty() ? "" : path + "/";
  }

  /** The clone that these sources are the exercises of; null if they are no clone's. */
  private static @Nullable Path repository(Path root) {
    if (!root.endsWith(SOURCES)) {
      return null;
    }
    Path repository = root.resolve("../../../..").normalize();
    return Files.isRegularFile(repository.resolve("mvnw")) ? repository : null;
  }

  private static String jar(World world) {
    Path jar = world.home().resolveSibling("racecourse.jar");
    return Files.isRegularFile(jar) ? shorten(jar, world.here()).toString() : "racecourse.jar";
  }

  private static Path shorten(Path path, Path base) {
    return path.startsWith(base) ? base.relativize(path) : path;
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:\\\\~+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
