package racecourse.graders.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/**
 * Grades what was saved, until told to end. It looks at names, sizes and times of the sources again
 * and again, because file events get lost in containers and on network drives. Used by one thread.
 */
final class Watch {

  /** How often it looks. What was saved is graded once it has been still for as long. */
  static final Duration PACE = Duration.ofMillis(100);

  private final Path root;
  private final List<Grader> watched;
  private final Keys keys;
  private final Round round;
  private final NextHint hint;
  private final PrintStream out;

  /** Grades and reports; what goes wrong is reported, too. */
  interface Round {

    /**
     * Grades.
     *
     * @param fresh whether also to grade what passed and is unchanged since
     */
    void grade(List<Grader> selected, boolean fresh);
  }

  /**
   * A watch.
   *
   * @param root the source root
   * @param watched the exercises to look at
   */
  Watch(Path root, List<Grader> watched, Keys keys, Round round, NextHint hint, PrintStream out) {
    this.root = root;
    this.watched = watched;
    this.keys = keys;
    this.round = round;
    this.hint = hint;
    this.out = out;
  }

  /** Grades everything once, then what is saved; returns when a person wants it to end. */
  void run() throws InterruptedException {
    List<Grader> current = watched;
    Map<String, String> graded = stamps();
    grade(current, false);
    Map<String, String> before = graded;
    while (true) {
      Optional<String> line = keys.poll(PACE);
      if (line.isPresent()) {
        String key = line.get().strip().toLowerCase(Locale.ROOT);
        if (key.equals("q")) {
          return;
        } else if (key.equals("h")) {
          out.print(hint.next(current.stream().map(Grader::exercise).toList()));
          say();
        } else if (key.isEmpty()) {
          graded.putAll(stamps(current));
          grade(current, true);
        } else {
          say();
        }
        continue;
      }
      Map<String, String> now = stamps();
      List<Grader> saved =
          watched.stream()
              .filter(grader -> !Objects.equals(now.get(id(grader)), graded.get(id(grader))))
              .toList();
      if (!saved.isEmpty() && now.equals(before)) {
        current = saved;
        graded.putAll(now);
        grade(current, false);
      }
      before = now;
    }
  }

  private void grade(List<Grader> selected, boolean fresh) {
    round.grade(selected, fresh);
    say();
  }

  private void say() {
    out.println();
    out.println(
        keys.interactive()
            ? " Save a file to have it graded. Or: Enter again, h Enter hint, q Enter quit."
            : " Save a file to have it graded. Ctrl-C ends this.");
    out.flush();
  }

  private Map<String, String> stamps() {
    return stamps(watched);
  }

  private Map<String, String> stamps(List<Grader> graders) {
    Map<String, String> stamps = new HashMap<>();
    for (Grader grader : graders) {
      String id = id(grader);
      stamps.put(id, Fingerprint.stamp(root.resolve("racecourse").resolve(id)));
    }
    return stamps;
  }

  private static String id(Grader grader) {
    Exercise exercise = grader.exercise();
    return exercise.id();
  }
}
