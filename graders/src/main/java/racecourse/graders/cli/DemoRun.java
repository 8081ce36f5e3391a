package racecourse.graders.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import racecourse.engine.child.ClassPaths;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Text;
import racecourse.engine.model.Finding;
import racecourse.engine.run.Folders;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.Preparation;
import racecourse.engine.submission.Prepared;
import racecourse.engine.submission.Submission;
import racecourse.engine.submission.UnusableSubmission;
import racecourse.graders.demo.DemoMain;

/**
 * Compiles an exercise as grading does and runs its demo in a JVM of its own. The demo ends itself
 * when it hangs; one that cannot is ended from here.
 */
final class DemoRun {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int LINE = 400;

  private final World world;

  DemoRun(World world) {
    this.world = world;
  }

  /**
   * Shows it.
   *
   * @param root the source root
   * @return {@link ExitCode#ALL_PASSED} if there was something to see, right or wrong, or nothing
   *     is written yet
   * @throws BadUsage if there is no submission there
   */
  int run(Path root, Grader grader) throws BadUsage {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("racecourse-demo");
      return run(root, grader, folder);
    } catch (UnusableSubmission e) {
      throw new BadUsage(String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return kitFault(String.valueOf(e.getMessage()));
    } finally {
      if (folder != null) {
        try {
          Folders.delete(folder);
        } catch (IOException e) {
          // Left behind in the temporary folder, where the system cleans up.
        }
      }
    }
  }

  private int run(Path root, Grader grader, Path folder) throws IOException, UnusableSubmission {
    Exercise exercise = grader.exercise();
    Set<Path> kit = ClassPaths.ofChild(List.of(grader.getClass(), DemoMain.class));
    try (Fork fork = new Fork()) {
      Prepared prepared;
      try (Preparation preparation = new Preparation(fork, kit, folder.resolve("compiler"))) {
        prepared =
            preparation.prepare(
                Submission.in(root),
                exercise,
                grader.getClass().getClassLoader(),
                folder.resolve("exercise"));
      }
      if (prepared instanceof Prepared.Ready ready) {
        return show(exercise, fork, ready.classes(), kit, folder);
      }
      if (prepared instanceof Prepared.NotStarted nothing) {
        say(
            "There is nothing to show of "
                + exercise.id()
                + " yet: "
                + nothing.message()
                + " Write it first, even if it is wrong: then there is more to see.");
        return ExitCode.ALL_PASSED;
      }
      if (prepared instanceof Prepared.Refused refused) {
        Finding finding = refused.finding();
        String where = finding.file() == null ? "" : finding.file() + ":" + finding.line() + ": ";
        say(where + finding.message());
        return ExitCode.NOT_ALL_PASSED;
      }
      return kitFault(((Prepared.NotGraded) prepared).reason());
    }
  }

  private int show(Exercise exercise, Fork fork, Path classes, Set<Path> kit, Path folder)
      throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(classes); // First: the kit's jar has a solution of the same name.
    classPath.addAll(kit);
    // With the full compiler, as a program usually runs: it hides less.
    Process demo =
        fork.start(
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-D" + DemoMain.EXERCISE + "=" + exercise.id()),
            classPath,
            DemoMain.class.getName(),
            folder);
    AtomicBoolean late = new AtomicBoolean();
    Thread clock =
        new Thread(
            () -> {
              try {
                if (!demo.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                  late.set(true);
                  fork.kill(demo);
                }
              } catch (InterruptedException ended) {
                // It came to its end.
              }
            },
            "demo clock");
    clock.setDaemon(true);
    clock.start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        say(line.isEmpty() ? "" : shortened(Text.visible(line)));
      }
    }
    try {
      int exit = demo.waitFor();
      if (late.get()) {
        say(
            "The demo did not come to its end within "
                + LONGEST.toSeconds()
                + " s, and was ended.");
        return ExitCode.ALL_PASSED;
      }
      if (exit == DemoMain.UNKNOWN) {
        say("The exercise " + exercise.id() + " has no demo yet.");
        return ExitCode.ALL_PASSED;
      }
      if (exit != DemoMain.ENDED && exit != DemoMain.HUNG) {
        say("The demo's JVM ended before its time, with exit code " + exit + ".");
        return ExitCode.NOT_ALL_PASSED;
      }
      return ExitCode.ALL_PASSED;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return ExitCode.NOT_GRADED;
    } finally {
      clock.interrupt();
    }
  }

  private static String shortened(String line) {
    return line.length() <= LINE ? line : line.substring(0, LINE) + "...";
  }

  private void say(String line) {
    world.out().println(line);
    world.out().flush();
  }

  private int kitFault(String reason) {
    world.err().println("The demo could not be run, and that is not your code's fault: " + reason);
    world.err().flush();
    return ExitCode.NOT_GRADED;
  }
}
