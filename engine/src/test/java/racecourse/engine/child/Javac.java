package racecourse.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Writes and compiles fixtures. */
public final class Javac {

  private Javac() {}

  /** Writes sources, by path, below a root. */
  public static void write(Path root, Map<String, String> sources) {
    sources.forEach(
        (name, text) -> {
          try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
          } catch (IOException fault) {
            throw new UncheckedIOException(fault);
          }
        });
  }

  /** Compiles sources, by path, and returns the folder of their classes. */
  public static Path compile(Path folder, Map<String, String> sources, String... options) {
    Path root = folder.resolve("fixture-sources");
    Path classes = folder.resolve("fixture-classes");
    write(root, sources);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Files.createDirectories(classes);
      List<String> all =
          new ArrayList<>(List.of("-proc:none", "-g", "-Xlint:none", "-d", classes.toString()));
      all.addAll(List.of(options));
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  all,
                  null,
                  files.getJavaFileObjectsFromPaths(
                      sources.keySet().stream().map(root::resolve).toList()))
              .call();
      assertThat(compiled).as("the fixture compiles: %s", said).isTrue();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return classes;
  }
}
