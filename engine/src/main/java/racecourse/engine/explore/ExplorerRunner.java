package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;
import racecourse.engine.run.Runner;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Check.Question;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Scene;

/** The explorer as an engine: looks at every check of a job that asks it something. */
public final class ExplorerRunner implements Runner {

  /**
   * What nearly every exercise uses. Rewriting it, and a first run of whatever rewrites and runs,
   * takes as long as some exercises do.
   */
  private static final List<String> OFTEN_USED =
      List.of(
          "java.util.concurrent.locks.AbstractQueuedSynchronizer",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.concurrent.locks.ReentrantLock$NonfairSync",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.LinkedBlockingQueue",
          "java.util.concurrent.FutureTask",
          "java.util.concurrent.ThreadPoolExecutor");

  private World world = new World();

  /** What is done on a thread of the explorer's. */
  private interface Work {
    void on(Carrier main, Carrier.Pool pool) throws Exception;
  }

  @Override
  public EngineId id() {
    return EngineId.EXPLORER;
  }

  @Override
  public void early() throws Exception {
    for (String each : OFTEN_USED) {
      world.loadClass(World.COPIES.replace('/', '.') + each);
    }
    onCarrier(
        false,
        (main, pool) -> {
          new Explorer(world, main, pool, ExplorerRunner::rehearse)
              .explore(new Explorer.Limits(50, 50_000, 2, 0, 0, () -> false));
          pool.close();
        });
  }

  private static void rehearse(Scene scene) {
    Gate gate = scene.gate(2, Kind.NOT_PARALLEL, "Nobody came.");
    scene.actor("one", gate::pass);
    scene.actor("other", gate::pass);
    scene.play();
  }

  @Override
  public void run(Job job, Report report) throws Exception {
    onCarrier(true, (main, pool) -> grade(job, report, main, pool));
  }

  private static void onCarrier(boolean pinned, Work work) throws Exception {
    AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    Carrier.Pool pool = new Carrier.Pool();
    Carrier[] main = new Carrier[1];
    main[0] =
        Carrier.main(
            pool,
            pinned,
            () -> {
              try {
                work.on(main[0], pool);
              } catch (Throwable thrown) {
                fault.set(thrown);
              }
            });
    main[0].start();
    main[0].join();
    Throwable thrown = fault.get();
    if (thrown instanceof Exception exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void grade(Job job, Report report, Carrier main, Carrier.Pool pool)
      throws ReflectiveOperationException {
    String scenarioPackage = job.grader().substring(0, job.grader().lastIndexOf('.') + 1);
    world = world.settled(job.studentPackage(), scenarioPackage, job.classes());
    Grader grader = (Grader) world.loadClass(job.grader()).getDeclaredConstructor().newInstance();
    Exercise exercise = grader.exercise();
    List<Check> checks = new ArrayList<>();
    for (Check check : exercise.checks()) {
      if (job.checks().contains(check.id()) && check.runsOn(EngineId.EXPLORER)) {
        checks.add(check);
      }
    }
    for (Check check : checks) {
      report.started(check.id());
      report.observed(
          check.id(),
          !job.replay().isEmpty()
              ? replay(check, job, world, main, pool)
              : report.isWanted(check.id())
                  ? look(check, job, world, main, pool)
                  : Report.notNeeded(EngineId.EXPLORER, Effort.NONE));
    }
    pool.close();
  }

  private static Observation look(
      Check check, Job job, World world, Carrier main, Carrier.Pool pool) {
    long start = System.nanoTime();
    Findings findings = new Findings(world, job.studentPackage());
    int schedules = 0;
    int bound = Integer.MAX_VALUE;
    boolean complete = true;
    for (Question question : check.questions()) {
      if (!question.engines().contains(EngineId.EXPLORER)) {
        continue;
      }
      Explorer explorer = new Explorer(world, main, pool, question.scenario());
      Explorer.Result result = explorer.explore(limits(job));
      schedules += result.schedules();
      bound = Math.min(bound, result.bound());
      complete &= result.complete();
      Effort effort =
          new Effort(
              schedules,
              bound,
              complete,
              0,
              result.random() > 0 ? job.seed() : 0,
              (System.nanoTime() - start) / 1_000_000);
      if (result.outcome() instanceof Outcome.Unsupported unsupported) {
        return unsupported(unsupported);
      }
      if (result.outcome() != null) {
        return new Observation.Found(
            EngineId.EXPLORER, findings.of(result, check.id() + "/" + question.name()), effort);
      }
    }
    return new Observation.Clean(
        EngineId.EXPLORER,
        new Effort(
            schedules,
            bound == Integer.MAX_VALUE ? 0 : bound,
            complete,
            0,
            0,
            (System.nanoTime() - start) / 1_000_000));
  }

  private static Explorer.Limits limits(Job job) {
    boolean high = job.level() == Job.Level.HIGH;
    return new Explorer.Limits(
        high ? 100_000 : 1_500,
        high ? 50_000_000 : 150_000,
        high ? 5 : 3,
        high ? 20_000 : 150,
        job.seed(),
        () -> false);
  }

  /** Runs the job's one schedule again. */
  private static Observation replay(
      Check check, Job job, World world, Carrier main, Carrier.Pool pool) {
    long start = System.nanoTime();
    Recipe recipe = Recipe.parse(job.replay(), job.studentPackage());
    for (Question question : check.questions()) {
      if (recipe.question().equals(check.id() + "/" + question.name())) {
        Explorer.Result result =
            new Explorer(world, main, pool, question.scenario())
                .replay(recipe.choices(), recipe.points(), limits(job));
        Effort effort =
            new Effort(
                1, result.preemptions(), false, 0, 0, (System.nanoTime() - start) / 1_000_000);
        if (result.outcome() instanceof Outcome.Unsupported unsupported) {
          return unsupported(unsupported);
        }
        return result.outcome() == null
            ? new Observation.Clean(EngineId.EXPLORER, effort)
            : new Observation.Found(
                EngineId.EXPLORER,
                new Findings(world, job.studentPackage()).of(result, recipe.question()),
                effort);
      }
    }
    return new Observation.DidNotRun(
        EngineId.EXPLORER, "There is no question " + recipe.question() + " to ask again.");
  }

  private static Observation unsupported(Outcome.Unsupported outcome) {
    return new Observation.DidNotRun(
        EngineId.EXPLORER, "The explorer cannot run this code: " + outcome.reason() + ".");
  }
}
