package racecourse.graders.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Verdict;
import racecourse.engine.report.HintText;
import racecourse.engine.report.Look;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/** Opens hints, one at a time, for the first check that the last grading saw fail. */
final class NextHint {

  private final Path root;
  private final Path work;
  private final Look look;

  /**
   * Where the hints stand.
   *
   * @param root the source root
   * @param work the work folder of the gradings
   */
  NextHint(Path root, Path work, Look look) {
    this.root = root;
    this.work = work;
    this.look = look;
  }

  /**
   * The next hint for the first of these exercises that has not passed, or a sentence on why there
   * is none; ends with a line end.
   */
  String next(List<Exercise> exercises) {
    Notes notes = Notes.in(work);
    boolean graded = false;
    for (Exercise exercise : exercises) {
      Optional<Notes.Note> note = notes.of(root, exercise.id());
      graded |= note.isPresent();
      if (note.isPresent() && note.get().result().verdict() != Verdict.PASSED) {
        return next(exercise, note.get().result());
      }
    }
    String what = exercises.size() == 1 ? exercises.get(0).title() : "this submission";
    return graded
        ? "No hint is needed: everything that was graded passed.\n"
        : "Nothing is known of " + what + " yet; have it graded first.\n";
  }

  private String next(Exercise exercise, ExerciseResult result) {
    Optional<Check> check =
        switch (result.verdict()) {
          case NOT_STARTED -> exercise.checks().stream().findFirst();
          default -> firstFailed(exercise, result);
        };
    if (check.isEmpty()) {
      return exercise.title()
          + " could not be graded last time, so it is not known what to give a hint for.\n";
    }
    Optional<CheckResult> failure =
        result.checks().stream().filter(c -> c.id().equals(check.get().id())).findFirst();
    if (failure.isPresent() && refused(failure.get())) {
      return "No hint helps before the code can run. " + failure.get().message() + "\n";
    }
    int all = check.get().hints().size();
    if (all == 0) {
      return "There is no hint for the check that fails: " + check.get().title() + ".\n";
    }
    Hints hints = Hints.in(work);
    int opened = hints.of(root, exercise.id(), check.get().id());
    if (opened >= all) {
      return HintText.all(exercise, check.get(), look);
    }
    String text = HintText.one(exercise, check.get(), Math.max(opened, 0), look);
    try {
      hints.with(root, exercise.id(), check.get().id(), Math.max(opened, 0) + 1).write(work);
    } catch (IOException cannotCount) {
      return text
          + " It could not be noted ("
          + ResultFile.reason(cannotCount)
          + "), so it will come again.\n";
    }
    return text;
  }

  private static Optional<Check> firstFailed(Exercise exercise, ExerciseResult result) {
    return result.checks().stream()
        .filter(check -> check.verdict() == Verdict.FAILED && check.after() == null)
        .findFirst()
        .flatMap(
            failed ->
                exercise.checks().stream()
                    .filter(check -> check.id().equals(failed.id()))
                    .findFirst());
  }

  private static boolean refused(CheckResult check) {
    return check.finding() != null
        && List.of(Kind.COMPILE_ERROR, Kind.CONTRACT, Kind.FORBIDDEN)
            .contains(check.finding().kind());
  }
}
