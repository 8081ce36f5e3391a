package racecourse.engine.diagnose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Step;

/**
 * Names the misconception behind the findings of one submission. Never guesses, and never throws:
 * what it cannot read or does not know stays without a name.
 */
public final class Diagnoser {
  private final @Nullable Code code;
  private final List<Recogniser> own;

  private Diagnoser(@Nullable Code code, List<Recogniser> own) {
    this.code = code;
    this.own = List.copyOf(own);
  }

  /**
   * A diagnoser for a submission.
   *
   * @param classes the folder of its compiled classes, which are read and not loaded; hostile ones
   *     do no harm
   * @param own the exercise's own recognisers, asked if no general one knows the case; see {@link
   *     Explains}
   */
  public static Diagnoser of(Path classes, List<Recogniser> own) {
    try {
      return new Diagnoser(Code.read(classes), own);
    } catch (IOException | RuntimeException | StackOverflowError unreadable) {
      return new Diagnoser(null, own);
    }
  }

  /** The result with every finding that was looked at explained as far as it can be. */
  public ExerciseResult explained(ExerciseResult result) {
    return new ExerciseResult(
        result.id(),
        result.title(),
        result.verdict(),
        result.message(),
        result.checks().stream().map(this::explained).toList());
  }

  private CheckResult explained(CheckResult check) {
    Finding finding = check.finding();
    if (finding == null || check.after() != null) {
      return check;
    }
    return new CheckResult(
        check.id(),
        check.title(),
        check.verdict(),
        check.points(),
        check.maxPoints(),
        check.message(),
        explained(finding, check.id()),
        check.engine(),
        check.effort(),
        null,
        check.observations());
  }

  /** What is behind the finding, if the evidence shows it, whichever check it is of. */
  public Optional<Diagnosis> diagnose(Finding finding) {
    return diagnose(finding, "");
  }

  /** What is behind the finding of the check with this id, if the evidence shows it. */
  public Optional<Diagnosis> diagnose(Finding finding, String check) {
    if (code == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Recognisers.look(new Case(finding, check, code), own));
    } catch (RuntimeException | StackOverflowError notUnderstood) {
      return Optional.empty();
    }
  }

  /**
   * The finding with the misconception behind it, if the evidence shows it, and with a note at the
   * step that does the damage if the misconception knows one.
   */
  public Finding explained(Finding finding) {
    return explained(finding, "");
  }

  private Finding explained(Finding finding, String check) {
    return diagnose(finding, check).map(diagnosis -> explained(finding, diagnosis)).orElse(finding);
  }

  private static Finding explained(Finding finding, Diagnosis diagnosis) {
    List<Step> steps = new ArrayList<>(finding.schedule());
    int step = diagnosis.step();
    if (step >= 0 && step < steps.size() && !diagnosis.note().isEmpty()) {
      steps.set(step, steps.get(step).withNote(diagnosis.note()));
    }
    return new Finding(
        finding.kind(),
        finding.message(),
        diagnosis.mistake(),
        finding.file(),
        finding.line(),
        steps,
        finding.replay(),
        finding.subject(),
        diagnosis.here());
  }
}
