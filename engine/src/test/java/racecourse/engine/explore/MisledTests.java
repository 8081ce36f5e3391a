package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import racecourse.engine.diagnose.Diagnoser;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.report.Mistakes;
import racecourse.engine.scene.Scene;

/** Explores small wrong programs, and asks what is behind the failure. */
class MisledTests {
  private static final String PACKAGE = "racecourse.misled.";

  @TempDir Path work;

  @TestFactory
  Stream<DynamicTest> namesTheMistakeAndNoOther() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String all : List.of("Misled", "MisledMore", "MisledAgain")) {
      for (Class<?> type : Class.forName(PACKAGE + all).getDeclaredClasses()) {
        Optional<String> named = named(type);
        if (named.isPresent()) {
          tests.add(
              DynamicTest.dynamicTest(
                  type.getSimpleName() + ": " + named.get(), () -> check(type, named.get())));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private void check(Class<?> type, String expected) throws Exception {
    Path classes = alone(type);
    Finding finding = explore(type.getName());
    Optional<Diagnosis> diagnosis = Diagnoser.of(classes, List.of()).diagnose(finding);
    assertThat(diagnosis.map(Diagnosis::mistake).orElse(""))
        .describedAs(
            "%s: %s%n%s%n%s%n%s",
            finding.kind(),
            finding.message(),
            diagnosis,
            finding.replay(),
            finding.schedule().stream()
                .map(step -> step.thread() + ":" + step.line() + " " + step.did())
                .toList())
        .isEqualTo(expected);
    if (diagnosis.isPresent()) {
      assertThat(Mistakes.sentence(expected)).isPresent();
      assertThat(diagnosis.get().here()).endsWith(".");
      Finding explained = Diagnoser.of(classes, List.of()).explained(finding);
      assertThat(explained.mistake()).isEqualTo(expected);
      assertThat(explained.here()).isEqualTo(diagnosis.get().here());
      int step = diagnosis.get().step();
      if (step >= 0) {
        assertThat(explained.schedule().get(step).note()).isEqualTo(diagnosis.get().note());
      }
    }
  }

  @Test
  void aHostileClassFileMeansNoDiagnosis() throws Exception {
    Files.write(work.resolve("Bad.class"), new byte[] {1, 2, 3, 4});
    Finding finding = Finding.of(Kind.LOST_UPDATE, "One is lost.");
    assertThat(Diagnoser.of(work, List.of()).diagnose(finding)).isEmpty();
    assertThat(Diagnoser.of(work, List.of()).explained(finding)).isEqualTo(finding);
    assertThat(Diagnoser.of(work.resolve("none"), List.of()).explained(finding)).isEqualTo(finding);
  }

  private static Optional<String> named(Class<?> type) throws ReflectiveOperationException {
    for (Annotation annotation : type.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Named")) {
        Method value = annotation.annotationType().getDeclaredMethod("value");
        value.setAccessible(true);
        return Optional.of((String) value.invoke(annotation));
      }
    }
    return Optional.empty();
  }

  /** A folder with the class files of that program only, as of a submission. */
  private Path alone(Class<?> type) throws Exception {
    Path from = ProgramsTests.testClasses().resolve("racecourse/misled");
    Path to = Files.createDirectories(work.resolve(type.getSimpleName()));
    String name = type.getName().substring(PACKAGE.length());
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        String fileName = file.getFileName().toString();
        if (fileName.equals(name + ".class") || fileName.startsWith(name + "$")) {
          Files.copy(file, to.resolve(fileName));
        }
      }
    }
    return to;
  }

  private static Finding explore(String type) throws Exception {
    World world = new World(PACKAGE, PACKAGE, ProgramsTests.testClasses());
    Method play = world.loadClass(type).getDeclaredMethod("play", Scene.class);
    play.setAccessible(true);
    ProgramsTests.Judged judged =
        ProgramsTests.judge(
            world,
            PACKAGE,
            scene -> {
              try {
                play.invoke(null, scene);
              } catch (InvocationTargetException e) {
                throw ProgramsTests.<RuntimeException>sneak(e.getCause());
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(judged.result().outcome()).as(judged.verdict()).isNotNull();
    return new Findings(world, PACKAGE).of(judged.result(), "q");
  }
}
