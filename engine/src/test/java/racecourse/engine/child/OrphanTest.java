package racecourse.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import racecourse.engine.run.Job;

/** No child outlives its parent, however the parent ends. */
class OrphanTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** A parent that waits for a child that never ends. */
  public static final class Parent {
    private Parent() {}

    /** Called with the folder of the classes and a folder to work in. */
    public static void main(String[] arguments) {
      Job job =
          new Job("toy", "none", Path.of(arguments[0]), List.of("one"), Job.Level.NORMAL, 1, "");
      new Launcher(new Fork(), ClassPaths.ofChild(List.of()))
          .run(
              FakeHost.of(FakeRunner.class),
              job,
              Path.of(arguments[1]),
              Path.of(arguments[1]),
              (check, observation) -> {},
              new Unwanted());
    }
  }

  @ParameterizedTest(name = "by force: {0}")
  @ValueSource(booleans = {false, true})
  void childrenEndWithTheirParent(boolean force) throws Exception {
    Path classes =
        Javac.compile(
            folder,
            Map.of(
                "racecourse/toy/Toy.java",
                "package racecourse.toy; public class Toy { public static boolean one() throws"
                    + " Exception { Thread.sleep(600_000); return true; } }"));
    String classPath =
        ClassPaths.ofChild(List.of(OrphanTest.class)).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Process parent =
        new ProcessBuilder(
                Fork.java().toString(),
                "-cp",
                classPath,
                Parent.class.getName(),
                classes.toString(),
                folder.resolve("work").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(LIMIT).until(() -> parent.descendants().findAny().isPresent());
      ProcessHandle child = parent.descendants().findAny().orElseThrow();

      if (force) {
        parent.destroyForcibly();
      } else {
        parent.destroy();
      }

      await().atMost(LIMIT).until(() -> !child.isAlive());
      assertThat(parent.waitFor()).isNotZero();
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }
}
