package racecourse.graders.cli;

import java.io.PrintStream;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/**
 * Says that something is going on: for a person one line that is rewritten, for a log one line for
 * each exercise and nothing in between. It prints nothing that a student wrote.
 */
final class Progress implements Grades.News {

  private static final int WIDTH = 78;

  private final PrintStream out;
  private final boolean terminal;
  private final int exercises;
  private int graded;
  private int shown;

  Progress(PrintStream out, boolean terminal, int exercises) {
    this.out = out;
    this.terminal = terminal;
    this.exercises = exercises;
  }

  @Override
  public synchronized void notice(String sentence) {
    erase();
    out.println(sentence);
  }

  @Override
  public synchronized void started(Exercise exercise) {
    show(exercise, "");
  }

  @Override
  public synchronized void observed(Exercise exercise, Check check) {
    show(exercise, ": " + check.title());
  }

  @Override
  public synchronized void graded(ExerciseResult result) {
    graded++;
    if (!terminal) {
      out.printf(
          "Graded %d of %d: %s, %s, %d / %d%n",
          graded,
          exercises,
          result.id(),
          result.verdict().id(),
          result.points(),
          result.maxPoints());
    }
  }

  /** Removes the line, before something else is printed. */
  synchronized void erase() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }

  private void show(Exercise exercise, String what) {
    if (!terminal) {
      return;
    }
    String line =
        "Grading "
            + Math.min(graded + 1, exercises)
            + " of "
            + exercises
            + ", "
            + exercise.title()
            + what;
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line;
    out.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
    out.flush();
    shown = cut.length();
  }
}
