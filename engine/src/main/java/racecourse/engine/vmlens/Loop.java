package racecourse.engine.vmlens;

import com.vmlens.api.AllInterleavings;
import com.vmlens.api.AllInterleavingsBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import racecourse.engine.scene.Scenario;

/**
 * All runs of one question, on a thread called "main". The {@link Supervisor} looks on from outside
 * and may give the loop up; what the thread does after that no longer counts.
 */
final class Loop implements Runnable {

  /** Where the loop is, seen from outside; {@code scene} is null between two runs. */
  record Position(boolean over, int runs, long sinceNanoTime, @Nullable VmlensScene scene) {}

  private final String name;
  private final Scenario scenario;
  private final Cast cast;
  private final Extent extent;
  private final long begin = System.nanoTime();

  private int runs;
  private long sinceNanoTime = System.nanoTime();
  private @Nullable VmlensScene scene;
  private VmlensScene.@Nullable Failure failure;
  private long failedRunBegan;
  private @Nullable Throwable broken;
  private boolean over;
  private boolean abandoned;

  /**
   * How far to go.
   *
   * @param mostRuns never more runs than these
   * @param someRuns runs worth waiting for
   * @param leastRuns runs to make whatever the time
   * @param time how long to go on
   * @param longer how long to go on for {@code someRuns}
   */
  record Extent(int mostRuns, int someRuns, int leastRuns, Duration time, Duration longer) {

    /** Whether to begin one more run. */
    boolean allows(int runs, Duration spent) {
      return runs < mostRuns
          && (runs < leastRuns || spent.compareTo(runs < someRuns ? longer : time) < 0);
    }
  }

  /**
   * A loop that has not begun.
   *
   * @param name the name in vmlens's report
   */
  Loop(String name, Scenario scenario, Cast cast, Extent extent) {
    this.name = name;
    this.scenario = scenario;
    this.cast = cast;
    this.extent = extent;
  }

  @Override
  public void run() {
    try {
      AllInterleavings interleavings =
          new AllInterleavingsBuilder().withMaximumIterations(extent.mostRuns()).build(name);
      while (mayGoOn() && interleavings.hasNext()) {
        VmlensScene next = new VmlensScene(cast);
        if (!begin(next)) {
          return;
        }
        new Watched(() -> play(next)).run();
        end();
      }
      // A loop that was given up must not close: vmlens would close the one that runs now.
      if (!isAbandoned()) {
        interleavings.close();
      }
    } catch (Throwable e) {
      broke(e);
    } finally {
      finish();
    }
  }

  private void play(VmlensScene next) {
    try {
      scenario.play(next);
    } catch (Throwable e) {
      next.failed(e);
    }
  }

  /** Where the loop is, after at most {@code millis} milliseconds of waiting for its end. */
  @SuppressWarnings("WaitNotInLoop") // Too early an answer does no harm: the supervisor asks again.
  synchronized Position await(long millis) throws InterruptedException {
    if (!over) {
      wait(millis);
    }
    return new Position(over, runs, sinceNanoTime, scene);
  }

  /** From now on nothing that happens in the loop counts. */
  synchronized void abandon() {
    abandoned = true;
    if (scene != null) {
      scene.abandon();
    }
  }

  /** What failed first, or null. */
  synchronized VmlensScene.@Nullable Failure failure() {
    if (failure == null && scene != null && scene.failure() != null) {
      failure = scene.failure();
      failedRunBegan = sinceNanoTime;
    }
    return failure;
  }

  /**
   * How long the failing run had been under way when it failed, with the sleeps that its threads
   * were spared.
   */
  synchronized Duration timeToFailure() {
    VmlensScene.Failure first = failure();
    if (first == null) {
      throw new IllegalStateException("Nothing failed.");
    }
    long spared = cast.sparedNanos();
    long took = Math.max(0, first.nanoTime() - failedRunBegan);
    return Duration.ofNanos(spared > Long.MAX_VALUE - took ? Long.MAX_VALUE : spared + took);
  }

  /** What vmlens itself threw, or null. */
  synchronized @Nullable Throwable broken() {
    return broken;
  }

  private synchronized boolean mayGoOn() {
    sinceNanoTime = System.nanoTime();
    return !abandoned
        && failure == null
        && extent.allows(runs, Duration.ofNanos(sinceNanoTime - begin));
  }

  private synchronized boolean isAbandoned() {
    return abandoned;
  }

  private synchronized boolean begin(VmlensScene next) {
    cast.newRun();
    scene = next;
    runs++;
    sinceNanoTime = System.nanoTime();
    return !abandoned;
  }

  private synchronized void end() {
    failure();
    scene = null;
    Thread.interrupted();
  }

  private synchronized void broke(Throwable cause) {
    if (!abandoned) {
      broken = cause;
    }
  }

  private synchronized void finish() {
    over = true;
    notifyAll();
  }
}
