package racecourse.engine.fuzz;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import racecourse.engine.fuzz.RealScene.Phase;
import racecourse.engine.model.Finding;

/**
 * Watches a round that takes long, and says when it will never end. What can be decided by looking
 * is decided by looking; for the rest there are {@link Limits}. Used by one thread, which looks
 * again every few milliseconds.
 */
final class HangWatch {
  /** A look that came late counts as if it had come after this time. */
  private static final long LONGEST_LOOK = 40_000_000;

  private static final int MANY_TURNS = 100;

  /** No design needs so many threads at once, and no look at more of them is quick. */
  private static final int TOO_MANY_THREADS = 600;

  private final RunThreads threads;
  private final RealScene scene;
  private final Limits limits;
  private final Hang hang;
  private final Stillness stillness;
  private final Map<Long, Long> cpuAtProgress = new HashMap<>();
  private final Map<Long, Long> waitsAtProgress = new HashMap<>();
  private Set<Long> alive = Set.of();
  private String lastCycle = "";
  private long progress;
  private long lastLook = System.nanoTime();
  private long total;
  private long sinceProgress;
  private long totalCpu;

  HangWatch(RunThreads threads, RealScene scene, Places places, Limits limits) {
    this.threads = threads;
    this.scene = scene;
    this.limits = limits;
    this.hang = new Hang(scene, places);
    this.stillness = new Stillness(threads);
  }

  /** Looks once more; if the round will never end, says why. */
  Optional<Finding> look() {
    long now = System.nanoTime();
    long step = Math.min(now - lastLook, LONGEST_LOOK);
    lastLook = now;
    total += step;
    sinceProgress += step;
    Phase phase = scene.phase();
    if (phase == Phase.SETTLES && total < limits.total().toNanos()) {
      // To stand still is what everybody waits for, and another one looks.
      return Optional.empty();
    }
    Sample sample = threads.look(scene.waitingInTheKit());
    if (phase != scene.phase()) {
      return Optional.empty();
    }
    if (phase == Phase.SETTLES) {
      return Optional.of(hang.endless(sample));
    }
    if (sample.threads().size() > TOO_MANY_THREADS) {
      return Optional.of(hang.crowd(sample));
    }
    noteProgress(sample);
    List<Seen> cycle = Cycle.in(sample);
    boolean same = !cycle.isEmpty() && Cycle.words(cycle).equals(lastCycle);
    lastCycle = Cycle.words(cycle);
    if (same && Cycle.isFinal(cycle)) {
      return Optional.of(hang.deadlock(cycle));
    }
    if (mayStandStill(sample, phase) && stillness.after(sample)) {
      return Optional.of(cycle.isEmpty() ? hang.still(sample) : hang.deadlock(cycle));
    }
    return overLimit(sample, phase);
  }

  /**
   * Whether standing still means that it hangs, and not that main is about to go on. An idle thread
   * of a pool may be about to end; to the run it makes no difference, to those who wait for its end
   * it does.
   */
  private boolean mayStandStill(Sample sample, Phase phase) {
    return switch (phase) {
      case RUNS -> !sample.threads().isEmpty();
      case PLAYS -> scene.hasActorsLeft();
      case AWAITS_NO_THREADS ->
          !sample.threads().isEmpty() && sample.threads().stream().noneMatch(Seen::isIdleInTurns);
      case SETTLES -> false;
    };
  }

  private void noteProgress(Sample sample) {
    Set<Long> ids = new HashSet<>();
    sample.threads().stream().filter(seen -> !seen.helper()).forEach(seen -> ids.add(seen.id()));
    if (progress != scene.progressSoFar() || !ids.equals(alive)) {
      progress = scene.progressSoFar();
      alive = ids;
      sinceProgress = 0;
      cpuAtProgress.clear();
      waitsAtProgress.clear();
      for (Seen seen : sample.threads()) {
        cpuAtProgress.put(seen.id(), threads.cpu(seen.id()));
        waitsAtProgress.put(seen.id(), seen.info().getWaitedCount());
      }
    }
  }

  private Optional<Finding> overLimit(Sample sample, Phase phase) {
    totalCpu = 0;
    for (Seen seen : sample.threads()) {
      long cpu = threads.cpu(seen.id());
      totalCpu += cpu;
      long used = cpu - cpuAtProgress.getOrDefault(seen.id(), cpu);
      if (used >= limits.cpu().toNanos()) {
        return Optional.of(hang.busy(seen));
      }
    }
    if (total >= limits.total().toNanos() && totalCpu > 0 && sinceProgress < total) {
      return Optional.of(hang.endless(sample));
    }
    boolean mayBeOver = phase == Phase.AWAITS_NO_THREADS && sample.threads().isEmpty();
    if ((sample.anybodyRuns() || mayBeOver) && sinceProgress < limits.total().toNanos()) {
      return Optional.empty();
    }
    boolean inTurns =
        phase == Phase.AWAITS_NO_THREADS
            || sample.virtual().isEmpty()
                && sample.threads().stream().allMatch(this::waitsForGoodOrInManyTurns);
    long limit = (inTurns ? limits.turns() : limits.longWait()).toNanos();
    return sinceProgress >= limit ? Optional.of(hang.still(sample)) : Optional.empty();
  }

  private boolean waitsForGoodOrInManyTurns(Seen seen) {
    long count = seen.info().getWaitedCount();
    return seen.waitsForGood()
        || seen.helper()
        || count - waitsAtProgress.getOrDefault(seen.id(), count) >= MANY_TURNS;
  }
}
