package racecourse.graders.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;
import racecourse.engine.report.ScorecardText;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/**
 * Grades, and does not grade again what passed and has not changed since. In any doubt it grades;
 * an exercise that did not pass is always graded.
 */
final class Remembering implements Grades {

  private final Grades grades;
  private final Supplier<Optional<String>> kit;
  private final Old old;

  /** What an old pass is good for. */
  enum Old {
    /** It stands for a new one, as long as nothing has changed. */
    USED,
    /** It is earned again, for later runs to use. */
    RENEWED,
    /** It is not looked at, and this run's passes are not for later ones either. */
    IGNORED
  }

  /**
   * A grading with a memory.
   *
   * @param grades who grades
   * @param kit the digest of the kit and its Java; empty in doubt. Asked on another thread
   * @param old what an old pass is good for; which checks fail is noted anyhow, for the hints
   */
  Remembering(Grades grades, Supplier<Optional<String>> kit, Old old) {
    this.grades = grades;
    this.kit = kit;
    this.old = old;
  }

  /**
   * What an old pass is good for in a run that asks for nothing unusual: it is used only for a
   * student at work, in the clone that the kit lies in. Whoever grades another's code, and CI, has
   * it all graded.
   *
   * @param fresh whether everything is to be graded
   */
  static Old old(Handin handin, boolean fresh, World world) {
    boolean automatic =
        List.of("CI", "GITHUB_ACTIONS").stream()
            .map(name -> world.environment().getOrDefault(name, "").strip())
            .anyMatch(value -> !value.isEmpty() && !value.equalsIgnoreCase("false"));
    if (automatic || !Signs.ours(handin, world)) {
      return Old.IGNORED;
    }
    return fresh ? Old.RENEWED : Old.USED;
  }

  @Override
  public Scorecard grade(Path sources, List<Grader> selected, Plan plan, News news)
      throws Exception {
    Notes before = Notes.in(plan.work());
    // To read all of the kit takes a moment, which the grading hides.
    CompletableFuture<Optional<String>> kitNow =
        CompletableFuture.supplyAsync(old == Old.IGNORED ? Optional::empty : kit)
            .exceptionally(doubt -> Optional.empty());
    Map<String, Code> codes = new HashMap<>();
    Map<String, ExerciseResult> all = new HashMap<>();
    List<Grader> rest = new ArrayList<>();
    for (Grader grader : selected) {
      Exercise exercise = grader.exercise();
      Code code = code(sources, exercise, plan);
      codes.put(exercise.id(), code);
      Optional<ExerciseResult> pass =
          old == Old.USED
              ? pass(before.of(sources, exercise.id()), code, kitNow, exercise)
              : Optional.empty();
      if (pass.isPresent()) {
        ExerciseResult unchanged = unchanged(pass.get());
        all.put(exercise.id(), unchanged);
        news.graded(unchanged);
      } else {
        rest.add(grader);
      }
    }
    if (rest.isEmpty()) {
      return scorecard(selected, all);
    }
    Notes after = before;
    Hints hints = Hints.in(plan.work());
    for (ExerciseResult result : grades.grade(sources, rest, plan, news).exercises()) {
      all.put(result.id(), result);
      Code code = codes.get(result.id());
      Optional<Exercise> exercise =
          rest.stream()
              .map(Grader::exercise)
              .filter(candidate -> candidate.id().equals(result.id()))
              .findFirst();
      if (code == null || exercise.isEmpty()) {
        continue;
      }
      // What was saved while it was being graded may not be what was graded.
      boolean same = code.equals(code(sources, exercise.get(), plan));
      after =
          after.with(
              new Notes.Note(
                  sources.toString(),
                  result.id(),
                  same ? code.digest() : "",
                  kitNow.join().orElse(""),
                  result));
      hints = hints.without(sources, result);
    }
    try {
      after.write(plan.work());
      hints.write(plan.work());
    } catch (IOException notNoted) {
      // Then the next run grades it all; the verdicts do not hang on it.
    }
    return scorecard(selected, all);
  }

  /**
   * What is graded.
   *
   * @param digest of the sources and of what is asked; empty in doubt
   * @param stamp tells a file that was changed and changed back
   */
  private record Code(String digest, String stamp) {}

  private static Code code(Path sources, Exercise exercise, Plan plan) {
    return Fingerprint.sources(sources.resolve("racecourse").resolve(exercise.id()))
        .map(
            found ->
                new Code(
                    String.join(
                        " ",
                        found.digest(),
                        plan.level().toString(),
                        HexFormat.of().toHexDigits(plan.seed())),
                    found.stamp()))
        .orElse(new Code("", ""));
  }

  /** The pass that was noted, if it is one of this code by this kit. */
  private static Optional<ExerciseResult> pass(
      Optional<Notes.Note> note,
      Code code,
      CompletableFuture<Optional<String>> kitNow,
      Exercise exercise) {
    return note.filter(n -> n.result().verdict() == Verdict.PASSED)
        .filter(n -> !code.digest().isEmpty() && n.code().equals(code.digest()))
        .filter(n -> !n.kit().isEmpty() && kitNow.join().equals(Optional.of(n.kit())))
        .map(Notes.Note::result)
        .filter(pass -> matches(pass, exercise));
  }

  /** Whether it is a pass of this very exercise, with all its points. */
  private static boolean matches(ExerciseResult pass, Exercise exercise) {
    List<String> wanted = new ArrayList<>();
    for (Check check : exercise.checks()) {
      wanted.add(check.id() + " PASSED " + check.points() + " " + check.points());
    }
    List<String> have = new ArrayList<>();
    for (CheckResult check : pass.checks()) {
      have.add(check.id() + " " + check.verdict() + " " + check.points() + " " + check.maxPoints());
    }
    return pass.id().equals(exercise.id()) && have.equals(wanted);
  }

  private static ExerciseResult unchanged(ExerciseResult pass) {
    return new ExerciseResult(
        pass.id(), pass.title(), pass.verdict(), ScorecardText.UNCHANGED, pass.checks());
  }

  private static Scorecard scorecard(List<Grader> selected, Map<String, ExerciseResult> results) {
    List<ExerciseResult> all = new ArrayList<>();
    for (Grader grader : selected) {
      ExerciseResult result = results.get(grader.exercise().id());
      if (result != null) {
        all.add(result);
      }
    }
    return new Scorecard(all);
  }
}
