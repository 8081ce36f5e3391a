package racecourse.engine.fuzz;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;
import racecourse.engine.run.VirtualThreads;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scenario;
import racecourse.engine.scene.Scene;

/**
 * One round of a scenario on real threads. The first failure is kept, whatever the student's code
 * catches.
 */
final class RealScene implements Scene {
  private static final Duration POLL = Duration.ofMillis(1);

  /** What main is doing. */
  enum Phase {
    /** It runs the scenario's own code, or the student's. */
    RUNS,
    /** It waits for the actors' end. */
    PLAYS,
    /** It waits until nobody can go on. */
    SETTLES,
    /** It waits for the student's threads to end. */
    AWAITS_NO_THREADS
  }

  private final RunThreads threads;
  private final Set<Thread> before;
  private final FuzzPoints points;
  private final ThreadGroup group;
  private final Places places;
  private final Limits limits;
  private final Style style;
  private final Dice dice;
  private final Thread main;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<@Nullable Finding> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final AtomicLong progress = new AtomicLong();
  private final List<RealActor> actors = new CopyOnWriteArrayList<>();
  private final List<RealGate> gates = new CopyOnWriteArrayList<>();
  private final Queue<String> deaths = new ConcurrentLinkedQueue<>();
  private volatile Phase phase = Phase.RUNS;
  private volatile String leak = "";
  private volatile boolean closed;

  /**
   * A round that has not begun.
   *
   * @param group the group for main and the actors, and so for the student's threads
   * @param seed the seed for what the scene itself chooses
   */
  RealScene(
      RunThreads threads,
      FuzzPoints points,
      ThreadGroup group,
      Places places,
      Limits limits,
      Style style,
      long seed,
      Scenario scenario) {
    this.threads = threads;
    this.before = threads.alive();
    this.points = points;
    this.group = group;
    this.places = places;
    this.limits = limits;
    this.style = style;
    this.dice = new Dice(seed);
    this.main = new Thread(group, () -> perform(scenario), "main");
    this.main.setDaemon(false);
  }

  // The runner's side.

  void begin() {
    main.start();
  }

  /**
   * Waits until the round is over, by its end or by its first failure.
   *
   * @return whether it is
   */
  boolean awaitOver(Duration limit) throws InterruptedException {
    return over.await(limit.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
  }

  Optional<Finding> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** What went wrong in the kit itself. */
  Optional<Throwable> fault() {
    return Optional.ofNullable(fault.get());
  }

  Phase phase() {
    return phase;
  }

  /** The sentence for threads that never end. */
  String leak() {
    return leak;
  }

  /** Main, unless it runs the student's code. */
  Set<Thread> waitingInTheKit() {
    return phase == Phase.RUNS ? Set.of() : Set.of(main);
  }

  /** How often a thread has come by points in the student's code. */
  long visits(long thread) {
    return points.visits(thread);
  }

  /** Counts what shows that the run gets somewhere. */
  long progressSoFar() {
    return progress.get();
  }

  List<RealGate> gates() {
    return gates;
  }

  /** How threads that the student started have died by themselves. */
  List<String> deaths() {
    return List.copyOf(deaths);
  }

  /** Whether an actor that has started has not ended yet. */
  boolean hasActorsLeft() {
    return actors.stream().anyMatch(actor -> actor.hasStarted() && !actor.hasEnded());
  }

  /** Whether it is one of the actors or main. */
  boolean isCast(Thread thread) {
    return thread == main || actors.stream().anyMatch(actor -> actor.thread() == thread);
  }

  /** Threads that the student's code started in this round. */
  Set<Thread> students() {
    Set<Thread> students = threads.alive();
    students.removeAll(before);
    students.removeIf(this::isCast);
    return students;
  }

  /**
   * Ends the round. Actors that still wait are interrupted; what the student started is left alone.
   *
   * @return the threads of the cast that may still be there
   */
  Set<Thread> close() {
    closed = true;
    Set<Thread> cast = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RealActor actor : actors) {
      Thread thread = actor.thread();
      if (thread != null && thread.isAlive() && !actor.hasEnded()) {
        thread.interrupt();
        cast.add(thread);
      }
    }
    if (main.isAlive()) {
      main.interrupt();
      cast.add(main);
    }
    gates.forEach(RealGate::abandon);
    return cast;
  }

  /** Keeps the failure, unless there is one already, and ends the round. */
  void failed(Finding finding) {
    if (!closed && failure.compareAndSet(null, finding)) {
      over.countDown();
    }
  }

  /** A thread that the student started has ended with this. */
  void died(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      threw(thread.getName(), thrown);
    } else if (!(thrown instanceof Abandoned) && !(thrown instanceof Violation)) {
      deaths.add(thread.getName() + " ended with " + places.thrown(thrown));
    }
  }

  // Of the actors, gates and journals.

  void enter(int part) {
    points.enter(part);
  }

  void progress() {
    progress.incrementAndGet();
  }

  void checkOpen() {
    if (closed) {
      throw new Abandoned();
    }
  }

  /** An actor or main has ended with this. */
  void threw(String name, Throwable thrown) {
    if (closed || thrown instanceof Abandoned) {
      return;
    }
    if (thrown instanceof Violation violation) {
      failed(Finding.of(violation.kind(), String.valueOf(violation.getMessage())));
      return;
    }
    if (isOfTheKit(thrown)) {
      fault.compareAndSet(null, thrown);
      over.countDown();
      return;
    }
    boolean resources = thrown instanceof OutOfMemoryError;
    Finding finding =
        Finding.of(
            resources ? Kind.OUT_OF_RESOURCES : Kind.EXCEPTION,
            name + " threw " + sentence(places.thrown(thrown)));
    failed(
        places
            .of(thrown)
            .map(frame -> finding.at(Places.file(frame), Math.max(0, frame.getLineNumber())))
            .orElse(finding));
  }

  private boolean isOfTheKit(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack.length > 0
        && stack[0].getClassName().startsWith("racecourse.engine.fuzz.")
        && !stack[0].getClassName().equals(Sleeps.class.getName())
        && places.of(thrown).isEmpty();
  }

  private static String sentence(String words) {
    return words.endsWith(".") || words.endsWith("!") || words.endsWith("?") ? words : words + ".";
  }

  private void perform(Scenario scenario) {
    try {
      enter(0);
      scenario.play(this);
    } catch (Throwable thrown) {
      threw("main", thrown);
    } finally {
      over.countDown();
    }
  }

  // The scenario's side.

  @Override
  public Actor actor(String name, Act act) {
    RealActor actor = new RealActor(this, name, act, actors.size() + 1);
    actors.add(actor);
    return actor;
  }

  @Override
  public void play() {
    startActors();
    phase = Phase.PLAYS;
    boolean interrupted = false;
    for (RealActor actor : actors) {
      interrupted |= awaitEnd(actor);
    }
    phase = Phase.RUNS;
    checkOpen();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(RealActor actor) {
    boolean interrupted = false;
    while (true) {
      try {
        actor.awaitEnd();
        return interrupted;
      } catch (InterruptedException e) {
        checkOpen();
        interrupted = true;
      }
    }
  }

  @Override
  public void settle() {
    startActors();
    phase = Phase.SETTLES;
    Settling settling = new Settling(threads, this, places, limits);
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .forever()
        .until(() -> closed || settling.isDone());
    phase = Phase.RUNS;
    checkOpen();
  }

  private void startActors() {
    List<RealActor> starting = new ArrayList<>(actors);
    starting.removeIf(RealActor::hasStarted);
    if (starting.isEmpty()) {
      return;
    }
    // Whoever arrives last at the line is awake and has a lead.
    for (int i = starting.size() - 1; i > 0; i--) {
      Collections.swap(starting, i, dice.below(i + 1));
    }
    StartLine line = new StartLine(starting.size());
    long[] late = lateness(starting.size());
    try {
      for (int i = 0; i < starting.size(); i++) {
        starting.get(i).start(group, line, late[i]);
      }
    } catch (Throwable thrown) {
      line.giveUp();
      throw thrown;
    }
  }

  /** How much later than the start each of so many actors begins, in nanoseconds. */
  private long[] lateness(int count) {
    long[] late = new long[count];
    int chosen = dice.below(count);
    int manner = dice.below(4);
    for (int i = 0; i < count; i++) {
      if (style == Style.LATE) {
        // Long enough for the compiler to get at a loop that waits for the late one.
        late[i] = i == chosen ? (8 + dice.below(18)) * 1_000_000L : 0;
      } else if (manner == 1) {
        late[i] = dice.below(60) * 1_000L;
      } else if (manner == 2) {
        late[i] = i == chosen ? 0 : (100 + dice.below(300)) * 1_000L;
      } else if (manner == 3) {
        late[i] = i == chosen ? 0 : 1_000_000L;
      }
    }
    return late;
  }

  @Override
  public <T> Journal<T> journal() {
    return new RealJournal<>(this);
  }

  @Override
  public Gate gate(int arrivals, Kind ifNever, String message) {
    RealGate gate = new RealGate(this, arrivals, ifNever, message);
    gates.add(gate);
    return gate;
  }

  @Override
  public int scale(int few, int many) {
    return many;
  }

  @Override
  public void expect(boolean condition, Kind kind, String message, Object... arguments) {
    checkOpen();
    if (!condition) {
      throw fail(kind, message, arguments);
    }
  }

  @Override
  public Error fail(Kind kind, String message, Object... arguments) {
    checkOpen();
    String words = format(message, arguments);
    failed(Finding.of(kind, words));
    throw new Violation(kind, words);
  }

  private static String format(String message, Object... arguments) {
    try {
      return String.format(Locale.ROOT, message, arguments);
    } catch (IllegalFormatException e) {
      return message;
    }
  }

  @Override
  public void awaitNoThreads(String message) {
    leak = message;
    phase = Phase.AWAITS_NO_THREADS;
    // The JVM lists no virtual threads: those that can go on by themselves are waited for.
    Settling virtual = new Settling(threads, this, places, limits);
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .forever()
        .until(
            () ->
                closed
                    || students().isEmpty() && (!VirtualThreads.anyCarrier() || virtual.isDone()));
    phase = Phase.RUNS;
    checkOpen();
  }
}
