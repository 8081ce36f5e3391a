package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread as the scheduler sees it: one of the scenario's, or one that the student's code started.
 * Exactly one strand runs at any time; only the running one changes any strand.
 */
final class Strand {

  /** Why a strand does not run. */
  enum State {
    /** Can run. */
    RUNNABLE,
    /** Wants a monitor; can run once it is free. */
    ENTERING,
    /** In {@code Object.wait}. */
    WAITING,
    PARKED,
    SLEEPING,
    JOINING,
    /** In a gate of the scenario's. */
    AT_GATE,
    /** Main, until all actors have ended. */
    PLAYING,
    /** Main, until nobody can go on by himself. */
    SETTLING,
    /** Main, until no thread of the student's is left. */
    SWEEPING,
    /** Waits until another strand has initialised a class. */
    INITIALISING,
    ENDED
  }

  /** Why a waiting strand goes on. */
  enum Wake {
    NONE,
    SIGNAL,
    TIMEOUT,
    INTERRUPT
  }

  /** No deadline. */
  static final long NEVER = Long.MAX_VALUE;

  final Execution execution;
  final int number;
  final Thread thread;

  /** Whether the scenario started it (an actor or main), not the student's code. */
  final boolean ofScenario;

  final Runnable body;

  /** The carrier that holds its stack; null until it first runs. */
  @Nullable Carrier carrier;

  /** What is known of its thread as an object; null until somebody asks. */
  @Nullable Shadow ofThread;

  State state = State.RUNNABLE;
  Wake wake = Wake.NONE;
  long deadline = NEVER;

  /** Whether its sleep is too long to be a turn of waiting for something. */
  boolean longSleep;

  /** Whether a wait of its ends just now without any reason. */
  boolean wokenByNobody;

  /**
   * What it waits for: a monitor's object, a blocker, a strand, a gate; for diagnosis and for
   * waking.
   */
  @Nullable Object waitsFor;

  /** Where it waits, or last passed a scheduling point. */
  int site;

  /** The clock when it last ran, in switches; the smallest has waited longest. */
  long lastRun;

  /** How often it could have run since then, and those who offered their turn chose another. */
  int passedOver;

  /** Scheduling points since it was last switched in. */
  int pointsInRun;

  /**
   * Whether it has used up a whole time slice without blocking; spinners get short slices from then
   * on.
   */
  boolean spinner;

  /** How many changes there had been when it last offered its turn. */
  long offeredAt = -1;

  /** Whether the call of its that runs now has come to a first element of what it goes through. */
  boolean traverses;

  /**
   * Whether that call is one on a {@link World#isValue value}, as opposed to a pool, a queue or a
   * lock, by which work is handed over; known while two are watched for whether they meet.
   */
  boolean atValue;

  /** Loop iterations since its last scheduling point. */
  long loops;

  boolean permit;
  boolean interrupted;
  boolean virtual;
  @Nullable Throwable thrown;

  /** How often it has looked at the clock. */
  int clockReads;

  final Clock clock = new Clock();

  /** History of the thread that interrupted it. */
  @Nullable Clock interruptHistory;

  /**
   * All that the strand has learnt from others, as a hash: which version of which object each of
   * its synchronisation operations saw. Code without a data race is a function of that, so two
   * executions with equal histories are in the same state.
   */
  long history;

  private int objectsNamed;

  /** Whether it reads under an optimistic stamp that has not been validated. */
  boolean optimistic;

  /** What it has read so. */
  final List<Races.OptimisticRead> optimisticReads = new ArrayList<>(0);

  @Nullable Map<Object, Object> locals;

  /** PCT priority. */
  int priority;

  Strand(Execution execution, int number, Thread thread, boolean ofScenario, Runnable body) {
    this.execution = execution;
    this.number = number;
    this.thread = thread;
    this.ofScenario = ofScenario;
    this.body = body;
  }

  /** Learns something. */
  void learn(long what) {
    history = mix(history, what);
  }

  /**
   * Gets to one more scheduling point: two points with nothing but private work between them are
   * two states.
   */
  void passedPoint() {
    learn(0x5EED);
  }

  /** Sees the object's present state. */
  void sees(Shadow shadow) {
    if (shadow.id == 0) {
      shadow.id = mix(history, ++objectsNamed) | 1;
    }
    history = mix(history, shadow.id + shadow.version);
  }

  /** Sees the object's present state and changes it. */
  void changes(Shadow shadow) {
    sees(shadow);
    shadow.version++;
    execution.changes++;
  }

  static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  /**
   * What the thread is called in what is told of it. Threads that the student gave one and the same
   * name are told apart: {@code worker}, {@code worker#2}.
   */
  String name() {
    String name = thread.getName();
    int number = 1;
    for (int i = 0; i < this.number && !ofScenario; i++) {
      if (execution.strands.get(i).thread.getName().equals(name)) {
        number++;
      }
    }
    return number == 1 ? name : name + "#" + number;
  }

  boolean ended() {
    return state == State.ENDED;
  }

  /** Whether it waits until a moment of the virtual clock. */
  boolean timed() {
    return deadline != NEVER && state != State.RUNNABLE && state != State.ENDED;
  }

  Map<Object, Object> locals() {
    if (locals == null) {
      locals = new IdentityHashMap<>(4);
    }
    return locals;
  }

  /** Makes a waiting strand runnable. */
  void wakeUp(Wake why) {
    wake = why;
    state = State.RUNNABLE;
    deadline = NEVER;
  }
}
