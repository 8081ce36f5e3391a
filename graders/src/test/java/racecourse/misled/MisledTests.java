package racecourse.misled;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import racecourse.engine.child.ClassPaths;
import racecourse.engine.child.EngineHosts;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Launcher;
import racecourse.engine.child.Unwanted;
import racecourse.engine.diagnose.Diagnoser;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Observation;
import racecourse.engine.report.Mistakes;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Check;
import racecourse.graders.Course;

/** Explores small wrong programs, and asks the graders what is behind the failure. */
class MisledTests {
  private static final String NOTHING = "";

  @TempDir Path work;

  @TestFactory
  Stream<DynamicTest> namesTheMistakeAndNoOther() throws Exception {
    Map<String, Finding> findings = explore();
    return Stream.of(MisledInExercises.class.getDeclaredClasses())
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.getSimpleName() + ": " + type.getAnnotation(Named.class).value(),
                    () -> check(type, findings.get(MisledGrader.id(type)))));
  }

  private void check(Class<?> type, Finding finding) throws Exception {
    Named named = type.getAnnotation(Named.class);
    assertThat(finding).as("The finding").isNotNull();
    Path classes = alone(type);
    Optional<Diagnosis> diagnosis =
        Diagnoser.of(classes, own(named.by())).diagnose(finding, named.check());
    assertThat(diagnosis.map(Diagnosis::mistake).orElse(NOTHING))
        .describedAs(
            "%s: %s%n%s%n%s",
            finding.kind(),
            finding.message(),
            diagnosis,
            finding.schedule().stream()
                .map(step -> step.thread() + ":" + step.line() + " " + step.did())
                .toList())
        .isEqualTo(named.value());
    if (diagnosis.isPresent()) {
      assertThat(Mistakes.sentence(named.value())).isPresent();
      assertThat(diagnosis.get().here()).endsWith(".");
      assertThat(Diagnoser.of(classes, List.of()).diagnose(finding))
          .as("What is known without the grader")
          .isEmpty();
    }
  }

  private static List<Recogniser> own(String exercise) {
    return Course.graders().stream()
        .filter(grader -> grader.exercise().id().equals(exercise))
        .map(grader -> ((Explains) grader).recognisers())
        .findFirst()
        .orElseThrow();
  }

  /** In a child, as the explorer needs the JDK opened up. */
  private Map<String, Finding> explore() throws Exception {
    Job job =
        new Job(
            "misled",
            MisledGrader.class.getName(),
            testClasses(),
            new MisledGrader().exercise().checks().stream().map(Check::id).toList(),
            Job.Level.NORMAL,
            42,
            NOTHING);
    Map<String, Finding> findings = new HashMap<>();
    try (Fork fork = new Fork()) {
      new Launcher(fork, ClassPaths.ofChild(List.of(MisledGrader.class, Course.class)))
          .run(
              EngineHosts.explorer(),
              job,
              work.resolve("job"),
              work.resolve("reports"),
              (check, observation) -> {
                if (observation instanceof Observation.Found found) {
                  findings.put(check, found.finding());
                }
              },
              new Unwanted());
    }
    return findings;
  }

  private static Path testClasses() throws Exception {
    return Path.of(MisledTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A folder with the class files of that program only, as of a submission. */
  private Path alone(Class<?> type) throws Exception {
    Path to = Files.createDirectories(work.resolve(type.getSimpleName()));
    String name = type.getName().substring(type.getPackageName().length() + 1);
    try (Stream<Path> files = Files.list(testClasses().resolve("racecourse/misled"))) {
      for (Path file : files.toList()) {
        String fileName = file.getFileName().toString();
        if (fileName.equals(name + ".class") || fileName.startsWith(name + "$")) {
          Files.copy(file, to.resolve(fileName));
        }
      }
    }
    return to;
  }
}
