package racecourse.engine.submission;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of single source files of a submission, for a report to show. It is read as the sources
 * are read to be graded: no link is followed, and only text in UTF-8 of a sane size gets through.
 */
public final class SourceText {
  private static final Pattern NAME =
      Pattern.compile("racecourse(/[\\p{L}_$][\\p{L}\\p{N}_$]{0,99}){1,8}\\.java");

  private SourceText() {}

  /**
   * The text of a file.
   *
   * @param root the source root
   * @param file its name below the root, as {@code racecourse/<id>/X.java}; anybody may have made
   *     it up
   * @return empty if there is no such file, or it is not to be read
   */
  public static Optional<String> read(Path root, String file) {
    if (!NAME.matcher(file).matches()) {
      return Optional.empty();
    }
    Path path = root;
    for (String part : file.split("/")) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      path = path.resolve(part);
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Intake.text(path));
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }
}
