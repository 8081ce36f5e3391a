package racecourse.engine.explore;

import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import racecourse.engine.explore.Outcome.Raced;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;
import racecourse.engine.run.Violation;
import racecourse.engine.scene.Scenario;

/** Explores one scenario in one world. Used by one carrier, the main one. */
final class Explorer {
  private static final int MEETING_SCHEDULES = 20_000;
  private static final int MEETING_POINTS = 3_000_000;
  private static final int MEETING_RANDOM = 2_000;

  private final World world;
  private final Carrier carrier;
  private final Carrier.Pool pool;
  private final Scenario scenario;

  /** Scheduling points passed so far. */
  private long passed;

  /** Whom the scenario wants to meet in some schedule; null if nobody. */
  private @Nullable Meeting meeting;

  /**
   * What was found out about a scenario.
   *
   * @param outcome how the reported execution ended; null if none failed
   * @param race a data race on the way to it; null if there was none, or if it is the outcome
   *     itself
   * @param steps the reported execution
   * @param choices its choices
   * @param points the plain fields whose accesses were scheduling points in it; none if a data race
   *     ends it
   * @param preemptions its preemptions
   * @param schedules schedules run in all
   * @param bound the largest preemption bound begun
   * @param complete whether all schedules up to that bound were run
   * @param random how many schedules were random
   */
  record Result(
      @Nullable Outcome outcome,
      @Nullable Raced race,
      List<Step> steps,
      byte[] choices,
      List<String> points,
      int preemptions,
      int schedules,
      int bound,
      boolean complete,
      int random) {}

  /** How far to go; see {@link Search.Budget}. */
  record Limits(
      int schedules, long points, int preemptions, int random, long seed, BooleanSupplier enough) {}

  /** Runs of the scenario, for a search. */
  private final class Runs implements Search.Runs {
    private final boolean racesAreFatal;
    private final BitSet pointFields;

    Runs(boolean racesAreFatal, BitSet pointFields) {
      this.racesAreFatal = racesAreFatal;
      this.pointFields = pointFields;
    }

    @Override
    public Outcome run(Choices choices, BitSet racy) {
      return runOnce(choices, racesAreFatal, pointFields, racy, null);
    }

    @Override
    public long points() {
      return passed;
    }
  }

  Explorer(World world, Carrier carrier, Carrier.Pool pool, Scenario scenario) {
    this.world = world;
    this.carrier = carrier;
    this.pool = pool;
    this.scenario = scenario;
  }

  private Outcome runOnce(
      Policy policy, boolean racesAreFatal, BitSet points, BitSet racy, @Nullable Tracer tracer) {
    Execution execution =
        new Execution(world, policy, racesAreFatal, points, tracer, carrier, pool);
    ExplorerScene scene = new ExplorerScene(execution);
    if (meeting != null) {
      meeting.begin();
      execution.meeting = meeting;
    }
    Outcome outcome = execution.run(() -> scenario.play(scene));
    meeting = meeting == null ? execution.wanted : meeting;
    racy.or(execution.racyFields);
    passed += execution.points();
    return ownFault(outcome);
  }

  /**
   * Code that the compiler has accepted does not fail to link, so that failure is the rewriter's.
   * What remains the student's: an initialiser that throws, and the use of a class after that.
   */
  private static Outcome ownFault(Outcome outcome) {
    if (outcome instanceof Outcome.Threw threw) {
      Throwable cause = threw.thrown();
      for (int depth = 0; cause != null && depth < 10; depth++) {
        if (cause instanceof LinkageError
            && !(cause instanceof ExceptionInInitializerError)
            && !(cause instanceof NoClassDefFoundError)) {
          return new Outcome.Unsupported("it fails to link there: " + cause);
        }
        cause = cause.getCause();
      }
    }
    return outcome;
  }

  /** One schedule, without a report; for benchmarks and tests of the scheduler. */
  Outcome once(byte[] choices) {
    Choices policy = new Choices();
    policy.follow(choices, Choices.DEFAULTS);
    return runOnce(policy, true, new BitSet(), new BitSet(), null);
  }

  /** A plain search of every schedule, each run to its end, nothing merged; for benchmarks. */
  Search.Result searchWithoutMerging(Limits limits) {
    BitSet none = new BitSet();
    return new Search(new Runs(true, none), false)
        .search(
            new Search.Budget(
                limits.schedules,
                limits.points,
                limits.preemptions,
                0,
                limits.seed,
                limits.enough));
  }

  Result explore(Limits limits) {
    BitSet none = new BitSet();
    Search strict = new Search(new Runs(true, none), true);
    Search.Result first =
        strict.search(
            new Search.Budget(
                limits.schedules,
                limits.points,
                limits.preemptions,
                limits.random,
                limits.seed,
                limits.enough));
    Outcome failure = first.failure();
    if (failure == null) {
      Result never = neverMet(limits, first.schedules());
      if (never != null) {
        return never;
      }
      return new Result(
          null,
          null,
          List.of(),
          first.choices(),
          List.of(),
          0,
          first.schedules(),
          first.preemptions(),
          first.complete(),
          first.random());
    }
    if (failure instanceof Outcome.Unsupported) {
      return report(strict, first, none, true, null, 0);
    }
    if (!(failure instanceof Raced raced)) {
      return report(strict, first, none, true, null, 0);
    }
    // The race alone is a failure. What it does to the values teaches more: look for that with the
    // racing accesses as points.
    BitSet points = first.racyFields();
    int extra = 0;
    for (int round = 0; round < 3; round++) {
      BitSet now = (BitSet) points.clone();
      Search lenient = new Search(new Runs(false, now), false);
      Search.Result second =
          lenient.search(
              new Search.Budget(
                  Math.min(limits.schedules, 2000),
                  limits.points,
                  Math.min(2, limits.preemptions),
                  0,
                  limits.seed,
                  limits.enough));
      extra += second.schedules();
      if (second.failure() != null && second.failure().failed()) {
        return report(
            lenient, second, now, false, raced, first.schedules() + extra - second.schedules());
      }
      points.or(second.racyFields());
      if (points.equals(now)) {
        break;
      }
    }
    return report(strict, first, none, true, null, extra);
  }

  /**
   * A schedule to show if the two that the scenario wants to meet never do, in any schedule with up
   * to two preemptions: one stops either of them, the other lets it go on. Null if they meet, or if
   * that is more than can be looked at.
   */
  private @Nullable Result neverMet(Limits limits, int before) {
    Meeting wanted = meeting;
    if (wanted == null || wanted.met()) {
      return null;
    }
    // The run that asked for it was not watched.
    runOnce(first(), true, new BitSet(), new BitSet(), null);
    Search.Result all =
        new Search(new Runs(true, wanted.fields()), false)
            .search(
                new Search.Budget(
                    MEETING_SCHEDULES,
                    MEETING_POINTS,
                    Math.min(2, limits.preemptions),
                    MEETING_RANDOM,
                    limits.seed,
                    () -> wanted.met() || limits.enough.getAsBoolean()));
    boolean some = all.complete() || all.preemptions() > 0;
    boolean looked = all.complete() || all.preemptions() > 1 || all.random() == MEETING_RANDOM;
    if (all.failure() != null || !some || !wanted.failed(looked)) {
      return null;
    }
    Tracer tracer = new Tracer(world);
    runOnce(first(), true, new BitSet(), new BitSet(), tracer);
    return new Result(
        new Outcome.Violated(new Violation(Kind.NOT_PARALLEL, wanted.message()), "main"),
        null,
        tracer.steps(),
        new byte[0],
        List.of(),
        0,
        before + all.schedules(),
        all.preemptions(),
        true,
        0);
  }

  /** The schedule that every search begins with. */
  private static Choices first() {
    Choices policy = new Choices();
    policy.follow(new byte[0], Choices.DEFAULTS);
    return policy;
  }

  /** Minimises the failing schedule, and runs it once more to write it down. */
  private Result report(
      Search search,
      Search.Result found,
      BitSet points,
      boolean racesAreFatal,
      @Nullable Raced race,
      int before) {
    Outcome failure = found.failure();
    if (failure == null) {
      throw new IllegalArgumentException("There is nothing to report.");
    }
    byte[] best =
        failure.failed()
            ? search.minimise(found.choices(), outcome -> sameFailure(failure, outcome), 150)
            : found.choices();
    Tracer tracer = new Tracer(world);
    Choices policy = new Choices();
    policy.follow(best, Choices.DEFAULTS);
    Outcome shown = runOnce(policy, racesAreFatal, points, new BitSet(), tracer);
    if (!sameFailure(failure, shown)) {
      // The code depends on something else than the schedule; say what was seen at first, without a
      // trace.
      return new Result(
          failure,
          race,
          List.of(),
          found.choices(),
          names(points),
          0,
          before + found.schedules(),
          found.preemptions(),
          false,
          found.random());
    }
    return new Result(
        shown,
        race,
        tracer.steps(),
        best,
        names(points),
        policy.preemptions(),
        before + found.schedules(),
        found.preemptions(),
        false,
        found.random());
  }

  private List<String> names(BitSet fields) {
    return fields.stream().mapToObj(world::fieldName).toList();
  }

  /**
   * Runs one schedule, as a result once described it; the outcome is null if it does not fail (any
   * more).
   */
  Result replay(byte[] choices, List<String> pointNames, Limits limits) {
    BitSet points = new BitSet();
    pointNames.forEach(name -> points.set(world.fieldNumber(name)));
    Tracer tracer = new Tracer(world);
    Choices policy = new Choices();
    policy.follow(choices, Choices.DEFAULTS);
    Outcome outcome = runOnce(policy, points.isEmpty(), points, new BitSet(), tracer);
    boolean worthIt = outcome.failed() || outcome instanceof Outcome.Unsupported;
    if (!worthIt && meeting != null) {
      // What that schedule shows is that no other one is different.
      Result never = neverMet(limits, 0);
      if (never != null) {
        return never;
      }
    }
    return new Result(
        worthIt ? outcome : null,
        null,
        tracer.steps(),
        choices,
        pointNames,
        policy.preemptions(),
        1,
        policy.preemptions(),
        false,
        0);
  }

  private static boolean sameFailure(Outcome one, Outcome other) {
    if (one.getClass() != other.getClass()) {
      return false;
    }
    if (one instanceof Outcome.Halted a && other instanceof Outcome.Halted b) {
      return a.halt() == b.halt() && a.kind() == b.kind();
    }
    if (one instanceof Outcome.Violated a && other instanceof Outcome.Violated b) {
      return a.violation().kind() == b.violation().kind();
    }
    if (one instanceof Outcome.Threw a && other instanceof Outcome.Threw b) {
      return a.thrown().getClass() == b.thrown().getClass();
    }
    return true;
  }
}
