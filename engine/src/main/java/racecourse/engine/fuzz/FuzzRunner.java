package racecourse.engine.fuzz;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;
import racecourse.engine.run.Runner;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Check.Question;
import racecourse.engine.scene.Exercise;

/**
 * The engine on real threads. It needs the full compiler (no {@code TieredStopAtLevel}): without it
 * a missing {@code volatile} does not show. Threads of a hung round stay behind, and they are not
 * daemons, so the JVM must be halted when all is reported.
 */
public final class FuzzRunner implements Runner {
  private final Limits limits;

  /** An engine with its usual limits. */
  public FuzzRunner() {
    this(Limits.USUAL);
  }

  FuzzRunner(Limits limits) {
    this.limits = limits;
  }

  @Override
  public EngineId id() {
    return EngineId.FUZZ;
  }

  @Override
  public void run(Job job, Report report) throws Exception {
    Rounds rounds = new Rounds(job, limits);
    Exercise exercise = rounds.exercise();
    List<Check> checks = checks(job, exercise);
    // Of the whole exercise: other children may have other checks.
    List<Check> all = exercise.checks().stream().filter(c -> c.runsOn(EngineId.FUZZ)).toList();
    Budget budget = Budget.of(job.level(), (int) all.stream().flatMap(this::questions).count());
    for (Check check : checks) {
      report.started(check.id());
      report.observed(check.id(), look(job, check, budget, rounds, report));
    }
    rounds.close();
  }

  private List<Check> checks(Job job, Exercise exercise) {
    Set<String> known = new HashSet<>();
    exercise.checks().forEach(check -> known.add(check.id()));
    for (String id : job.checks()) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "Exercise " + job.exercise() + " has no check " + id + ".");
      }
    }
    return job.checks().stream()
        .flatMap(id -> exercise.checks().stream().filter(check -> check.id().equals(id)))
        .filter(check -> check.runsOn(EngineId.FUZZ))
        .toList();
  }

  private java.util.stream.Stream<Question> questions(Check check) {
    return check.questions().stream()
        .filter(question -> question.engines().contains(EngineId.FUZZ));
  }

  private Observation look(Job job, Check check, Budget budget, Rounds rounds, Report report)
      throws ReflectiveOperationException, InterruptedException {
    long begin = System.nanoTime();
    int total = 0;
    for (Question question : questions(check).toList()) {
      long questionBegin = System.nanoTime();
      for (int round = 0;
          round < question.rounds()
              && !budget.isSpent(round, Duration.ofNanos(System.nanoTime() - questionBegin));
          round++) {
        if (!report.isWanted(check.id())) {
          return Report.notNeeded(EngineId.FUZZ, effort(job, total, begin));
        }
        Rounds.Outcome outcome = rounds.play(check.id(), question.name(), round);
        total++;
        if (outcome instanceof Rounds.KitFault fault) {
          return new Observation.DidNotRun(EngineId.FUZZ, fault.reason());
        }
        if (outcome instanceof Rounds.Failed failed) {
          return new Observation.Found(EngineId.FUZZ, failed.finding(), effort(job, total, begin));
        }
      }
    }
    return new Observation.Clean(EngineId.FUZZ, effort(job, total, begin));
  }

  private static Effort effort(Job job, int rounds, long begin) {
    return new Effort(0, 0, false, rounds, job.seed(), (System.nanoTime() - begin) / 1_000_000);
  }
}
