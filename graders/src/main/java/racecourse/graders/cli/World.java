package racecourse.graders.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where the command runs.
 *
 * @param out the standard output, which takes any character of {@code charset}
 * @param err the standard error output
 * @param charset what {@code out} is written in
 * @param terminal whether a person watches {@code out}
 * @param environment the environment variables
 * @param here the working directory, absolute
 * @param home the folder for work files and reports, {@code graders/target/racecourse} in a clone
 */
record World(
    PrintStream out,
    PrintStream err,
    Charset charset,
    boolean terminal,
    Map<String, String> environment,
    Path here,
    Path home) {

  /** The world of this process. */
  static World real() {
    Charset charset = outputCharset();
    return new World(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        charset,
        watched(),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        besideTheCode());
  }

  /** The digest of the kit that this runs, and of its Java; empty in doubt. */
  Optional<String> kit() {
    return Fingerprint.kit(System.getProperty("java.class.path", ""));
  }

  private static Charset outputCharset() {
    // Since 19 the first is always there, before that never; the second is since 17.
    for (String property : new String[] {"stdout.encoding", "native.encoding"}) {
      String name = System.getProperty(property, "");
      try {
        if (!name.isEmpty()) {
          return Charset.forName(name);
        }
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        // Then the next one.
      }
    }
    return Charset.defaultCharset();
  }

  private static boolean watched() {
    return isTerminal(1);
  }

  /** Whether a person is at this end of the process: 0 the input, 1 the output. */
  static boolean isTerminal(int descriptor) {
    try {
      // Maven gives its children no input, and then System.console() sees no terminal where there
      // is one.
      String out = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return out.startsWith("/dev/pts/") || out.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      Console console = System.console();
      return console != null && isTerminal(console);
    }
  }

  /** Since 22 there is a console without a terminal, too. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Beside the jar or the classes that this runs from. */
  private static Path besideTheCode() {
    CodeSource source = World.class.getProtectionDomain().getCodeSource();
    try {
      if (source != null) {
        return Path.of(source.getLocation().toURI()).toAbsolutePath().resolveSibling("racecourse");
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Not a file: then the temporary folder has to do.
    }
    return Path.of(System.getProperty("java.io.tmpdir"), "racecourse");
  }
}
