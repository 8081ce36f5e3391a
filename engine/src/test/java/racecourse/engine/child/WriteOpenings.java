package racecourse.engine.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Run by Maven before the tests: writes the options that open {@code java.base} to them, for the
 * JDK that runs Maven. The explorer's tests need what the launcher gives the explorer's child JVM.
 */
public final class WriteOpenings {
  private WriteOpenings() {}

  /** Writes {@code openings.args} into the folder that is the only argument. */
  public static void main(String[] args) throws IOException {
    Fork.openings(Files.createDirectories(Path.of(args[0])));
  }
}
