package racecourse.engine.explore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real thread that lends strands its stack. It runs only while it has the turn; handing over the
 * turn is the only synchronisation of the whole explorer, and publishes everything the last holder
 * did.
 */
final class Carrier extends Thread {
  /**
   * How often a waiting carrier may look for its turn before it parks. Looking saves the wake-up of
   * a parked thread, but on a busy machine it takes the core away from the carrier that has the
   * turn: measured, 4,000 looks are worth a factor of two on two idle cores and cost a factor of
   * twenty on two busy ones. Hence the little patience, and {@link Patience}.
   */
  private static final int MOST_LOOKS = Integer.getInteger("racecourse.explore.looks", 1000);

  /** How many carriers may look at the same time: all cores but the one with the turn. */
  private static final int MOST_LOOKERS =
      Math.max(0, Runtime.getRuntime().availableProcessors() - 1);

  private static final AtomicInteger LOOKERS = new AtomicInteger();

  private volatile boolean turn;
  private volatile boolean parked;

  /** The strand that runs, or is suspended, on top of this carrier's stack. */
  @Nullable Strand strand;

  private final Patience patience = new Patience();
  private final Pool pool;
  private final boolean pinned;
  private final @Nullable Runnable harness;

  private Carrier(Pool pool, String name, boolean pinned, @Nullable Runnable harness) {
    super(null, null, name, 1 << 20, false);
    this.pool = pool;
    this.pinned = pinned;
    this.harness = harness;
    setDaemon(true);
  }

  /**
   * The carrier on which executions are begun and scenarios' main strands run, while it runs this.
   */
  static Carrier main(Pool pool, Runnable harness) {
    return main(pool, true, harness);
  }

  /**
   * The same.
   *
   * @param pinned whether to keep it, and the carriers that it starts, on one core, which takes a
   *     few milliseconds
   */
  static Carrier main(Pool pool, boolean pinned, Runnable harness) {
    return new Carrier(pool, "explorer", pinned, harness);
  }

  /** The strand of the calling thread, or null if the caller is not under the scheduler. */
  static @Nullable Strand currentStrand() {
    return Thread.currentThread() instanceof Carrier carrier ? carrier.strand : null;
  }

  /** Gives this carrier the turn. The caller must stop touching shared state at once. */
  void giveTurn() {
    turn = true;
    if (parked) {
      LockSupport.unpark(this);
    }
  }

  /** Returns when it is this carrier's turn. Only the carrier itself may call this. */
  void awaitTurn() {
    if (!turn) {
      if (!pool.onOneCore && patience.looks() && LOOKERS.get() < MOST_LOOKERS) {
        LOOKERS.incrementAndGet();
        for (int i = 0; i < MOST_LOOKS && !turn; i++) {
          Thread.onSpinWait();
        }
        LOOKERS.decrementAndGet();
        patience.looked(turn);
      }
      if (!turn) {
        parked = true;
        while (!turn) {
          LockSupport.park(this);
          Thread.interrupted();
        }
        parked = false;
      }
    }
    turn = false;
  }

  @Override
  public void run() {
    if (harness != null) {
      pool.onOneCore = pinned && OneCore.pinMe();
      harness.run();
      return;
    }
    while (true) {
      awaitTurn();
      Strand mine = strand;
      if (mine == null) {
        return;
      }
      Carrier next = mine.execution.runToEnd(mine);
      strand = null;
      pool.idle.push(this);
      next.giveTurn();
    }
  }

  /** Whether looking is worth it at present; a carrier's own. */
  private static final class Patience {
    private static final int PAUSE = 500;
    private int pause;
    private int vain;

    boolean looks() {
      if (MOST_LOOKS == 0) {
        return false;
      }
      if (pause > 0) {
        pause--;
        return false;
      }
      return true;
    }

    void looked(boolean found) {
      if (found) {
        vain = 0;
      } else if (++vain >= 3) {
        vain = 0;
        pause = PAUSE;
      }
    }
  }

  /** Carriers without a strand; touched only by the holder of the turn. */
  static final class Pool {
    final java.util.ArrayDeque<Carrier> idle = new java.util.ArrayDeque<>();
    private int made;

    /**
     * Whether all carriers run on the same core, so that looking for the turn would only delay it.
     */
    private boolean onOneCore;

    Carrier take() {
      Carrier carrier = idle.poll();
      if (carrier == null) {
        carrier = new Carrier(this, "carrier " + ++made, false, null);
        carrier.start();
      }
      return carrier;
    }

    /** Ends the idle carriers. */
    void close() {
      while (!idle.isEmpty()) {
        idle.pop().giveTurn();
      }
    }
  }
}
