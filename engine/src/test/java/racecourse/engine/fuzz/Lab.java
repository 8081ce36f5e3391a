package racecourse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;

/** Compiles sample programs and has them looked at. */
final class Lab {
  private static final String HEAD =
      """
      package racecourse.fuzzsample;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import java.util.concurrent.locks.*;
      import java.time.Duration;
      public class Subject {
        private final Runnable callback;
        public Subject(Runnable callback) { this.callback = callback; }
      """;

  private final Path folder;

  /** Programs are compiled into this folder. */
  Lab(Path folder) {
    this.folder = folder;
  }

  /** A program with these members; {@code act} and {@code value} are added if they are missing. */
  static String program(String members) {
    StringBuilder source = new StringBuilder(HEAD).append(members);
    if (!members.contains("void act(int who)")) {
      source.append("\n  public void act(int who) throws Exception {}");
    }
    if (!members.contains("int value()")) {
      source.append("\n  public int value() { return 0; }");
    }
    return source.append("\n}\n").toString();
  }

  /** Compiles the members into a fresh folder. */
  Path compile(String members) throws IOException {
    Path work = Files.createTempDirectory(folder, "program");
    Path source = work.resolve("racecourse/fuzzsample/Subject.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, program(members));
    Path classes = Files.createDirectories(work.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter says = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  says,
                  files,
                  null,
                  List.of(
                      "-d",
                      classes.toString(),
                      "-g",
                      "-proc:none",
                      "-Xlint:none",
                      "-nowarn",
                      "-cp",
                      classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(done).as(says.toString()).isTrue();
    }
    return classes;
  }

  static Job job(Path classes, long seed, String... checks) {
    return job(classes, Job.Level.NORMAL, seed, checks);
  }

  private static Job job(Path classes, Job.Level level, long seed, String... checks) {
    return new Job(
        "fuzzsample",
        "racecourse.graders.fuzzsample.SampleGrader",
        classes,
        List.of(checks),
        level,
        seed,
        "");
  }

  /** What the runner says of the program. */
  Observation ask(String check, String members) throws Exception {
    return ask(new FuzzRunner(), job(compile(members), 4711, check)).get(check);
  }

  /** The same with all the time it may take to see something that is there. */
  Observation askForLong(String check, String members) throws Exception {
    return ask(new FuzzRunner(), job(compile(members), Job.Level.HIGH, 4711, check)).get(check);
  }

  static Map<String, Observation> ask(FuzzRunner runner, Job job) throws Exception {
    Map<String, Observation> observed = new ConcurrentHashMap<>();
    List<String> started = new ArrayList<>();
    runner.run(
        job,
        new Report() {
          @Override
          public void started(String check) {
            started.add(check);
          }

          @Override
          public void observed(String check, Observation observation) {
            assertThat(started).contains(check);
            observed.put(check, observation);
          }
        });
    return observed;
  }
}
