package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import racecourse.engine.explore.Outcome.Halt;
import racecourse.engine.explore.Outcome.Waiter;
import racecourse.engine.explore.Strand.State;
import racecourse.engine.explore.Strand.Wake;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;

/**
 * One run of a scenario under the virtual scheduler and the virtual clock.
 *
 * <p>Exactly one strand has the turn. At a scheduling point it asks the {@link Policy} who goes on,
 * and hands over directly, without a scheduler thread in between. Time stands still while somebody
 * can run; when nobody can, it jumps to the next deadline. Held back on purpose, strands may lose
 * up to {@link #MAX_HELD_BACK} of virtual time in all, and where a scenario says so a few times for
 * longer.
 */
final class Execution {
  /**
   * How long, in nanoseconds, runnable strands may be held back so that somebody's time runs out
   * first.
   */
  static final long MAX_HELD_BACK = 500_000_000L;

  /**
   * How often they may be held back for longer than that, until a wait with a time-out is over,
   * where a scenario lets time-outs pass. Not without end: who looks a thousand times whether he
   * has the lock now would never get it.
   */
  private static final int MAX_LONG_DELAYS = 3;

  /**
   * How long, in nanoseconds, a wait may be that a long delay ends. Who waits longer means for
   * ever.
   */
  private static final long LONGEST_DELAY = 3_600_000_000_000L;

  /** How long settling waits in virtual nanoseconds for code that waits in short timed turns. */
  private static final long SETTLE_TIME = 2_000_000_000L;

  /**
   * Or, so that a loop of short sleeps does not take thousands of turns, how many turns for each
   * strand.
   */
  private static final int SETTLE_TURNS = 30;

  private static final long START = 1_000_000_000_000L;
  private static final int MAX_POINTS = 300_000;
  private static final int SLICE = 200;
  private static final int SPINNER_SLICE = 20;
  private static final int LONELY_SPINS = 2000;

  /** How often a strand yields to nobody before it is taken to wait until some time has passed. */
  private static final int PATIENCE = 100;

  private static final long MAX_LOOPS = 20_000_000L;

  /** How many threads there may be at the same time, and in all. */
  private static final int MAX_LIVE = 120;

  private static final int MAX_STRANDS = 400;
  private static final int MAX_TURNS_OFFERED = 60;

  /**
   * So many turns offered while main settles and nobody sleeps are a busy wait. Code may well spin
   * some thousand times before it parks, with several threads.
   */
  private static final int BUSY_WAIT = 20_000;

  /** A strand that sleeps for longer than this waits for no event in short turns. */
  private static final long LONG_SLEEP = 60_000_000_000L;

  /** How often time wakes somebody else before a long sleep is taken to be over. */
  private static final int MAX_WAKES_IN_A_SLEEP = 4_000;

  /**
   * An execution with so many points has little room left: no sleep, however short, is waited for
   * in many turns from then on, and no turn is short. Else many threads that look every 100
   * microseconds whether a sleeper has given back his lock, which is slow but right, would seem to
   * go round for ever.
   */
  private static final int MANY_POINTS = MAX_POINTS / 3 * 2;

  /**
   * So late, in nanoseconds, everybody wakes from then on whose time is up; and twice as late after
   * every so many wake-ups, so that a month comes to its end, too.
   */
  private static final long LATE = 10_000_000L;

  private static final int WAKES_UNTIL_TWICE_AS_LATE = 1_000;

  private static final int MOST_DOUBLINGS = 30;

  /** What {@link #MAX_WAKES_IN_A_SLEEP} is for every sleep from then on. */
  private static final int FEW_WAKES_IN_A_SLEEP = 50;

  /** After so many offered turns in a row without any change, looking on is cut short. */
  private static final int QUIET = 128;

  /** How many quiet turns or points count as one. */
  private static final int QUIET_COUNTS = 16;

  /** How many quiet turns a strand takes at a time. */
  private static final int QUIET_TURNS = 64;

  /** How often a strand that can run may be passed over by those who offer their turn. */
  private static final int PATIENT = 2;

  final World world;
  final Policy policy;
  final boolean racesAreFatal;

  /** Plain fields whose accesses are scheduling points. */
  final BitSet pointFields;

  final @Nullable Tracer tracer;
  final Carrier mainCarrier;
  private final Carrier.Pool pool;

  final List<Strand> strands = new ArrayList<>();
  private final Map<Thread, Strand> byThread = new IdentityHashMap<>();
  private final Map<Object, Shadow> shadows = new IdentityHashMap<>();
  final Strand main;

  /** Inheritable thread locals of threads that have been made and not started. */
  final Map<Thread, Map<Object, Object>> inherited = new IdentityHashMap<>();

  /** Plain fields found to be accessed in a data race. */
  final BitSet racyFields = new BitSet();

  long now = START;
  final Random random = new Random(7);
  private final Map<Object, Integer> identityHashes = new IdentityHashMap<>();
  private final Map<Thread, Long> threadIds = new IdentityHashMap<>();
  private long heldBack;
  private int longDelaysLeft;
  private int settlingTurns;

  /** How often time has passed in a row without waking a sleeper who is waited for. */
  private int wakesInASleep;

  /** How often somebody has come late because the execution is long already. */
  private int lateWakes;

  private long switches;
  private int points;
  private int lonelySpins;

  /** Turns offered to others since somebody last waited. */
  private int turnsOffered;

  /** How often a strand has changed something that others can see. */
  long changes;

  private long changesSeen;

  /** Turns offered since something changed or time passed. */
  private int quietTurns;

  private int quietPoints;

  private boolean spuriousUsed;
  private int threadNumber;
  boolean aborted;
  @Nullable Outcome outcome;

  /** Whom to watch; null if nobody. */
  @Nullable Meeting meeting;

  /** Whom the scenario wants to meet in some schedule; null if it has not said so. */
  @Nullable Meeting wanted;

  String leftOverMessage = "";

  private final Strand[] candidates = new Strand[MAX_LIVE + 4];
  private int candidateCount;

  /** So many of the candidates, the first ones, cost nothing. */
  private int free;

  Execution(
      World world,
      Policy policy,
      boolean racesAreFatal,
      BitSet pointFields,
      @Nullable Tracer tracer,
      Carrier mainCarrier,
      Carrier.Pool pool) {
    this.world = world;
    this.policy = policy;
    this.racesAreFatal = racesAreFatal;
    this.pointFields = pointFields;
    this.tracer = tracer;
    this.mainCarrier = mainCarrier;
    this.pool = pool;
    this.main = newStrand(threadOfCast("main"), true, () -> {});
    main.carrier = mainCarrier;
  }

  /** A thread for the scenario's own part; as in a program of its own, it is no daemon. */
  static Thread threadOfCast(String name) {
    Thread thread = new Thread(null, null, name, 0, false);
    // It would take after the carrier.
    thread.setDaemon(false);
    return thread;
  }

  /** The scenario's part of the run. */
  interface Play {
    void play() throws Throwable;
  }

  /** Runs the scenario from start to end; called once, by the main carrier. */
  Outcome run(Play play) {
    world.beginExecution();
    mainCarrier.strand = main;
    try {
      play.play();
      lastTurns();
      end(new Outcome.Completed());
    } catch (Abort abort) {
      // The outcome stands already.
    } catch (Violation violation) {
      end(new Outcome.Violated(violation, main.name()));
    } catch (Throwable thrown) {
      end(new Outcome.Threw(thrown, main.name()));
    }
    aborted = true;
    mainCarrier.strand = null;
    for (Strand strand : strands) {
      if (strand != main
          && !strand.ended()
          && strand.carrier != null
          && strand.carrier != mainCarrier) {
        strand.carrier.giveTurn();
        mainCarrier.awaitTurn();
      }
    }
    Outcome result = outcome;
    if (result == null) {
      throw new IllegalStateException("An execution ended without an outcome.");
    }
    return result;
  }

  /**
   * At the end of the scenario, threads that could go on do so for a while: what main has done may
   * race with what they do.
   */
  private void lastTurns() {
    for (int i = 0; i < strands.size(); i++) {
      if (strands.get(i) != main && enabled(strands.get(i))) {
        giveWay(main);
        return;
      }
    }
  }

  private void end(Outcome how) {
    if (outcome == null) {
      outcome = how;
    }
    aborted = true;
  }

  /** Ends the execution with this outcome; called by the running strand, never returns. */
  RuntimeException conclude(Strand me, Outcome how) {
    end(how);
    leave(me);
    throw Abort.fly();
  }

  /** Ends the execution because the explorer cannot run the code. */
  RuntimeException unsupported(Strand me, String reason) {
    throw conclude(me, new Outcome.Unsupported(reason));
  }

  /** Gives the turn to the main carrier for good, until it is time to unwind. */
  private void leave(Strand me) {
    if (me.carrier != mainCarrier) {
      mainCarrier.giveTurn();
      carrier(me).awaitTurn();
    }
  }

  private static Carrier carrier(Strand strand) {
    Carrier carrier = strand.carrier;
    if (carrier == null) {
      throw new IllegalStateException(strand.name() + " has not run yet.");
    }
    return carrier;
  }

  // ----------------------------------------------------------------------------------------
  // strands

  private Strand newStrand(Thread thread, boolean ofScenario, Runnable body) {
    Strand strand = new Strand(this, strands.size(), thread, ofScenario, body);
    strands.add(strand);
    byThread.put(thread, strand);
    strand.clock.tick(strand.number);
    return strand;
  }

  /** Adds a strand that can run from now on and knows what its parent knows. */
  Strand start(Strand parent, Thread thread, boolean ofScenario, Runnable body) {
    if (strands.size() >= MAX_STRANDS) {
      throw unsupported(parent, "the code starts more than " + MAX_STRANDS + " threads");
    }
    if (live() >= MAX_LIVE) {
      throw unsupported(parent, "the code has more than " + MAX_LIVE + " threads at the same time");
    }
    Strand strand = newStrand(thread, ofScenario, body);
    changes++;
    strand.clock.join(parent.clock);
    strand.history = Strand.mix(parent.history, strand.number);
    parent.learn(strand.number);
    parent.clock.tick(parent.number);
    strand.lastRun = switches;
    return strand;
  }

  private int live() {
    int live = 0;
    for (Strand strand : strands) {
      if (!strand.ended()) {
        live++;
      }
    }
    return live;
  }

  /** Scheduling points passed so far. */
  int points() {
    return points;
  }

  @Nullable Strand strandOf(Thread thread) {
    // A redirected call must fail as the call itself would.
    return byThread.get(Objects.requireNonNull(thread));
  }

  /** The number for the next thread without a name. */
  int nextThreadNumber(Strand me) {
    me.changes(shadow(random));
    return threadNumber++;
  }

  /** A random number that is the same in every execution with the same choices. */
  double nextRandom(Strand me) {
    me.changes(shadow(random));
    return random.nextDouble();
  }

  /** A seed that is the same in every execution with the same choices. */
  long nextSeed(Strand me) {
    me.changes(shadow(random));
    return random.nextLong();
  }

  /** The strand looks at a thread, or at a thing of the scenario's. */
  void observe(Strand me, Object object) {
    me.sees(shadow(object));
  }

  /** The strand changes a thing of the scenario's. */
  void change(Strand me, Object object) {
    me.changes(shadow(object));
  }

  /** Runs a strand that has just been given its first turn; returns the carrier that goes on. */
  Carrier runToEnd(Strand strand) {
    runBody(strand);
    awaitOwnMonitor(strand);
    Strand next = finish(strand);
    return next == null ? mainCarrier : ready(next);
  }

  /**
   * A thread ends under its own monitor: whoever holds it, sees the thread alive and then waits on
   * it hears of its end.
   */
  private void awaitOwnMonitor(Strand strand) {
    Shadow monitor = aborted ? null : shadowIfAny(strand.thread);
    if (monitor == null || monitor.owner == null || monitor.owner == strand) {
      return;
    }
    try {
      enter(strand, monitor, 1);
      release(strand, monitor);
    } catch (Throwable thrown) {
      // If it is an abort, nobody waits for its end any more.
      if (!(thrown instanceof Abort)) {
        throw thrown;
      }
    }
  }

  private void runBody(Strand strand) {
    try {
      strand.body.run();
      Races.settleOptimisticReads(strand);
    } catch (Throwable thrown) {
      if (!(thrown instanceof Abort)) {
        strand.thrown = thrown;
        if (!aborted && strand.ofScenario) {
          end(
              thrown instanceof Violation violation
                  ? new Outcome.Violated(violation, strand.name())
                  : new Outcome.Threw(thrown, strand.name()));
        }
      }
    }
  }

  /**
   * Marks the strand as ended, wakes who waits for that, and picks the next; null once the
   * execution is over.
   */
  private @Nullable Strand finish(Strand strand) {
    strand.state = State.ENDED;
    if (aborted) {
      return null;
    }
    if (tracer != null) {
      tracer.ended(strand);
    }
    strand.clock.tick(strand.number);
    strand.changes(shadow(strand));
    for (Strand other : strands) {
      if (other.state == State.JOINING && other.waitsFor == strand) {
        other.wakeUp(Wake.SIGNAL);
      }
    }
    Shadow shadow = shadowIfAny(strand.thread);
    if (shadow != null && shadow.waitSet != null) {
      // Thread.join is specified in terms of wait and notifyAll on the thread, and some code relies
      // on it.
      while (!shadow.waitSet.isEmpty()) {
        notified(shadow.waitSet.remove(0));
      }
    }
    wakeMain();
    Strand next = pick(strand, false, false);
    if (next == null && !aborted) {
      end(halted(false));
    }
    return next;
  }

  private void wakeMain() {
    if (main.state == State.PLAYING && actorsEnded()
        || main.state == State.SWEEPING && studentsEnded()) {
      main.wakeUp(Wake.SIGNAL);
    }
  }

  /** Whether no thread of the scenario's is underway. */
  boolean actorsEnded() {
    for (Strand strand : strands) {
      if (strand != main && strand.ofScenario && !strand.ended()) {
        return false;
      }
    }
    return true;
  }

  private boolean studentsEnded() {
    for (Strand strand : strands) {
      if (!strand.ofScenario && !strand.ended() && !ofCommonPool(strand)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the thread is the JDK's own, shared by all: nobody can end it. */
  private static boolean ofCommonPool(Strand strand) {
    String name = strand.thread.getName();
    return name.startsWith("ForkJoinPool.commonPool")
        || name.startsWith("CompletableFutureDelayScheduler")
        || name.endsWith("-delayScheduler");
  }

  // ---------------------------------------------------------------------------------------- main's
  // waits

  /** Main waits until every actor has ended, and knows what they did. */
  void play(Strand me) {
    if (!actorsEnded()) {
      me.state = State.PLAYING;
      Strand next = pick(me, false, false);
      while (next != me) {
        if (aborted) {
          throw Abort.fly();
        }
        if (next == null) {
          throw conclude(me, halted(false));
        }
        if (next.carrier == null && next.ofScenario) {
          // Main cannot go on before this actor has ended: it may use main's stack, which saves two
          // hand-overs.
          next.carrier = mainCarrier;
          mainCarrier.strand = next;
          activate(next);
          runBody(next);
          mainCarrier.strand = me;
          next = finish(next);
          if (aborted) {
            throw Abort.fly();
          }
        } else {
          ready(next).giveTurn();
          mainCarrier.awaitTurn();
          if (aborted) {
            throw Abort.fly();
          }
          break;
        }
      }
      activate(me);
    }
    joinActors(me);
  }

  private void joinActors(Strand me) {
    for (Strand strand : strands) {
      if (strand != me && strand.ofScenario && strand.ended()) {
        me.clock.join(strand.clock);
        me.learn(strand.history);
      }
    }
  }

  /** Main waits until nobody can go on by himself. */
  void settle(Strand me) {
    me.state = State.SETTLING;
    me.deadline = now + SETTLE_TIME;
    settlingTurns = 0;
    block(me);
    joinActors(me);
  }

  /** Main waits until no thread of the student's is alive. */
  void sweep(Strand me, String message) {
    leftOverMessage = message;
    if (!studentsEnded()) {
      me.state = State.SWEEPING;
      block(me);
    }
    for (Strand strand : strands) {
      if (strand.ended()) {
        me.clock.join(strand.clock);
        me.learn(strand.history);
      }
    }
  }

  // ----------------------------------------------------------------------------------------
  // scheduling

  /** A scheduling point: somebody else may go on here. */
  void point(Strand me, int site) {
    if (aborted) {
      throw Abort.fly();
    }
    me.site = site;
    me.loops = 0;
    me.passedPoint();
    if (++me.pointsInRun > (me.spinner ? SPINNER_SLICE : SLICE)) {
      me.spinner = true;
      giveWay(me);
    } else if (me.offeredAt == changes && quiet()) {
      // Nobody has changed anything since it last offered its turn, and it soon will again.
      if (++quietPoints % QUIET_COUNTS == 0) {
        count(me);
      }
    } else {
      count(me);
      Strand next = pick(me, true, false);
      if (aborted) {
        leave(me);
        throw Abort.fly();
      }
      if (next != me && next != null) {
        transfer(me, next);
      }
    }
  }

  /** The strand offers to let others go first, at no cost. */
  void giveWay(Strand me) {
    if (aborted) {
      throw Abort.fly();
    }
    me.pointsInRun = 0;
    me.passedPoint();
    me.offeredAt = changes;
    boolean quiet = quiet();
    quietTurns++;
    if (!quiet || quietTurns % QUIET_COUNTS == 0) {
      turnsOffered++;
      count(me);
      if (turnsOffered > BUSY_WAIT && onlyMainSleeps()) {
        throw conclude(me, halt(Halt.SPIN, Kind.LIVELOCK, "", spinners()));
      }
    }
    if (quiet && quietTurns % QUIET_TURNS != 0) {
      // Spinning is made cheap rather than cut off: some loops count their turns and then park.
      return;
    }
    Strand next = pick(me, true, true);
    if (aborted) {
      leave(me);
      throw Abort.fly();
    }
    if (next == me || next == null) {
      if (++lonelySpins > LONELY_SPINS && me.spinner) {
        throw conclude(me, halted(true));
      }
    } else {
      lonelySpins = 0;
      transfer(me, next);
    }
  }

  /** One more scheduling point; ends executions that have no end. */
  private void count(Strand me) {
    if (++points > MAX_POINTS) {
      throw conclude(me, halted(true));
    }
  }

  /** Whether all who ran lately did nothing but look, again and again. */
  private boolean quiet() {
    if (changes != changesSeen) {
      changesSeen = changes;
      quietTurns = 0;
    }
    return quietTurns > QUIET;
  }

  /**
   * One more iteration of a loop; ends code that goes round for ever without a scheduling point.
   */
  void loop(Strand me) {
    if (aborted) {
      throw Abort.fly();
    }
    if (++me.loops > MAX_LOOPS) {
      me.spinner = true;
      throw conclude(me, halted(true));
    }
  }

  /** The strand, whose state says what it waits for, gives up the turn until it can go on. */
  void block(Strand me) {
    if (aborted) {
      throw Abort.fly();
    }
    count(me);
    if (tracer != null) {
      tracer.blocked(me);
    }
    Strand next = pick(me, false, false);
    if (aborted) {
      leave(me);
      throw Abort.fly();
    }
    if (next == null) {
      throw conclude(me, halted(false));
    }
    if (next == me) {
      activate(me);
    } else {
      transfer(me, next);
    }
  }

  private void transfer(Strand me, Strand next) {
    ready(next).giveTurn();
    carrier(me).awaitTurn();
    if (aborted) {
      throw Abort.fly();
    }
    activate(me);
  }

  /** The carrier that will run the strand; a new one if it has none. */
  private Carrier ready(Strand next) {
    Carrier carrier = next.carrier;
    if (carrier == null) {
      carrier = pool.take();
      carrier.strand = next;
      next.carrier = carrier;
      activate(next);
    }
    return carrier;
  }

  /** Bookkeeping when a strand gets the turn. */
  private void activate(Strand strand) {
    if (strand.timed() && strand.deadline <= now) {
      strand.wakeUp(Wake.TIMEOUT);
      strand.learn(now);
      // It has waited, so its looks at the clock are not those of a loop that waits by looking.
      strand.clockReads = 0;
    } else if (strand.state == State.ENTERING) {
      strand.wakeUp(strand.wake);
    }
    if (tracer != null && strand.carrier != null) {
      // For whoever looks on with a debugger.
      strand.carrier.setName(strand.name());
    }
    strand.lastRun = ++switches;
    strand.pointsInRun = 0;
    strand.passedOver = 0;
  }

  private boolean somebodyIsHungry(Strand me) {
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand != me && strand.passedOver >= PATIENT && enabled(strand)) {
        return true;
      }
    }
    return false;
  }

  /** Whether main settles, and no other strand waits for a moment of the clock. */
  private boolean onlyMainSleeps() {
    Strand sleeper = earliestSleeper();
    return sleeper == main && main.state == State.SETTLING;
  }

  private List<Strand> spinners() {
    List<Strand> spinning = new ArrayList<>();
    for (Strand strand : strands) {
      if (strand != main && strand.state == State.RUNNABLE) {
        spinning.add(strand);
      }
    }
    return spinning;
  }

  private boolean enabled(Strand strand) {
    switch (strand.state) {
      case RUNNABLE:
        return true;
      case ENTERING:
        return strand.waitsFor instanceof Shadow shadow && shadow.owner == null;
      case ENDED:
        return false;
      default:
        return strand.deadline <= now;
    }
  }

  private void candidate(Strand strand, boolean costs) {
    if (candidateCount < candidates.length) {
      candidates[candidateCount++] = strand;
      free = costs ? free : candidateCount;
    }
  }

  /**
   * Who goes on.
   *
   * @param runnable whether {@code me} could go on itself
   * @param yielding whether it would rather not
   * @return null if nobody can, now or later
   */
  private @Nullable Strand pick(Strand me, boolean runnable, boolean yielding) {
    if (!yielding) {
      turnsOffered = runnable ? turnsOffered : 0;
    } else if (turnsOffered > MAX_TURNS_OFFERED) {
      // All who can run do nothing but offer their turn: time passes meanwhile, or those who sleep
      // would never wake.
      Strand sleeper = earliestSleeper();
      if (sleeper != null && sleeper.state != State.SETTLING) {
        turnsOffered = 0;
        quietTurns = 0;
        now = sleeper.deadline;
        return sleeper;
      }
    }
    candidateCount = 0;
    free = 0;
    boolean first = runnable && !yielding;
    if (first) {
      candidate(me, false);
    }
    // Others that can run, the one that has waited longest first: the default is fair. Whoever
    // offers his turn may not pass over the same others again and again, or a loop that waits for
    // them would look endless (Musuvathi and Qadeer, PLDI 2008).
    boolean hungry = yielding && somebodyIsHungry(me);
    int from = candidateCount;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if ((strand != me || !runnable) && enabled(strand)) {
        if (hungry && strand.passedOver < PATIENT) {
          continue;
        }
        candidate(strand, first);
        for (int j = candidateCount - 1;
            j > from && candidates[j].lastRun < candidates[j - 1].lastRun;
            j--) {
          Strand earlier = candidates[j - 1];
          candidates[j - 1] = candidates[j];
          candidates[j] = earlier;
        }
      }
    }
    boolean anyEnabled = candidateCount > 0;
    addTimed(me, anyEnabled, runnable && !first);
    if (candidateCount == 0) {
      return runnable ? me : null;
    }
    int chosen =
        candidateCount == 1
            ? 0
            : policy.nextStrand(
                candidates,
                candidateCount,
                free,
                state(me.number * 4L + (runnable ? 2 : 0) + (yielding ? 1 : 0)));
    if (chosen == Policy.ENOUGH) {
      end(new Outcome.Merged());
      return runnable ? me : null;
    }
    Strand next = candidates[chosen];
    if (yielding) {
      for (int i = 0; i < candidateCount; i++) {
        if (candidates[i] != next && candidates[i] != me) {
          candidates[i].passedOver++;
        }
      }
    }
    if (next.deadline > now && next.timed()) {
      holdBack(next.deadline - (anyEnabled ? now : earliestDeadline()));
      if (!anyEnabled
          && main.state == State.SETTLING
          && ++settlingTurns > SETTLE_TURNS * strands.size()) {
        main.deadline = next.deadline;
      }
      now = anyEnabled ? next.deadline : wakingTime(next);
      quietTurns = 0;
    }
    if (next != me || !runnable) {
      lonelySpins = 0;
    }
    return next;
  }

  /** Everybody but the one who wakes is held back for so long. */
  private void holdBack(long nanos) {
    if (heldBack + nanos <= MAX_HELD_BACK) {
      heldBack += nanos;
    } else {
      longDelaysLeft--;
    }
  }

  /** What {@link racecourse.engine.scene.Scene#letTimeOutsPass} asks for. */
  void letTimeOutsPass() {
    longDelaysLeft = MAX_LONG_DELAYS;
  }

  /** A hash of the state of the execution: what every strand knows and does, and the clock. */
  private long state(long salt) {
    long hash = Strand.mix(salt, now);
    hash = Strand.mix(hash, heldBack);
    hash = Strand.mix(hash, longDelaysLeft);
    hash = Strand.mix(hash, spuriousUsed ? 1 : 0);
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      hash = Strand.mix(hash, strand.history);
      hash =
          Strand.mix(
              hash,
              strand.state.ordinal() * 64L
                  + strand.wake.ordinal() * 4
                  + (strand.permit ? 2 : 0)
                  + (strand.interrupted ? 1 : 0)
                  + strand.passedOver * 4096L);
      hash = Strand.mix(hash, strand.deadline);
    }
    return hash;
  }

  private @Nullable Strand earliestSleeper() {
    Strand sleeper = null;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand.timed()
          && strand.deadline > now
          && (sleeper == null || strand.deadline < sleeper.deadline)) {
        sleeper = strand;
      }
    }
    return sleeper;
  }

  /**
   * When {@code next} goes on, whose time is up. While somebody sleeps for long, or the execution
   * is long already, others may wait in short turns only so often; then one of them comes late by
   * the rest of the sleep, as any scheduler may make it. In a long execution everybody comes late
   * by a little, or who looks at the clock every 100 microseconds would never see a second pass.
   */
  private long wakingTime(Strand next) {
    boolean longAlready = points > MANY_POINTS;
    long usual = longAlready ? Math.max(next.deadline, now + late()) : next.deadline;
    long end = Strand.NEVER;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand.state == State.SLEEPING
          && (longAlready || strand.longSleep)
          && strand.deadline > now) {
        end = Math.min(end, strand.deadline);
      }
    }
    boolean shortTurn = end != Strand.NEVER && next.deadline < end;
    wakesInASleep = shortTurn ? wakesInASleep + 1 : 0;
    if (wakesInASleep <= (longAlready ? FEW_WAKES_IN_A_SLEEP : MAX_WAKES_IN_A_SLEEP)) {
      return usual;
    }
    wakesInASleep = 0;
    return end;
  }

  private long late() {
    return LATE << Math.min(lateWakes++ / WAKES_UNTIL_TWICE_AS_LATE, MOST_DOUBLINGS);
  }

  private long earliestDeadline() {
    long earliest = Strand.NEVER;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand.timed()) {
        earliest = Math.min(earliest, strand.deadline);
      }
    }
    return earliest;
  }

  /**
   * Strands whose time could run out: the next one if nobody can run, and at a cost those that
   * others are held back for.
   */
  private void addTimed(Strand me, boolean anyEnabled, boolean yielder) {
    long earliest = earliestDeadline();
    if (earliest == Strand.NEVER) {
      return;
    }
    long base = anyEnabled ? now : Math.max(now, earliest);
    long horizon = base + (MAX_HELD_BACK - heldBack);
    int from = candidateCount;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      if (strand.timed() && strand.deadline > now) {
        if (strand.state == State.SETTLING && (anyEnabled || strand.deadline > earliest)) {
          continue;
        }
        boolean late =
            longDelaysLeft > 0
                && strand.state != State.SLEEPING
                && strand.deadline - base <= LONGEST_DELAY;
        if (strand.deadline <= horizon || late || !anyEnabled && strand.deadline == earliest) {
          candidate(strand, true);
          for (int j = candidateCount - 1;
              j > from && candidates[j].deadline < candidates[j - 1].deadline;
              j--) {
            Strand earlier = candidates[j - 1];
            candidates[j - 1] = candidates[j];
            candidates[j] = earlier;
          }
        }
      }
    }
    if (!anyEnabled && candidateCount > 0) {
      free = 1;
    }
    if (yielder && !anyEnabled && lonelySpins < PATIENCE) {
      // Yielding takes next to no time: nobody's time-out passes because of that.
      candidateCount = 0;
    } else if (yielder && !anyEnabled && candidateCount > 1) {
      // A lonely spinner: time passes, nothing else to choose.
      candidateCount = 1;
    }
  }

  /**
   * The virtual clock, in nanoseconds. It moves a little at each look, and faster for a strand that
   * does nothing but look, so that code that spins until a moment comes gets there.
   */
  long readClock(Strand me) {
    if (aborted) {
      throw Abort.fly();
    }
    // Time passes, so a loop that looks at it is not for ever; but its patience must not need a
    // million looks.
    lonelySpins = 0;
    int reads = ++me.clockReads;
    now += reads < 200 ? 100L : reads < 1000 ? 1_000_000L : 100_000_000L;
    me.learn(now);
    return now;
  }

  /** An identity hash code that is the same in every execution with the same choices. */
  int identityHash(Strand me, Object object) {
    me.changes(shadow(random));
    return identityHashes.computeIfAbsent(object, any -> random.nextInt() & 0x7fffffff);
  }

  /** A thread's number; likewise. */
  long threadId(Thread thread) {
    return threadIds.computeIfAbsent(thread, any -> threadIds.size() + 20L);
  }

  /** A choice that is not about who runs. */
  private int choose(Strand me, int count, int costless) {
    int choice = count < 2 ? 0 : policy.choose(count, costless, state(-1L - me.number));
    if (choice == Policy.ENOUGH) {
      throw conclude(me, new Outcome.Merged());
    }
    me.learn(choice);
    return choice;
  }

  /** Whether this wait returns for no reason (JLS 17.2.1); at most once in an execution. */
  boolean spurious(Strand me) {
    if (spuriousUsed) {
      return false;
    }
    if (choose(me, 2, 1) == 1) {
      spuriousUsed = true;
      me.wokenByNobody = true;
      return true;
    }
    return false;
  }

  // ----------------------------------------------------------------------------------------
  // shadows

  Shadow shadow(Object object) {
    if (object instanceof Shadowed shadowed) {
      Object known = shadowed.rc$shadow();
      if (known instanceof Shadow shadow && shadow.execution == this) {
        return shadow;
      }
      Shadow shadow = new Shadow(this, object);
      shadowed.rc$shadow(shadow);
      return shadow;
    }
    Shadow shadow = shadows.get(object);
    if (shadow == null) {
      shadow = new Shadow(this, object);
      shadows.put(object, shadow);
    }
    return shadow;
  }

  private Shadow shadow(Strand strand) {
    Shadow shadow = strand.ofThread;
    if (shadow == null) {
      shadow = shadow(strand.thread);
      strand.ofThread = shadow;
    }
    return shadow;
  }

  @Nullable Shadow shadowIfAny(Object object) {
    if (object instanceof Shadowed shadowed) {
      return shadowed.rc$shadow() instanceof Shadow shadow && shadow.execution == this
          ? shadow
          : null;
    }
    return shadows.get(object);
  }

  // ----------------------------------------------------------------------------------------
  // monitors

  void enter(Strand me, Object object) {
    Shadow monitor = shadow(object);
    if (monitor.owner == me) {
      monitor.holds++;
      return;
    }
    if (tracer != null) {
      // What woke it from an earlier wait says nothing about this one.
      me.wake = Wake.NONE;
    }
    enter(me, monitor, 1);
  }

  private void enter(Strand me, Shadow monitor, int holds) {
    while (monitor.owner != null) {
      me.state = State.ENTERING;
      me.waitsFor = monitor;
      block(me);
    }
    me.waitsFor = null;
    monitor.owner = me;
    monitor.holds = holds;
    me.changes(monitor);
    if (monitor.released != null) {
      me.clock.join(monitor.released);
    }
  }

  boolean holds(Strand me, Object object) {
    Shadow monitor = shadowIfAny(object);
    return monitor != null && monitor.owner == me;
  }

  void exit(Strand me, Object object) {
    Shadow monitor = shadow(object);
    if (monitor.owner != me) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
    if (--monitor.holds == 0) {
      release(me, monitor);
    }
  }

  private static void release(Strand me, Shadow monitor) {
    me.changes(monitor);
    monitor.owner = null;
    monitor.released().join(me.clock);
    me.clock.tick(me.number);
  }

  void await(Strand me, Object object, long nanos, boolean ofStudent) throws InterruptedException {
    Shadow monitor = shadow(object);
    if (monitor.owner != me) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
    checkInterrupt(me);
    int holds = monitor.holds;
    boolean spurious = ofStudent && spurious(me);
    release(me, monitor);
    if (spurious) {
      me.state = State.ENTERING;
      me.waitsFor = monitor;
      me.wake = Wake.SIGNAL;
      block(me);
    } else {
      monitor.waitSet().add(me);
      me.wake = Wake.NONE;
      me.state = State.WAITING;
      me.waitsFor = monitor;
      me.deadline = deadline(nanos);
      block(me);
      monitor.waitSet().remove(me);
    }
    Wake why = me.wake;
    me.learn(why.ordinal());
    enter(me, monitor, holds);
    me.wake = Wake.NONE;
    if (why == Wake.INTERRUPT) {
      clearInterrupt(me);
      throw new InterruptedException();
    }
  }

  private long deadline(long nanos) {
    return nanos <= 0 ? Strand.NEVER : now + nanos < 0 ? Strand.NEVER - 1 : now + nanos;
  }

  /** Wakes one waiter, or all. Returns how many were woken. */
  int signal(Strand me, Object object, boolean all) {
    Shadow monitor = shadow(object);
    if (monitor.owner != me) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
    List<Strand> waiters = monitor.waitSet();
    int woken = 0;
    me.changes(monitor);
    while (!waiters.isEmpty()) {
      notified(waiters.remove(all ? 0 : choose(me, waiters.size(), waiters.size())));
      woken++;
      if (!all) {
        break;
      }
    }
    return woken;
  }

  private static void notified(Strand waiter) {
    if (waiter.state == State.WAITING) {
      waiter.wake = Wake.SIGNAL;
      waiter.deadline = Strand.NEVER;
      waiter.state = State.ENTERING;
    }
  }

  // ----------------------------------------------------------------------------------------
  // threads

  void sleep(Strand me, long nanos) throws InterruptedException {
    checkInterrupt(me);
    if (nanos <= 0) {
      giveWay(me);
      return;
    }
    me.state = State.SLEEPING;
    me.wake = Wake.NONE;
    me.deadline = deadline(nanos);
    me.longSleep = nanos > LONG_SLEEP;
    block(me);
    me.learn(me.wake.ordinal());
    if (me.wake == Wake.INTERRUPT) {
      clearInterrupt(me);
      throw new InterruptedException("sleep interrupted");
    }
  }

  /** Returns whether the target has ended. */
  boolean join(Strand me, Strand target, long nanos) throws InterruptedException {
    checkInterrupt(me);
    if (!target.ended()) {
      // Thread.join waits on the thread, and so gives its monitor back meanwhile.
      Shadow monitor = shadowIfAny(target.thread);
      int holds = monitor != null && monitor.owner == me ? monitor.holds : 0;
      if (monitor != null && holds > 0) {
        release(me, monitor);
      }
      me.state = State.JOINING;
      me.wake = Wake.NONE;
      me.waitsFor = target;
      me.deadline = deadline(nanos);
      block(me);
      me.waitsFor = null;
      Wake why = me.wake;
      if (monitor != null && holds > 0) {
        enter(me, monitor, holds);
      }
      if (why == Wake.INTERRUPT) {
        clearInterrupt(me);
        throw new InterruptedException();
      }
    }
    me.sees(shadow(target));
    if (target.ended()) {
      me.clock.join(target.clock);
      return true;
    }
    return false;
  }

  void park(Strand me, @Nullable Object blocker, long nanos) {
    if (me.permit) {
      me.permit = false;
      learnOfPermit(me);
      return;
    }
    if (me.interrupted) {
      me.learn(1);
      return;
    }
    me.state = State.PARKED;
    me.wake = Wake.NONE;
    me.waitsFor = blocker;
    me.deadline = deadline(nanos);
    block(me);
    me.waitsFor = null;
    learnOfPermit(me);
  }

  private void learnOfPermit(Strand me) {
    Shadow shadow = shadow(me);
    me.sees(shadow);
    me.learn(me.wake.ordinal());
    if (shadow.released != null) {
      me.clock.join(shadow.released);
    }
  }

  void unpark(Strand me, Thread thread) {
    Strand target = byThread.get(thread);
    if (target == null || target.ended()) {
      return;
    }
    Shadow shadow = shadow(target);
    me.changes(shadow);
    shadow.released().join(me.clock);
    me.clock.tick(me.number);
    if (target.state == State.PARKED) {
      target.wakeUp(Wake.SIGNAL);
    } else {
      target.permit = true;
    }
  }

  void interrupt(Strand me, Strand target) {
    me.changes(shadow(target));
    target.interrupted = true;
    target.interruptHistory = new Clock();
    target.interruptHistory.join(me.clock);
    me.clock.tick(me.number);
    switch (target.state) {
      case WAITING -> {
        if (target.waitsFor instanceof Shadow monitor) {
          monitor.waitSet().remove(target);
        }
        if (tracer != null) {
          tracer.interrupted(target);
        }
        target.wake = Wake.INTERRUPT;
        target.deadline = Strand.NEVER;
        target.state = State.ENTERING;
      }
      case PARKED, SLEEPING, JOINING -> {
        if (tracer != null) {
          tracer.interrupted(target);
        }
        target.wakeUp(Wake.INTERRUPT);
      }
      default -> {
        // It will see the flag at its next wait.
      }
    }
  }

  void checkInterrupt(Strand me) throws InterruptedException {
    me.learn(me.interrupted ? 1 : 0);
    if (me.interrupted) {
      clearInterrupt(me);
      throw new InterruptedException();
    }
  }

  void clearInterrupt(Strand me) {
    learnOfInterrupt(me);
    me.interrupted = false;
  }

  void learnOfInterrupt(Strand me) {
    if (me.interruptHistory != null) {
      me.clock.join(me.interruptHistory);
    }
  }

  // ----------------------------------------------------------------------------------------
  // diagnosis

  private Outcome halted(boolean spinning) {
    if (main.state == State.SWEEPING) {
      return halt(Halt.LEFT_OVER, Kind.LEAK, leftOverMessage, leftOver());
    }
    for (Strand strand : spinning && somebodySpins() ? List.<Strand>of() : strands) {
      if (strand.state == State.AT_GATE
          && strand.waitsFor instanceof ExplorerScene.VirtualGate gate) {
        return halt(Halt.GATE, gate.ifNever, gate.message, blocked());
      }
    }
    List<Strand> cycle = cycle();
    if (!cycle.isEmpty()) {
      return halt(Halt.CYCLE, Kind.DEADLOCK, "", cycle);
    }
    if (spinning) {
      List<Strand> waiting = new ArrayList<>();
      List<Strand> running = new ArrayList<>();
      for (Strand strand : strands) {
        if (strand != main && strand.ofScenario && !strand.ended()) {
          (strand.state == State.RUNNABLE || strand.timed() ? running : waiting).add(strand);
        }
      }
      if (running.isEmpty() && !waiting.isEmpty()) {
        return halt(Halt.NO_SIGNAL, Kind.STUCK, "", waiting);
      }
      if (running.isEmpty()) {
        for (Strand strand : strands) {
          if (!strand.ended() && strand.spinner) {
            running.add(strand);
          }
        }
      }
      return halt(Halt.SPIN, Kind.LIVELOCK, "", running);
    }
    return halt(Halt.NO_SIGNAL, Kind.STUCK, "", blocked());
  }

  private boolean somebodySpins() {
    for (Strand strand : strands) {
      if (strand.state == State.RUNNABLE && strand.spinner) {
        return true;
      }
    }
    return false;
  }

  private List<Strand> blocked() {
    List<Strand> blocked = new ArrayList<>();
    for (Strand strand : strands) {
      if (!strand.ended()
          && strand.state != State.PLAYING
          && strand.state != State.SETTLING
          && strand.state != State.RUNNABLE) {
        blocked.add(strand);
      }
    }
    return blocked;
  }

  private List<Strand> leftOver() {
    List<Strand> left = new ArrayList<>();
    for (Strand strand : strands) {
      if (!strand.ofScenario && !strand.ended()) {
        left.add(strand);
      }
    }
    return left;
  }

  private Outcome halt(Halt halt, Kind kind, String message, List<Strand> who) {
    List<Waiter> waiters = new ArrayList<>();
    for (Strand strand : who) {
      Strand holder = holderFor(strand);
      waiters.add(
          new Waiter(
              strand.name(),
              strand.state,
              strand.site,
              nameOf(strand),
              holder == null ? null : holder.name(),
              strand.ofScenario));
    }
    return new Outcome.Halted(halt, waiters, kind, message);
  }

  private String nameOf(Strand strand) {
    Object awaited = strand.waitsFor;
    if (awaited instanceof Strand target) {
      return target.name();
    }
    return tracer == null || awaited == null ? "" : tracer.nameOf(awaited);
  }

  /** The strand that must act before this one can go on, if that can only be one. */
  @Nullable Strand holderFor(Strand strand) {
    Object awaited = strand.waitsFor;
    return switch (strand.state) {
      case ENTERING -> awaited instanceof Shadow monitor ? monitor.owner : null;
      case JOINING, INITIALISING -> awaited instanceof Strand target ? target : null;
      case PARKED -> {
        Thread owner = awaited == null ? null : world.ownerOf(awaited);
        yield owner == null ? null : byThread.get(owner);
      }
      default -> null;
    };
  }

  /** A wait-for cycle, or an empty list. */
  private List<Strand> cycle() {
    for (Strand start : strands) {
      List<Strand> path = new ArrayList<>();
      Strand at = start;
      while (at != null && !path.contains(at)) {
        path.add(at);
        at = at.timed() ? null : holderFor(at);
      }
      if (at != null && at == start) {
        return path;
      }
    }
    return List.of();
  }
}
