package racecourse.engine.submission;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The main class of the JVM that compiles: one request after another on standard input, each
 * answered on standard output. It runs no student code, as it runs no annotation processor, but a
 * source may still make it hang or use up its memory; so it has a JVM of its own, which the parent
 * watches and replaces.
 */
public final class CompileServer {
  /** Answers: compiled; these errors; the compiler itself failed. */
  static final int COMPILED = 0;

  static final int ERRORS = 1;
  static final int CRASHED = 2;

  private static final int MAX_ERRORS = 20;

  private CompileServer() {}

  /** Called by the JVM, without arguments. */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    DataInputStream requests = new DataInputStream(System.in);
    System.setIn(InputStream.nullInputStream());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    for (int files = next(requests); files >= 0; files = next(requests)) {
      String packageName = requests.readUTF();
      Path sources = Path.of(requests.readUTF());
      Path nothing = Path.of(requests.readUTF());
      Path classes = Path.of(requests.readUTF());
      List<Path> paths = new ArrayList<>();
      for (int i = 0; i < files; i++) {
        paths.add(Path.of(requests.readUTF()));
      }
      List<Problem> problems;
      int answer;
      try {
        problems = compile(compiler, packageName, sources, nothing, classes, paths);
        answer = problems.isEmpty() ? COMPILED : ERRORS;
      } catch (StackOverflowError | RuntimeException failure) {
        problems = List.of(new Problem("", 0, failure.getClass().getSimpleName()));
        answer = CRASHED;
      }
      answers.writeByte(answer);
      answers.writeInt(problems.size());
      for (Problem problem : problems) {
        answers.writeUTF(problem.file());
        answers.writeInt(problem.line());
        answers.writeUTF(problem.message());
      }
      answers.flush();
    }
  }

  /**
   * One thing wrong with the sources.
   *
   * @param file the path of the source; empty if it is none in particular
   * @param line the line, from 1; 0 if unknown
   * @param message the compiler's words
   */
  record Problem(String file, int line, String message) {}

  private static int next(DataInputStream requests) throws IOException {
    int first = requests.read();
    return first < 0 ? -1 : first;
  }

  private static List<Problem> compile(
      JavaCompiler compiler,
      String packageName,
      Path sources,
      Path nothing,
      Path classes,
      List<Path> paths)
      throws IOException {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-g",
              "-Xlint:none",
              "-encoding",
              "UTF-8",
              "-Xmaxerrs",
              "" + MAX_ERRORS,
              "-cp",
              nothing.toString(),
              "-sourcepath",
              nothing.toString(),
              "-d",
              classes.toString());
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(),
                  files,
                  diagnostics,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(paths));
      List<Problem> misplaced = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        misplaced.addAll(misplaced(task, unit, packageName, sources));
      }
      List<Problem> errors = errors(diagnostics);
      if (errors.isEmpty() && misplaced.isEmpty()) {
        task.generate();
        errors = errors(diagnostics);
      }
      return errors.isEmpty() ? misplaced : errors;
    }
  }

  private static List<Problem> misplaced(
      JavacTask task, CompilationUnitTree unit, String packageName, Path sources) {
    Path file = Path.of(unit.getSourceFile().toUri());
    Path folder = sources.relativize(file).getParent();
    String expected = folder == null ? packageName : folder.toString().replaceAll("[/\\\\]", ".");
    ExpressionTree declared = unit.getPackageName();
    if (declared != null && declared.toString().equals(expected)) {
      return List.of();
    }
    long line = 1;
    if (declared != null) {
      long position = Trees.instance(task).getSourcePositions().getStartPosition(unit, declared);
      line = unit.getLineMap().getLineNumber(position);
    }
    String message =
        declared == null
            ? "it declares no package; its first line must be `package %s;`".formatted(expected)
            : "it declares the package %s; it must be `package %s;`".formatted(declared, expected);
    return List.of(new Problem(file.toString(), (int) line, message));
  }

  private static List<Problem> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    List<Problem> errors = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR && errors.size() < MAX_ERRORS) {
        JavaFileObject source = diagnostic.getSource();
        String message = diagnostic.getMessage(Locale.ENGLISH);
        errors.add(
            new Problem(
                source == null ? "" : Path.of(source.toUri()).toString(),
                (int) Math.max(diagnostic.getLineNumber(), 0),
                message.length() > 2_000 ? message.substring(0, 2_000) : message));
      }
    }
    return errors;
  }
}
