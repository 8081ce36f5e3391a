package racecourse.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import racecourse.engine.child.Javac;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Exercise;

class ContractTest {
  private static final String REFERENCE =
      """
      package racecourse.toy;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      public class Toy<T> implements Runnable, AutoCloseable {
        public static final int LIMIT = 3;
        private int secret;
        public Toy(int size, Supplier<? extends T> source) {}
        public void update(String name) {}
        public int value() throws InterruptedException { return 0; }
        public static <A, R> List<R> map(int n, Function<? super A, ? extends R> f, List<? extends A> all)
            throws InterruptedException, ExecutionException { return null; }
        public long sum(long... parts) { return 0; }
        protected T[] hook(Map<String, List<int[]>> m) { return null; }
        @Override public void run() {}
        @Override public void close() {}
        void internal() {}
        public record Result(int code, String output) {}
        public interface Callback { void call(T_ t); }
        public static final class T_ {}
      }
      """;

  @TempDir Path folder;

  private Exercise exercise(String... types) {
    return Exercise.named("toy", 1, "Toy").types(types).build();
  }

  private List<Finding> deviations(String reference, String code, String... types)
      throws IOException {
    Path referenceClasses =
        Javac.compile(folder.resolve("reference"), Map.of("racecourse/toy/Toy.java", reference));
    Path classes = Javac.compile(folder.resolve("code"), Map.of("racecourse/toy/Toy.java", code));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {referenceClasses.toUri().toURL()}, null)) {
      Contract contract = Contract.of(exercise(types), loader);
      return contract.deviations(ClassTree.read(classes, folder.resolve("code/fixture-sources")));
    }
  }

  private String messages(String from, String to) throws IOException {
    assertThat(REFERENCE).contains(from);
    List<Finding> deviations = deviations(REFERENCE, REFERENCE.replace(from, to), "Toy");
    assertThat(deviations).allMatch(finding -> finding.kind() == Kind.CONTRACT);
    return deviations.stream().map(Finding::message).collect(Collectors.joining("\n"));
  }

  @Test
  void theReferenceKeepsItsOwnContract() throws IOException {
    assertThat(deviations(REFERENCE, REFERENCE, "Toy")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public void update(String name) {}    | void other() {} | Toy.update(String) is missing: the contract asks for `public void update(String name)`.
          public void update(String name) {}    | public int update(String name) { return 1; } | Toy.update(String) differs: the contract asks for `public void update(String name)`, the code has `public int update(String name)`.
          public void update(String name) {}    | void update(String name) {} | Toy.update(String) is not public: the contract asks for `public void update(String name)`.
          public void update(String name) {}    | public static void update(String name) {} | Toy.update(String) is static: the contract asks for `public void update(String name)`.
          public int value() throws InterruptedException | public int value() throws Exception | Toy.value() declares `throws Exception`: the contract asks for `public int value() throws InterruptedException`.
          public static <A, R> List<R> map(     | public <A, R> List<R> map( | Toy.map(int, Function, List) is not static: the contract asks for `public static <A, R> List<R> map(int n, Function<? super A, ? extends R> f, List<? extends A> all) throws InterruptedException, ExecutionException`.
          public Toy(int size, Supplier<? extends T> source) | public Toy(int size) | Toy(int, Supplier) differs: the contract asks for `public Toy(int size, Supplier<? extends T> source)`, the code has `public Toy(int size)`.
          long sum(long... parts)               | long sum(List<Long> parts) | Toy.sum(long[]) differs: the contract asks for `public long sum(long... parts)`, the code has `public long sum(List<Long> parts)`.
          protected T[] hook(                   | T[] hook( | Toy.hook(Map) is not protected: the contract asks for `protected T[] hook(Map<String, List<int[]>> m)`.
          static final int LIMIT = 3;           | final int LIMIT = 3; | Toy.LIMIT is missing or differs: the contract asks for `public static final int LIMIT`.
          public class Toy<T>                   | class Toy<T> | Toy is not public: the contract asks for `public class Toy<T> implements Runnable, AutoCloseable`.
          public class Toy<T>                   | public abstract class Toy<T> | Toy is abstract: the contract asks for `public class Toy<T> implements Runnable, AutoCloseable`.
          public record Result(                 | record Result( | Toy.Result is not public: the contract asks for `public static record Result`.
          public interface Callback             | public interface Other | The type Toy.Callback is missing: the contract asks for `public static interface Callback`.
          """)
  void everyDeviationIsNamed(String from, String to, String expected) throws IOException {
    assertThat(messages(from, to.replace("@Override", ""))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public void update(String name) {}    | public synchronized final void update(String other) { helper(); } private void helper() {}
          public int value() throws InterruptedException | public int value()
          private int secret;                   | private volatile long mine; public int more;
          void internal() {}                    | public void another() throws Exception {}
          protected T[] hook(                   | public T[] hook(
          public class Toy<T>                   | public final class Toy<T>
          AutoCloseable                         | java.io.Closeable
          Supplier<? extends T> source          | Supplier<T> source
          """)
  void whatNoCallerCanTellIsNoDeviation(String from, String to) throws IOException {
    assertThat(messages(from, to)).isEmpty();
  }

  @Test
  void aMissingInterfaceIsNamed() throws IOException {
    assertThat(
            deviations(
                "package racecourse.toy; public class Toy implements Runnable { public void run() {} }",
                "package racecourse.toy; public class Toy { public void run() {} }",
                "Toy"))
        .extracting(Finding::message)
        .containsExactly(
            "Toy does not implement Runnable: the contract asks for `public class Toy implements Runnable`.");
  }

  @Test
  void membersMayBeInherited() throws IOException {
    assertThat(
            deviations(
                "package racecourse.toy; public class Toy extends Thread { public Toy(String n) { super(n); } public void run() {} public int value() { return 1; } }",
                "package racecourse.toy; public class Toy extends Base { public Toy(String n) { super(n); } } class Base extends Thread { Base(String n) { super(n); } public int value() { return 2; } }",
                "Toy"))
        .isEmpty();
  }

  @Test
  void nobodyIsPromisedTheConstructorOfAClassOfStaticMethods() throws IOException {
    assertThat(
            deviations(
                "package racecourse.toy; public final class Toy { public static int one() { return 1; } }",
                "package racecourse.toy; public final class Toy { private Toy() {} public static int one() { return 1; } }",
                "Toy"))
        .isEmpty();
  }

  @Test
  void theImplicitConstructorOfAnyOtherClassIsPromised() throws IOException {
    assertThat(
            deviations(
                "package racecourse.toy; public class Toy { public int one() { return 1; } }",
                "package racecourse.toy; public class Toy { Toy(int x) {} public int one() { return 1; } }",
                "Toy"))
        .hasSize(1);
  }

  @Test
  void aMissingTypeIsNamed() throws IOException {
    List<Finding> deviations =
        deviations(
            "package racecourse.toy; public class Toy {} ",
            "package racecourse.toy; class Other {}",
            "Toy");

    assertThat(deviations).hasSize(1);
    assertThat(deviations.get(0).message())
        .isEqualTo("The type Toy is missing: the contract asks for `public class Toy`.");
  }

  @Test
  void thePlaceIsTheDeclaration() throws IOException {
    List<Finding> deviations =
        deviations(
            REFERENCE,
            "// class Toy\n" + REFERENCE.replace("public void update(String name) {}", ""),
            "Toy");

    assertThat(deviations.get(0).file()).isEqualTo("racecourse/toy/Toy.java");
    assertThat(deviations.get(0).line()).isEqualTo(6);
  }

  @Test
  void stubsAreTold() throws IOException {
    String stub = "throw new UnsupportedOperationException(\"Write me.\");";
    String code =
        """
        package racecourse.toy;
        public class Toy {
          public Toy(String a, long b) { super(); %1$s }
          public void one(String name) {
            // TODO
            %1$s
          }
          public int two() { throw new UnsupportedOperationException(); }
          public int three() { int x = 1; %1$s }
          public int four(int x) { if (x > 0) %1$s return 1; }
          public int five() { throw todo(); }
          public int six() { return 6; }
          static UnsupportedOperationException todo() { return new UnsupportedOperationException(); }
          private void seven() { %1$s }
        }
        """
            .formatted(stub);
    Path classes = Javac.compile(folder, Map.of("racecourse/toy/Toy.java", code));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      assertThat(
              StubCheck.unwritten(
                  Contract.of(exercise("Toy"), loader),
                  ClassTree.read(classes, folder.resolve("fixture-sources"))))
          .containsExactly("Toy(String, long)", "Toy.one(String)", "Toy.two()", "Toy.five()");
    }
  }
}
