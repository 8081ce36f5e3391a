package racecourse.engine.vmlens;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import racecourse.engine.run.Job;
import racecourse.engine.run.VirtualThreads;
import racecourse.engine.scene.Scenario;

/**
 * Runs one question after another, each on threads of its own, and gives a loop up that does not
 * come back. It sees a cycle of waiting threads within a tenth of a second. A hang without a cycle
 * says nothing: vmlens itself hangs now and then.
 *
 * <p>Used by one thread only.
 */
final class Supervisor {
  /** How often to look. */
  private static final long POLL_MILLIS = 20;

  /** A cycle must be there this many times in a row. */
  private static final int CONFIRMATIONS = 3;

  /**
   * With no thread at work for this many looks in a row, a run that takes long is a run that hangs.
   */
  private static final int IDLE_LOOKS = 15;

  /** After a failure the other threads have this long to end by themselves. */
  private static final Duration GRACE = Duration.ofMillis(60);

  /** Threads that were interrupted have this long to end. */
  private static final Duration FAREWELL = Duration.ofMillis(200);

  /**
   * In code that looks at the time a failure later than this in its run says nothing: vmlens holds
   * threads back, and code with time-outs may rightly give up. The explorer holds a thread back
   * just as long.
   */
  private static final Duration TRUSTED = Duration.ofMillis(500);

  private final Job job;
  private final Duration idle;
  private final Duration busy;
  private final Duration thought;
  private final Set<Long> leftBehind = new HashSet<>();

  /**
   * A supervisor.
   *
   * @param idle a run that takes longer, with no thread at work, is given up
   * @param busy a run whose threads have had the processor for longer is given up
   * @param thought vmlens's search for the next interleaving is given up when it has had the
   *     processor for longer: with a few locks taken in turn it can go on for seconds
   */
  Supervisor(Job job, Duration idle, Duration busy, Duration thought) {
    this.job = job;
    this.idle = idle;
    this.busy = busy;
    this.thought = thought;
  }

  /**
   * Asks one question.
   *
   * @param usesTime whether the student's code looks at the time
   */
  Answer ask(String name, Scenario scenario, Loop.Extent extent, boolean usesTime)
      throws InterruptedException {
    Cast cast = new Cast(name);
    Loop loop = new Loop(name, scenario, cast, extent);
    Thread main = new Thread(cast, loop, "main");
    main.setDaemon(true);
    main.start();
    int confirmed = 0;
    int idleLooks = 0;
    Stage stage = new Stage();
    Set<Long> suspects = Set.of();
    while (true) {
      Loop.Position position = loop.await(POLL_MILLIS);
      if (position.over()) {
        return answer(loop, position, usesTime, false);
      }
      Optional<Deadlock> deadlock = Deadlock.find(leftBehind, job.studentPackage());
      if (deadlock.isPresent()) {
        confirmed = deadlock.get().ids().equals(suspects) ? confirmed + 1 : 1;
        suspects = deadlock.get().ids();
        if (confirmed >= CONFIRMATIONS) {
          giveUp(loop, cast);
          return new Answer.Wrong(position.runs(), deadlock.get().finding());
        }
      } else {
        suspects = Set.of();
      }
      VmlensScene.Failure failure = loop.failure();
      if (failure != null && System.nanoTime() - failure.nanoTime() > GRACE.toNanos()) {
        return answer(loop, position, usesTime, !giveUp(loop, cast));
      }
      idleLooks = anyoneAtWork(cast) ? 0 : idleLooks + 1;
      // Before the first run there is nothing to think about, but a lot to load.
      boolean thinks = position.scene() == null && position.runs() > 0;
      long worked = stage.worked(position, cast);
      boolean hangs =
          idleLooks >= IDLE_LOOKS
              ? stage.took(position) > idle.toNanos()
              : worked > (thinks ? thought : busy).toNanos();
      if (suspects.isEmpty() && failure == null && hangs) {
        boolean hung = !giveUp(loop, cast);
        return new Answer.Open(
            position.runs(),
            position.scene() == null
                ? "vmlens took too long to find the next interleaving"
                : "a run under vmlens did not end, which may be vmlens's doing",
            hung);
      }
    }
  }

  /**
   * One run, or vmlens's search for the next one. On a machine with much else to do a clock says
   * little of how long either has been at it, so the processor time of its threads counts.
   */
  private static final class Stage {
    /** However little of the processor a stage gets, it is over after this many times its limit. */
    private static final int MOST_STRETCH = 8;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> seen = new HashMap<>();
    private long since = System.nanoTime();
    private long worked;

    /** Time on the clock, in nanoseconds. */
    long took(Loop.Position position) {
      return System.nanoTime() - position.sinceNanoTime();
    }

    /**
     * Processor time of the threads together, in nanoseconds, but at most what the clock says, and
     * never less than its {@value #MOST_STRETCH}th part. Where the JVM can't tell processor time,
     * it is the clock's.
     */
    long worked(Loop.Position position, Cast cast) {
      long took = took(position);
      if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
        return took;
      }
      boolean begins = position.sinceNanoTime() != since;
      since = position.sinceNanoTime();
      worked = begins ? 0 : worked;
      for (Thread thread : cast.threads()) {
        long now = Math.max(0, threads.getThreadCpuTime(thread.getId()));
        Long before = seen.put(thread.getId(), now);
        // What a thread did before the first look at it belongs to this stage or to none.
        worked += begins ? 0 : now - (before == null ? 0 : before);
      }
      return Math.max(Math.min(took, worked), took / MOST_STRETCH);
    }
  }

  /** On a busy machine a thread may be at work for long without getting anywhere. */
  private static boolean anyoneAtWork(Cast cast) {
    for (Thread thread : cast.threads()) {
      if (thread.getState() == Thread.State.RUNNABLE) {
        return true;
      }
    }
    return false;
  }

  private Answer answer(Loop loop, Loop.Position position, boolean usesTime, boolean hung) {
    VmlensScene.Failure failure = loop.failure();
    if (failure != null) {
      Throwable cause = failure.cause();
      if (cause instanceof VmlensScene.Unsupported) {
        return new Answer.Open(position.runs(), String.valueOf(cause.getMessage()), hung);
      }
      if (VirtualThreads.anyCarrier()) {
        return new Answer.Open(
            position.runs(), "a run failed with virtual threads, which vmlens does not see", hung);
      }
      if (Mishap.mayBeVmlens(cause)) {
        return new Answer.Open(
            position.runs(),
            "a run ended with "
                + cause.getClass().getSimpleName()
                + ", which may be vmlens's doing",
            hung);
      }
      if (usesTime && loop.timeToFailure().compareTo(TRUSTED) > 0) {
        return new Answer.Open(
            position.runs(), "a run failed only after threads had been held back for long", hung);
      }
      return new Answer.Wrong(position.runs(), Mishap.finding(failure, job.studentPackage()));
    }
    if (loop.broken() != null) {
      return new Answer.Open(
          position.runs(), "vmlens failed with " + loop.broken().getClass().getSimpleName(), hung);
    }
    return position.runs() == 0 ? new Answer.NoAgent() : new Answer.Fine(position.runs());
  }

  /**
   * Nothing of the loop counts from now on.
   *
   * @return whether all its threads ended when they were interrupted; the others stay
   */
  private boolean giveUp(Loop loop, Cast cast) throws InterruptedException {
    loop.abandon();
    List<Thread> threads = cast.threads();
    for (Thread thread : threads) {
      leftBehind.add(thread.getId());
      thread.interrupt();
    }
    long begin = System.nanoTime();
    for (Thread thread : threads) {
      long left = FAREWELL.minusNanos(System.nanoTime() - begin).toMillis();
      thread.join(Math.max(1, left));
      if (thread.isAlive()) {
        return false;
      }
    }
    return cast.threads().isEmpty();
  }
}
