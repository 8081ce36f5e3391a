package racecourse.engine.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/**
 * Finds out when nobody in a round can go on by himself, and whether somebody who should wait burns
 * a core instead. Used by one thread, which asks again every millisecond or so.
 */
final class Settling {
  private static final int TURNS = 3;
  private static final int SLEEPS = 12;
  private static final long TURNS_AT_LEAST = 10_000_000;
  private static final long SLEEPS_AT_LEAST = 60_000_000;
  private static final long ONE_WAIT = 30_000_000;
  private static final int LOOKS_AT_LEAST = 20;

  /** So many looks are worth it to let threads run that are about to. */
  private static final int UNQUIET_LOOKS = 100;

  /**
   * So often by points, and nowhere else, is round and round. On a busy machine there is hardly any
   * processor time for a loop that gives its turn away.
   */
  private static final long ROUND_AND_ROUND = 1_000;

  /** Of a hundred looks at a thread that burns a core, it ran in so many. */
  private static final int BURNS = 90;

  /** A look that came late counts as if it had come after this time. */
  private static final long LONGEST_LOOK = 4_000_000;

  private final RunThreads threads;
  private final RealScene scene;
  private final Places places;
  private final Limits limits;
  private final Stillness stillness;
  private final Map<Long, Watched> watched = new HashMap<>();
  private long progress;
  private long progressTime;
  private long lastLook = System.nanoTime();
  private long time;
  private int unquietLooks;

  /** What is known of one thread since it last got somewhere. */
  private static final class Watched {
    String place = "";
    long since;
    long firstCount;
    long lastSince;
    long lastCount;
    long cpu;
    long visits;
    int looks;
    int ran;
  }

  Settling(RunThreads threads, RealScene scene, Places places, Limits limits) {
    this.threads = threads;
    this.scene = scene;
    this.places = places;
    this.limits = limits;
    this.stillness = new Stillness(threads);
    this.progress = scene.progressSoFar();
  }

  /** Whether everybody has ended or waits, after one more look. */
  boolean isDone() {
    long now = System.nanoTime();
    time += Math.min(now - lastLook, LONGEST_LOOK);
    lastLook = now;
    if (scene.progressSoFar() != progress) {
      progress = scene.progressSoFar();
      progressTime = time;
      watched.clear();
    }
    Sample sample = threads.look(scene.waitingInTheKit());
    if (time - progressTime >= limits.turns().toNanos()) {
      // Nothing comes of waiting longer, whatever they do; what the scenario asks next will tell.
      // On a busy machine less processor time says as much.
      sample.threads().forEach(seen -> burns(seen, limits.burn().toNanos() / 4, ROUND_AND_ROUND));
      return true;
    }
    if (stillness.after(sample)) {
      return true;
    }
    if (sample.allWaitForGood()) {
      return false;
    }
    boolean settled = haveSettled(sample.virtual());
    boolean anybodyRuns = false;
    for (Seen seen : sample.threads()) {
      settled &= hasSettled(seen);
      anybodyRuns |= seen.doing() == Seen.Doing.RUNS;
    }
    return settled && (anybodyRuns || !somebodyIsAboutToRun());
  }

  /**
   * On a busy machine a thread that has been woken, or whose time is up, still looks like a waiting
   * one until it gets a core. The operating system knows better; but if it goes on saying so, that
   * is about some other thread.
   */
  private boolean somebodyIsAboutToRun() {
    return threads.quiet() == RunThreads.Quiet.NO && ++unquietLooks <= UNQUIET_LOOKS;
  }

  /** Virtual threads that sleep do so again and again, as threads do that look for something. */
  private boolean haveSettled(Sleepers.Virtual now) {
    boolean settled = now.heldBack().isEmpty();
    for (Map.Entry<Long, Sleepers.Nap> sleeper : now.sleepers().entrySet()) {
      Watched known = watched.computeIfAbsent(sleeper.getKey(), id -> new Watched());
      Sleepers.Nap nap = sleeper.getValue();
      if (known.looks == 0) {
        known.since = time;
      }
      if (known.looks == 0 || known.lastCount != nap.number()) {
        known.lastCount = nap.number();
        known.looks++;
      }
      settled &=
          nap.isLongerThan(limits.turns().toNanos())
              || known.looks > SLEEPS && time - known.since >= SLEEPS_AT_LEAST;
    }
    return settled;
  }

  private boolean hasSettled(Seen seen) {
    Watched known = watched.computeIfAbsent(seen.id(), id -> start(seen));
    known.looks++;
    return switch (seen.doing()) {
      case WAITS -> true;
      case WAITS_TIMED -> waits(known, seen, TURNS, TURNS_AT_LEAST, ONE_WAIT);
      case SLEEPS ->
          sleepsForLong(seen) || waits(known, seen, SLEEPS, SLEEPS_AT_LEAST, Long.MAX_VALUE);
      case RUNS -> {
        known.ran++;
        yield burns(seen, limits.burn().toNanos(), Long.MAX_VALUE);
      }
    };
  }

  /** Whether it sleeps for longer than anybody is waited for, so that to wait is of no use. */
  private boolean sleepsForLong(Seen seen) {
    Sleepers.Nap nap = Sleepers.of(seen.thread());
    return nap != null && nap.isLongerThan(limits.turns().toNanos());
  }

  private Watched start(Seen seen) {
    Watched fresh = new Watched();
    fresh.cpu = threads.cpu(seen.id());
    fresh.visits = scene.visits(seen.id());
    fresh.since = time;
    return fresh;
  }

  /** Whether it has waited in several turns at one place, or once for long. */
  private boolean waits(Watched known, Seen seen, int turns, long atLeast, long once) {
    String place = places.outermost(seen.stack()).map(Places::words).orElse(seen.name());
    long count = seen.info().getWaitedCount();
    if (!known.place.equals(place)) {
      known.place = place;
      known.since = time;
      known.firstCount = count;
      known.lastCount = count - 1;
    }
    if (known.lastCount != count) {
      known.lastSince = time;
      known.lastCount = count;
    }
    return (count - known.firstCount >= turns && time - known.since >= atLeast)
        || time - known.lastSince >= once;
  }

  /**
   * Whether it has run for so long that waiting for it makes no sense. Neither an actor nor a
   * thread that the student started should: here nobody has anything to do but wait.
   */
  private boolean burns(Seen seen, long nanos, long visits) {
    Watched known = watched.computeIfAbsent(seen.id(), id -> start(seen));
    boolean busy =
        threads.cpu(seen.id()) - known.cpu >= nanos
            || scene.visits(seen.id()) - known.visits >= visits;
    boolean burns =
        known.looks >= LOOKS_AT_LEAST && known.ran * 100L >= known.looks * (long) BURNS && busy;
    if (!burns) {
      return false;
    }
    Optional<StackTraceElement> frame = places.innermost(seen.stack());
    if (frame.isPresent()) {
      scene.failed(
          Finding.of(
                  Kind.LIVELOCK,
                  String.format(
                      "%s burns a core while it waits: it runs round and round at %s instead of blocking.",
                      seen.name(), Places.words(frame.get())))
              .at(Places.file(frame.get()), Math.max(0, frame.get().getLineNumber())));
      throw new Abandoned();
    }
    return true;
  }
}
