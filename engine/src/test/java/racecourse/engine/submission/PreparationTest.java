package racecourse.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import racecourse.engine.child.ClassPaths;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Javac;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Exercise;

/** Every way in which a submission can be bad before it runs, each with its sentence. */
class PreparationTest {
  private static final String TOY =
      """
      package racecourse.toy;
      public class Toy {
        public int value() { return 1; }
      }
      """;

  @TempDir Path folder;

  private final Fork fork = new Fork();
  private Path root;
  private Path reference;
  private int jobs;

  @BeforeEach
  void emptySubmission() throws IOException {
    root = Files.createDirectories(folder.resolve("submission/racecourse/toy"));
    reference = Javac.compile(folder.resolve("reference"), Map.of("racecourse/toy/Toy.java", TOY));
  }

  @AfterEach
  void noProcessIsLeft() {
    fork.close();
  }

  private Prepared prepare() throws Exception {
    Exercise exercise = Exercise.named("toy", 1, "Toy").types("Toy").build();
    Submission submission = Submission.in(folder.resolve("submission"));
    try (Preparation preparation =
            new Preparation(fork, ClassPaths.ofChild(List.of()), folder.resolve("compiler"));
        URLClassLoader loader = new URLClassLoader(new URL[] {reference.toUri().toURL()}, null)) {
      return preparation.prepare(submission, exercise, loader, folder.resolve("job-" + ++jobs));
    }
  }

  private Finding refused() throws Exception {
    Prepared prepared = prepare();
    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    return ((Prepared.Refused) prepared).finding();
  }

  private void source(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void goodCodeIsReady() throws Exception {
    source("Toy.java", TOY);

    Prepared prepared = prepare();

    assertThat(prepared).isInstanceOf(Prepared.Ready.class);
    assertThat(((Prepared.Ready) prepared).classes().resolve("racecourse/toy/Toy.class")).exists();
  }

  @Test
  void subpackagesMarksAndWindowsLineEndsAreFine() throws Exception {
    source(
        "Toy.java",
        "\uFEFF"
            + TOY.replace("{ return 1; }", "{ return racecourse.toy.deep.Helper.ONE; }")
                .replace("\n", "\r\n"));
    source(
        "deep/Helper.java",
        "package racecourse.toy.deep; public class Helper { public static final int ONE = 1; }");

    assertThat(prepare()).isInstanceOf(Prepared.Ready.class);
  }

  @Test
  void whateverIsNoSourceIsIgnored() throws Exception {
    source("Toy.java", TOY);
    source("package-info.java", "nonsense");
    source("module-info.java", "module toy {}");
    source("Toy.java.orig", "nonsense");
    source("Toy copy.java", "nonsense");
    source(".Toy.java", "nonsense");
    source("META-INF/services/javax.annotation.processing.Processor", "Evil");
    source("not-a-package/Other.java", "nonsense");
    Javac.write(
        folder.resolve("submission"),
        Map.of(
            "racecourse/engine/run/Runner.java", "package racecourse.engine.run; nonsense",
            "org/junit/Assert.java", "nonsense",
            "pom.xml", "nonsense"));
    Files.write(root.resolve("Toy.class"), new byte[] {1, 2, 3});

    assertThat(prepare()).isInstanceOf(Prepared.Ready.class);
  }

  @Test
  void nothingThereIsNotStarted() throws Exception {
    Files.delete(root);

    assertThat(prepare()).isInstanceOf(Prepared.NotStarted.class);
  }

  @Test
  void theStubIsNotStarted() throws Exception {
    source(
        "Toy.java",
        TOY.replace(
            "return 1;", "throw new UnsupportedOperationException(\"Still to be written.\");"));

    assertThat(prepare()).isEqualTo(new Prepared.NotStarted("Toy.value() is still to be written."));
  }

  @Test
  void aCompileErrorHasItsPlaceAndJavacsWords() throws Exception {
    source("Toy.java", TOY.replace("return 1;", "return missing + other;"));

    Finding finding = refused();

    assertThat(finding.kind()).isEqualTo(Kind.COMPILE_ERROR);
    assertThat(finding.file()).isEqualTo("racecourse/toy/Toy.java");
    assertThat(finding.line()).isEqualTo(3);
    assertThat(finding.message())
        .isEqualTo(
            "Toy.java does not compile: cannot find symbol (symbol: variable missing, location: class"
                + " racecourse.toy.Toy) (and 1 more error).");
  }

  @Test
  void theReferenceSolutionAndTheEngineAreNotThereToCompileAgainst() throws Exception {
    source(
        "Toy.java",
        TOY.replace("return 1;", "return racecourse.engine.model.Kind.values().length;"));

    assertThat(refused().kind()).isEqualTo(Kind.COMPILE_ERROR);
  }

  @Test
  void anEmptyFileIsSaidSo() throws Exception {
    source("Toy.java", " \n");

    assertThat(refused().message()).startsWith("racecourse/toy/Toy.java is empty;");
  }

  @Test
  void aWrongPackageIsSaidSo() throws Exception {
    source("Toy.java", "\n" + TOY.replace("racecourse.toy", "racecourse.other"));

    Finding finding = refused();

    assertThat(finding.message())
        .isEqualTo(
            "Toy.java does not compile: it declares the package racecourse.other; it must be"
                + " `package racecourse.toy;`.");
    assertThat(finding.line()).isEqualTo(2);
  }

  @Test
  void aMissingPackageIsSaidSo() throws Exception {
    source("Toy.java", TOY.replace("package racecourse.toy;", ""));

    assertThat(refused().message()).contains("it declares no package");
  }

  @Test
  void aMissingMemberIsSaidSo() throws Exception {
    source("Toy.java", TOY.replace("value", "other"));

    assertThat(refused().message())
        .isEqualTo("Toy.value() is missing: the contract asks for `public int value()`.");
  }

  @Test
  void aForbiddenCallIsSaidSo() throws Exception {
    source("Toy.java", TOY.replace("return 1;", "System.exit(0); System.exit(1); return 1;"));

    Finding finding = refused();

    assertThat(finding.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(finding.line()).isEqualTo(3);
  }

  @Test
  void otherEncodingsAreSaidSo() throws Exception {
    Files.write(
        root.resolve("Toy.java"),
        TOY.replace("return 1;", "return 1; // \u00e9t\u00e9")
            .getBytes(StandardCharsets.ISO_8859_1));

    Finding finding = refused();

    assertThat(finding.message())
        .isEqualTo("racecourse/toy/Toy.java is not UTF-8 text; save it with that encoding.");
    assertThat(finding.line()).isEqualTo(3);
  }

  @Test
  void aHugeFileIsRefused() throws Exception {
    source("Toy.java", TOY + "//" + "x".repeat(Intake.MAX_BYTES));

    assertThat(refused().kind()).isEqualTo(Kind.OUT_OF_RESOURCES);
  }

  @Test
  void tooManyFilesAreRefused() throws Exception {
    for (int i = 0; i <= Intake.MAX_FILES; i++) {
      source("A" + i + ".java", "package racecourse.toy; class A" + i + " {}");
    }

    assertThat(refused().message()).contains("too many files");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAreNotFollowed() throws Exception {
    Path secret = Files.writeString(folder.resolve("Secret.java"), TOY);
    Files.createSymbolicLink(root.resolve("Toy.java"), secret);

    assertThat(refused().message()).contains("is a link or a device");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkedFoldersAreNotFollowed() throws Exception {
    Path solutions = Files.createDirectories(folder.resolve("solutions"));
    Files.writeString(solutions.resolve("Toy.java"), TOY);
    Files.delete(root);
    Files.createSymbolicLink(root, solutions);

    assertThat(refused().kind()).isEqualTo(Kind.FORBIDDEN);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeIsNotRead() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", root.resolve("Toy.java").toString()).start().waitFor())
        .isZero();

    assertThat(refused().message()).contains("is a link or a device");
  }

  @Test
  void deepNestingCostsOneExercise() throws Exception {
    source(
        "Toy.java",
        TOY.replace("return 1;", "return " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + ";"));

    assertThat(refused().kind()).isIn(Kind.COMPILE_ERROR, Kind.OUT_OF_RESOURCES);
  }

  @Test
  void aCompilerOutOfMemoryCostsOneExercise() throws Exception {
    StringBuilder constants = new StringBuilder("static final String S0 = \"0123456789abcdef\";\n");
    for (int i = 1; i < 30; i++) {
      constants.append("static final String S%d = S%d + S%d;\n".formatted(i, i - 1, i - 1));
    }
    source("Toy.java", TOY.replace("public class Toy {", "public class Toy {\n" + constants));

    assertThat(refused().kind()).isIn(Kind.COMPILE_ERROR, Kind.OUT_OF_RESOURCES);
  }

  @Test
  void aCompilerThatHangsIsReplaced() throws Exception {
    StringBuilder body = new StringBuilder("var x0 = p(1);\n");
    for (int i = 1; i < 40; i++) {
      body.append("var x%d = p(p(x%d));\n".formatted(i, i - 1));
    }
    source(
        "Slow.java",
        """
        package racecourse.toy;
        class Slow {
          record Pair<A, B>(A a, B b) {}
          static <T> Pair<T, Pair<T, T>> p(T t) { return null; }
          static void slow() {
        %s
          }
        }
        """
            .formatted(body));
    source("Toy.java", TOY);
    Path slow = root.resolve("Slow.java");
    Path toy = root.resolve("Toy.java");
    Path sources = folder.resolve("submission");

    try (Compiler compiler =
        new Compiler(
            fork,
            ClassPaths.ofChild(List.of()),
            folder.resolve("compiler"),
            Duration.ofSeconds(5))) {
      Refusal refusal = null;
      try {
        compiler.compile("racecourse.toy", sources, List.of(slow), folder.resolve("classes-1"));
      } catch (Refusal expected) {
        refusal = expected;
      }
      assertThat(refusal).isNotNull();
      assertThat(refusal.finding().kind()).isIn(Kind.OUT_OF_RESOURCES, Kind.COMPILE_ERROR);

      compiler.compile("racecourse.toy", sources, List.of(toy), folder.resolve("classes-2"));
      assertThat(folder.resolve("classes-2/racecourse/toy/Toy.class")).exists();
    }
  }

  @Test
  void aReferenceThatIsNotThereIsTheKitsFault() throws Exception {
    source("Toy.java", TOY);
    Files.delete(reference.resolve("racecourse/toy/Toy.class"));

    assertThat(prepare())
        .isEqualTo(
            new Prepared.NotGraded(
                "The exercise could not be prepared: the reference solution of racecourse/toy/Toy is"
                    + " not on the class path."));
  }
}
