package racecourse.graders.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;
import racecourse.engine.report.ScorecardText;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/**
 * The results so far of one run: every selected exercise is in it from the start, as not graded
 * yet. Once the JVM is told to end, its children are killed, and what the grading makes of their
 * deaths is no verdict on anybody: from then on nothing more is taken in. Safe for use by any
 * thread.
 */
final class Ledger {

  private final Map<String, ExerciseResult> results = new LinkedHashMap<>();
  private boolean closed;

  Ledger(List<Exercise> exercises) {
    for (Exercise exercise : exercises) {
      results.put(exercise.id(), notGraded(exercise, ScorecardText.NOT_GRADED_YET));
    }
  }

  /** The result of an exercise that was not graded. */
  static ExerciseResult notGraded(Exercise exercise, String reason) {
    List<CheckResult> checks = new ArrayList<>();
    for (Check check : exercise.checks()) {
      checks.add(
          new CheckResult(
              check.id(),
              check.title(),
              Verdict.NOT_GRADED,
              0,
              check.points(),
              reason,
              null,
              null,
              Effort.NONE,
              null,
              List.of()));
    }
    return new ExerciseResult(exercise.id(), exercise.title(), Verdict.NOT_GRADED, reason, checks);
  }

  /** Takes a result in; returns whether it did. */
  synchronized boolean put(ExerciseResult result) {
    if (closed || shuttingDown()) {
      return false;
    }
    results.put(result.id(), result);
    return true;
  }

  /** Replaces what is still not graded yet, after the grading ended without saying why. */
  synchronized void settle(Function<ExerciseResult, ExerciseResult> reason) {
    if (!closed && !shuttingDown()) {
      results.replaceAll(
          (id, result) -> ScorecardText.pending(result) ? reason.apply(result) : result);
    }
  }

  /** Closes it; returns whether it was open. Whoever closes it writes the last report. */
  synchronized boolean close() {
    boolean open = !closed;
    closed = true;
    return open;
  }

  synchronized Scorecard scorecard() {
    return new Scorecard(List.copyOf(results.values()));
  }

  /** Whether the JVM is ending; there is no other way to ask. */
  private static boolean shuttingDown() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
