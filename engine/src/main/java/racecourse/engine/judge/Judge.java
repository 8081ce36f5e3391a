package racecourse.engine.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Verdict;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/**
 * Gives the verdicts. A failure found by any engine is a failure: that execution really happened. A
 * pass needs every engine that had to look, and each must have looked at something. What only
 * vmlens suspects costs nothing. Everything else is not graded.
 */
public final class Judge {
  /** Whose finding is shown: first the one with a schedule that can be replayed. */
  public static final List<EngineId> RANK =
      List.of(EngineId.EXPLORER, EngineId.FUZZ, EngineId.VMLENS);

  private Judge() {}

  /**
   * The verdict on an exercise whose code was run.
   *
   * @param exercise the exercise
   * @param observations by check and engine; what is missing counts as not run
   */
  public static ExerciseResult judge(
      Exercise exercise, Map<String, Map<EngineId, Observation>> observations) {
    Map<String, CheckResult> results = new LinkedHashMap<>();
    for (Check check : exercise.checks()) {
      CheckResult own = judge(check, observations.getOrDefault(check.id(), Map.of()));
      results.put(check.id(), after(check, own, results).orElse(own));
    }
    return of(exercise, "", List.copyOf(results.values()));
  }

  /**
   * The verdict on an exercise whose code cannot be run, by the student's doing: every check fails
   * for the same reason.
   */
  public static ExerciseResult refused(Exercise exercise, Finding finding) {
    return of(
        exercise,
        finding.message(),
        exercise.checks().stream()
            .map(check -> failed(check, finding, null, Effort.NONE, null, List.of()))
            .toList());
  }

  /** The verdict on an exercise without work in it. */
  public static ExerciseResult notStarted(Exercise exercise, String message) {
    return without(exercise, Verdict.NOT_STARTED, message);
  }

  /** The verdict on an exercise that the kit could not grade. */
  public static ExerciseResult notGraded(Exercise exercise, String reason) {
    return without(exercise, Verdict.NOT_GRADED, reason);
  }

  /** The verdict on one check by itself, whatever it needs. */
  static CheckResult judge(Check check, Map<EngineId, Observation> observations) {
    List<Observation> seen = new ArrayList<>();
    for (EngineId engine : RANK) {
      if (check.runsOn(engine)) {
        Observation observation = observations.get(engine);
        seen.add(
            observation == null
                ? new Observation.DidNotRun(engine, "Engine " + engine.id() + " did not run.")
                : honest(observation));
      }
    }
    Effort effort = effort(seen);
    for (Observation observation : seen) {
      if (observation instanceof Observation.Found found) {
        return failed(check, found.finding(), found.engine(), effort, null, seen);
      }
    }
    Optional<String> doubt = doubt(seen);
    return doubt.isPresent()
        ? ungraded(check, Verdict.NOT_GRADED, doubt.get(), effort, seen)
        : new CheckResult(
            check.id(),
            check.title(),
            Verdict.PASSED,
            check.points(),
            check.points(),
            "",
            null,
            null,
            effort,
            null,
            seen);
  }

  /** An engine that says "clean" without having run anything has said nothing. */
  private static Observation honest(Observation observation) {
    Effort effort = observation.effort();
    boolean clean =
        observation instanceof Observation.Clean || observation instanceof Observation.Suspected;
    boolean ran = effort.schedules() > 0 || effort.rounds() > 0;
    return clean && !ran
        ? new Observation.DidNotRun(
            observation.engine(),
            "Engine " + observation.engine().id() + " ended without having run the code.")
        : observation;
  }

  /** Why it cannot be called a pass, if it cannot. */
  private static Optional<String> doubt(List<Observation> seen) {
    boolean vouched = false;
    String abstained = "No engine could look at it.";
    for (Observation observation : seen) {
      if (observation instanceof Observation.DidNotRun didNotRun) {
        return Optional.of(didNotRun.reason());
      }
      if (observation instanceof Observation.Abstained reason) {
        if (observation.engine() != EngineId.VMLENS) {
          return Optional.of(reason.reason());
        }
        abstained = reason.reason();
      } else {
        vouched = true;
      }
    }
    return vouched ? Optional.empty() : Optional.of(abstained);
  }

  private static Effort effort(List<Observation> seen) {
    int schedules = 0;
    int preemptions = 0;
    boolean complete = false;
    int rounds = 0;
    long seed = 0;
    long millis = 0;
    for (Observation observation : seen) {
      Effort part = observation.effort();
      millis += part.millis();
      if (observation.engine() == EngineId.EXPLORER) {
        schedules = part.schedules();
        preemptions = part.preemptions();
        complete = part.complete();
      } else if (observation.engine() == EngineId.FUZZ) {
        rounds = part.rounds();
        seed = part.seed();
      }
    }
    return new Effort(schedules, preemptions, complete, rounds, seed, millis);
  }

  /** The result of a check that says nothing new because one that it needs has failed. */
  private static Optional<CheckResult> after(
      Check check, CheckResult own, Map<String, CheckResult> earlier) {
    for (String need : check.needs()) {
      CheckResult needed = earlier.get(need);
      if (needed != null && needed.verdict() == Verdict.FAILED && needed.finding() != null) {
        String first = needed.after() == null ? needed.id() : needed.after();
        Finding finding =
            Finding.of(
                needed.finding().kind(), "Not looked at until '%s' passes.".formatted(first));
        return Optional.of(failed(check, finding, null, own.effort(), first, own.observations()));
      }
    }
    return Optional.empty();
  }

  private static CheckResult failed(
      Check check,
      Finding finding,
      @Nullable EngineId engine,
      Effort effort,
      @Nullable String after,
      List<Observation> seen) {
    return new CheckResult(
        check.id(),
        check.title(),
        Verdict.FAILED,
        0,
        check.points(),
        finding.message(),
        finding,
        engine,
        effort,
        after,
        seen);
  }

  private static CheckResult ungraded(
      Check check, Verdict verdict, String message, Effort effort, List<Observation> seen) {
    return new CheckResult(
        check.id(),
        check.title(),
        verdict,
        0,
        check.points(),
        message,
        null,
        null,
        effort,
        null,
        seen);
  }

  private static ExerciseResult without(Exercise exercise, Verdict verdict, String message) {
    return new ExerciseResult(
        exercise.id(),
        exercise.title(),
        verdict,
        message,
        exercise.checks().stream()
            .map(check -> ungraded(check, verdict, message, Effort.NONE, List.of()))
            .toList());
  }

  private static ExerciseResult of(Exercise exercise, String message, List<CheckResult> checks) {
    Verdict verdict = Verdict.PASSED;
    String reason = message;
    for (CheckResult check : checks) {
      if (check.verdict() == Verdict.FAILED) {
        verdict = Verdict.FAILED;
      } else if (check.verdict() == Verdict.NOT_GRADED && verdict == Verdict.PASSED) {
        verdict = Verdict.NOT_GRADED;
      }
    }
    if (verdict == Verdict.NOT_GRADED) {
      for (CheckResult check : checks) {
        if (check.verdict() == Verdict.NOT_GRADED) {
          reason = "Check '%s' could not be graded: %s".formatted(check.id(), check.message());
          break;
        }
      }
    }
    return new ExerciseResult(exercise.id(), exercise.title(), verdict, reason, checks);
  }
}
