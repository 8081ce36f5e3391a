package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a rendering with the file that was looked at; {@code -Dgolden.update=true} writes the
 * files anew.
 */
final class Golden {

  static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  static boolean updating() {
    return Boolean.getBoolean("golden.update");
  }

  static void check(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      if (updating()) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual);
      }
      assertThat(file).as("run once with -Dgolden.update=true and look at the file").exists();
      assertThat(actual).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
