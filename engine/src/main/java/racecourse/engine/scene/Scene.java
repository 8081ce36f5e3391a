package racecourse.engine.scene;

import racecourse.engine.model.Kind;

/**
 * The stage of one run of a scenario. Methods may be called by main and, where it says so, by any
 * thread of the run.
 *
 * <p>A scenario keeps what it observes in {@link Journal}s and lets threads meet at {@link Gate}s;
 * it does not share plain variables between actors, because accesses to those would count as the
 * student's.
 */
public interface Scene {

  /** Registers a thread; it starts with the next {@link #play} or {@link #settle}. */
  Actor actor(String name, Act act);

  /**
   * Starts the registered actors and returns when every actor has ended. If one never ends, the run
   * ends here: the engine reports a deadlock, that the thread is stuck, or a livelock.
   */
  void play();

  /**
   * Starts the registered actors and returns when nobody can go on by himself: each actor has ended
   * or waits (also when it waits in short timed turns). For questions such as "does get() wait
   * while the pipeline is empty?".
   */
  void settle();

  /** A new, empty journal. */
  <T> Journal<T> journal();

  /**
   * A gate that opens after {@code arrivals} arrivals.
   *
   * @param ifNever the kind of failure if it never opens, such as {@link Kind#NOT_PARALLEL}
   * @param message the sentence for the student in that case
   */
  Gate gate(int arrivals, Kind ifNever, String message);

  /** A gate that holds back whoever comes until main opens it, however many arrive. */
  default Gate held() {
    return gate(
        Integer.MAX_VALUE, Kind.STUCK, "What was held back here was never allowed to go on.");
  }

  /**
   * How many threads, messages or rounds to use: {@code few} where every schedule is explored,
   * {@code many} where real threads run. Both at least 1.
   */
  int scale(int few, int many);

  /**
   * Fails the run unless the condition holds. May be called by any thread.
   *
   * @param kind the kind of failure
   * @param message one sentence for the student, in {@link String#format} form, with expected and
   *     actual values in it
   */
  void expect(boolean condition, Kind kind, String message, Object... arguments);

  /**
   * Fails the run. May be called by any thread. Never returns normally; the error type lets callers
   * write {@code throw scene.fail(...)}.
   */
  Error fail(Kind kind, String message, Object... arguments);

  /**
   * Fails with {@link Kind#NOT_PARALLEL} if the two actors can never be in the midst of their work
   * at the same time: in no schedule at all does one change anything between two changes of the
   * other, or in all of them one and the same third thread makes all changes for both. For main,
   * after both have ended. Engines that do not choose schedules say nothing, and may not look.
   *
   * @param looks reads, in whatever way the student offers, what the two have changed; only what it
   *     comes to see counts as work
   * @param message one sentence for the student
   */
  default void expectOverlap(Actor one, Actor other, Runnable looks, String message) {}

  /**
   * From now on threads may be held back, a few times in a run, until somebody's wait with a
   * time-out is over, however long that is: a busy machine may do so, or one that was asleep. For
   * questions about which the contract says nothing of time, and main. Engines that do not choose
   * schedules do nothing.
   */
  default void letTimeOutsPass() {}

  /**
   * Returns when no thread that the student's code started since the scenario began is alive; fails
   * the run with {@link Kind#LEAK} and the message if one never ends.
   */
  void awaitNoThreads(String message);
}
