package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import racecourse.engine.model.Finding;
import racecourse.engine.scene.Scenario;

/** The explorer on a table of small programs: each has the verdict it must get. */
class ProgramsTests {
  /** Those of streams stand apart: where streams are made parallel, all streams are copies. */
  private static final List<String> PACKAGES =
      List.of("racecourse.programs.", "racecourse.streams.");

  private static final Explorer.Limits LIMITS =
      new Explorer.Limits(3000, 1_000_000, 3, 300, 1, () -> false);

  static Path testClasses() throws Exception {
    return Path.of(ProgramsTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /**
   * The verdict on a scenario: "passes", "unsupported" or the id of a kind, and the explorer's
   * words.
   */
  record Judged(String verdict, String words, Explorer.Result result) {}

  static Judged judge(World world, String itsPackage, Scenario scenario)
      throws InterruptedException {
    Judged[] judged = new Judged[1];
    Throwable[] fault = new Throwable[1];
    Carrier.Pool pool = new Carrier.Pool();
    Carrier[] main = new Carrier[1];
    main[0] =
        Carrier.main(
            pool,
            () -> {
              try {
                Explorer.Result result =
                    new Explorer(world, main[0], pool, scenario).explore(LIMITS);
                if (result.outcome() == null) {
                  judged[0] = new Judged("passes", "", result);
                } else if (result.outcome() instanceof Outcome.Unsupported unsupported) {
                  judged[0] = new Judged("unsupported", unsupported.reason(), result);
                } else {
                  Finding finding = new Findings(world, itsPackage).of(result, "q");
                  judged[0] = new Judged(finding.kind().id(), finding.message(), result);
                  if (!result.steps().isEmpty()) {
                    replay(
                        new Explorer(world, main[0], pool, scenario),
                        new Findings(world, itsPackage),
                        itsPackage,
                        finding);
                  }
                }
              } catch (Throwable thrown) {
                fault[0] = thrown;
              }
            });
    main[0].start();
    main[0].join();
    pool.close();
    if (fault[0] != null) {
      throw new AssertionError(fault[0]);
    }
    return judged[0];
  }

  /** What a finding says about its schedule is enough to see the same again. */
  private static void replay(
      Explorer explorer, Findings findings, String itsPackage, Finding finding) {
    Recipe recipe = Recipe.parse(finding.replay(), itsPackage);
    Explorer.Result again = explorer.replay(recipe.choices(), recipe.points(), LIMITS);
    assertThat(again.outcome()).as("The outcome of %s", finding.replay()).isNotNull();
    assertThat(findings.of(again, "q").schedule())
        .as("The steps of %s", finding.replay())
        .isEqualTo(finding.schedule());
  }

  @TestFactory
  Stream<DynamicTest> programs() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> type : programClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          if (annotation.annotationType().getSimpleName().equals("Program")) {
            Method value = annotation.annotationType().getDeclaredMethod("value");
            value.setAccessible(true);
            String expected = (String) value.invoke(annotation);
            tests.add(
                DynamicTest.dynamicTest(
                    type.getSimpleName() + "." + method.getName() + ": " + expected,
                    () -> check(type.getName(), method.getName(), expected)));
          }
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void check(String type, String method, String expected) throws Exception {
    Judged judged = judge(type, method);
    assertThat(judged.verdict())
        .describedAs(
            "%s%n%s%n%s schedules",
            judged.words(),
            judged.result().steps().stream()
                .map(s -> s.thread() + ":" + s.line() + " " + s.did())
                .toList(),
            judged.result().schedules())
        .isEqualTo(expected);
  }

  static Judged judge(String type, String method) throws Exception {
    String itsPackage = type.substring(0, type.lastIndexOf('.') + 1);
    World world = new World(itsPackage, itsPackage, testClasses());
    Method program =
        Stream.of(world.loadClass(type).getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow();
    program.setAccessible(true);
    return judge(
        world,
        itsPackage,
        scene -> {
          try {
            program.invoke(null, scene);
          } catch (java.lang.reflect.InvocationTargetException e) {
            throw ProgramsTests.<RuntimeException>sneak(e.getCause());
          }
        });
  }

  @SuppressWarnings("unchecked")
  static <T extends Throwable> T sneak(Throwable throwable) throws T {
    throw (T) throwable;
  }

  private static List<Class<?>> programClasses() throws Exception {
    List<Class<?>> classes = new ArrayList<>();
    for (String each : PACKAGES) {
      try (Stream<Path> files = Files.list(testClasses().resolve(each.replace('.', '/')))) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.contains("$")) {
            classes.add(Class.forName(each + name.substring(0, name.length() - 6)));
          }
        }
      }
    }
    return classes;
  }
}
