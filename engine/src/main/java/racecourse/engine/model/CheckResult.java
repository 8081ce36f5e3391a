package racecourse.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one check.
 *
 * @param id the check's id
 * @param title what the code does when the check passes, as a sentence
 * @param verdict the verdict
 * @param points points earned
 * @param maxPoints points to earn
 * @param message one sentence on why it did not pass; empty if it passed
 * @param finding what was found; null unless the check failed
 * @param engine the engine that found it; null unless the check failed
 * @param effort the effort of all engines together
 * @param after the id of the check that must pass first, if this one was skipped for it; null
 *     otherwise
 * @param observations what each engine saw, kept for the record
 */
public record CheckResult(
    String id,
    String title,
    Verdict verdict,
    int points,
    int maxPoints,
    String message,
    @Nullable Finding finding,
    @Nullable EngineId engine,
    Effort effort,
    @Nullable String after,
    List<Observation> observations) {

  public CheckResult {
    observations = List.copyOf(observations);
    if (points < 0 || points > maxPoints) {
      throw new IllegalArgumentException(
          "Check " + id + " earns " + points + " of " + maxPoints + " points.");
    }
    if (verdict != Verdict.PASSED && verdict != Verdict.FAILED && points != 0) {
      throw new IllegalArgumentException("Check " + id + " earns points without a grade.");
    }
  }
}
