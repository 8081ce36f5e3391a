package racecourse.engine.submission;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Text;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/**
 * Compiles exercises, one at a time, in a JVM of its own that stays warm: the first exercise costs
 * about as much as a javac of its own, each further one a tenth of that. If a source makes that JVM
 * hang or die, the next exercise gets a new one. Not safe for use by several threads.
 */
final class Compiler implements AutoCloseable {
  /** How many times the limit a compiler may take that gets little of the processor. */
  private static final int BUSY_FACTOR = 10;

  private final Fork fork;
  private final Collection<Path> classPath;
  private final Path folder;
  private final Duration limit;
  private @Nullable Server server;

  /**
   * A compiler; no JVM is started yet.
   *
   * @param fork starts the JVM
   * @param classPath where the engine's classes are
   * @param folder its working folder; created
   * @param limit the longest time for one exercise; on a busy machine it may take longer, but not
   *     work more
   */
  Compiler(Fork fork, Collection<Path> classPath, Path folder, Duration limit) {
    this.fork = fork;
    this.classPath = List.copyOf(classPath);
    this.folder = folder;
    this.limit = limit;
  }

  /** Whether the running Java has a compiler at all. */
  static boolean isThere() {
    return ModuleLayer.boot().findModule("jdk.compiler").isPresent()
        || javax.tools.ToolProvider.getSystemJavaCompiler() != null;
  }

  /** Starts the JVM, so that it is there when it is needed. */
  void warm() throws IOException {
    if (server == null) {
      server = new Server();
    }
  }

  /**
   * Compiles the sources of one exercise.
   *
   * @param packageName the exercise's package
   * @param root the source root
   * @param sources the sources below it
   * @param classes the folder for the classes; created
   * @throws Refusal if they do not compile
   * @throws IOException if the compiler cannot be run
   */
  void compile(String packageName, Path root, List<Path> sources, Path classes)
      throws Refusal, IOException {
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    Files.createDirectories(classes);
    warm();
    Server current = server;
    if (current == null) {
      throw new IOException("the compiler's JVM is gone");
    }
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(
            () -> current.ask(packageName, root, nothing, classes, sources),
            task -> {
              Thread thread = new Thread(task, "racecourse compiler");
              thread.setDaemon(true);
              thread.start();
            });
    try {
      await(answer, current).judge(root);
    } catch (TimeoutException slow) {
      close();
      throw new Refusal(
          Finding.of(
              Kind.OUT_OF_RESOURCES,
              "The compiler did not come to an end within %d s; make the code simpler."
                  .formatted(limit.toSeconds())));
    } catch (ExecutionException dead) {
      int exit = current.exit();
      close();
      if (exit == 3) {
        throw new Refusal(
            Finding.of(
                Kind.OUT_OF_RESOURCES, "The compiler ran out of memory; make the code simpler."));
      }
      throw new IOException("the compiler's JVM ended with exit code " + exit, dead.getCause());
    } catch (InterruptedException stop) {
      close();
      Thread.currentThread().interrupt();
      throw new IOException("the run is being stopped");
    }
  }

  /** Waits for as long as the limit allows: in time, and, as the machine may be busy, in work. */
  private Answer await(CompletableFuture<Answer> answer, Server current)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    Duration before = current.work();
    for (int turn = 1; turn <= BUSY_FACTOR; turn++) {
      try {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException slow) {
        Duration work = current.work().minus(before);
        if (work.multipliedBy(2).compareTo(limit) >= 0 || current.work().isZero()) {
          throw slow;
        }
      }
    }
    close();
    throw new IOException("the machine is too busy to compile");
  }

  /** Ends the JVM; a later call starts another. */
  @Override
  public void close() {
    if (server != null) {
      server.end();
      server = null;
    }
  }

  private record Answer(int kind, List<CompileServer.Problem> problems) {

    private void judge(Path root) throws Refusal {
      if (kind == CompileServer.COMPILED) {
        return;
      }
      CompileServer.Problem first =
          problems.isEmpty()
              ? new CompileServer.Problem("", 0, "no reason given")
              : problems.get(0);
      if (kind == CompileServer.CRASHED) {
        throw new Refusal(
            Finding.of(
                Kind.COMPILE_ERROR,
                "The compiler gave up on the code (%s); make it simpler."
                    .formatted(Text.oneLine(first.message(), 200))));
      }
      String file =
          first.file().isEmpty()
              ? null
              : root.relativize(Path.of(first.file())).toString().replace('\\', '/');
      String where = file == null ? "The code" : file.substring(file.lastIndexOf('/') + 1);
      String more =
          problems.size() == 1
              ? ""
              : " (and %d more error%s)"
                  .formatted(problems.size() - 1, problems.size() == 2 ? "" : "s");
      String words = Text.oneLine(words(first.message()), 400);
      throw new Refusal(
          Finding.of(Kind.COMPILE_ERROR, "%s does not compile: %s%s.".formatted(where, words, more))
              .at(file, first.line()));
    }

    /** javac's message with its details, which it puts on lines of their own, in brackets. */
    private static String words(String message) {
      List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      if (lines.size() < 2) {
        return message.strip();
      }
      List<String> details = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        details.add(line.replaceAll("\\s+", " "));
      }
      return lines.get(0) + " (" + String.join(", ", details) + ")";
    }
  }

  private final class Server {
    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    private Server() throws IOException {
      Files.createDirectories(folder);
      process = fork.start(options(), classPath, CompileServer.class.getName(), folder);
      requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
      answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
      Thread drain =
          new Thread(() -> drain(process.getErrorStream()), "racecourse compiler output");
      drain.setDaemon(true);
      drain.start();
    }

    private static List<String> options() {
      List<String> options = new ArrayList<>(Fork.SHORT_LIVED);
      options.add("-Xmx256m");
      return options;
    }

    private Answer ask(
        String packageName, Path root, Path nothing, Path classes, List<Path> sources) {
      try {
        requests.writeByte(sources.size());
        requests.writeUTF(packageName);
        requests.writeUTF(root.toString());
        requests.writeUTF(nothing.toString());
        requests.writeUTF(classes.toString());
        for (Path source : sources) {
          requests.writeUTF(source.toString());
        }
        requests.flush();
        int kind = answers.readUnsignedByte();
        int count = answers.readInt();
        if (count < 0 || count > 1_000) {
          throw new EOFException("The compiler's answer is damaged.");
        }
        List<CompileServer.Problem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          problems.add(
              new CompileServer.Problem(answers.readUTF(), answers.readInt(), answers.readUTF()));
        }
        return new Answer(kind, problems);
      } catch (IOException dead) {
        throw new java.io.UncheckedIOException(dead);
      }
    }

    /** The processor time it has had; zero if the system does not say. */
    private Duration work() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private int exit() {
      try {
        return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }

    private void end() {
      fork.kill(process);
    }

    private static void drain(InputStream errors) {
      try (errors) {
        errors.transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException closed) {
        // The process is gone.
      }
    }
  }
}
