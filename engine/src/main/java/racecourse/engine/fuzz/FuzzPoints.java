package racecourse.engine.fuzz;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The points of one world: rewritten classes call {@link #point} before whatever other threads can
 * notice. Safe for use by any thread.
 */
public final class FuzzPoints {
  private static final long SLEEP_FROM = 500_000;
  private static final int THROWS = 100;
  private static final int FIRST_OF_STUDENT = 1_000;

  private final ThreadLocal<Visitor> visitors = ThreadLocal.withInitial(Visitor::new);
  private volatile Turn turn = new Turn(Style.BARE, new Sites(0), 0, 0);
  private volatile boolean abandoned;

  FuzzPoints() {}

  /** One round. */
  private static final class Turn {
    final Style style;
    final Sites sites;
    final BitSet slowSites;
    final long lateUntil;
    final long seed;
    final AtomicInteger strangers = new AtomicInteger(FIRST_OF_STUDENT);
    final Map<Long, Visitor> visitors = new ConcurrentHashMap<>();

    Turn(Style style, Sites sites, long late, long seed) {
      this.style = style;
      this.sites = sites;
      this.slowSites = style == Style.SLOW_SITE ? sites.next() : new BitSet();
      this.lateUntil = System.nanoTime() + late;
      this.seed = seed;
    }

    Choices choices(int part) {
      // Threads that start one another are not late one after the other.
      long late = part < FIRST_OF_STUDENT ? 0 : Math.max(0, lateUntil - System.nanoTime());
      return new Choices(style, slowSites, late, Dice.seed(seed, part));
    }
  }

  /** What one thread remembers; used by that thread only, but for the visits. */
  private static final class Visitor {
    @Nullable Turn turn;
    @Nullable Choices choices;
    final BitSet seen = new BitSet();
    final AtomicLong visits = new AtomicLong();
    int thrown;
  }

  /**
   * Begins a round.
   *
   * @param late by how many nanoseconds the student's own threads come late, if the style is that
   *     they do
   */
  void begin(Style style, Sites sites, long late, long seed) {
    turn = new Turn(style, sites, late, seed);
  }

  /** From now on every thread that comes by is unwound. */
  void abandon() {
    abandoned = true;
  }

  /** The current thread plays this part of the round: 0 for main, then the actors. */
  void enter(int part) {
    Visitor visitor = visitors.get();
    enter(visitor, turn, part);
  }

  /** How often a thread has come by points in this round; used by any thread. */
  long visits(long thread) {
    Visitor visitor = turn.visitors.get(thread);
    return visitor == null ? 0 : visitor.visits.get();
  }

  /**
   * A place in the student's code where others may come in between. Called by rewritten classes.
   *
   * @param site its number; negative if it is of no use to be slow just there
   */
  public void point(int site) {
    if (abandoned) {
      leave();
    }
    pause(site);
  }

  /**
   * A point that never throws, for where the compiler does not expect it. Called by rewritten
   * classes.
   */
  public void pause(int site) {
    Visitor visitor = visitors.get();
    Turn now = turn;
    Choices choices = visitor.choices;
    if (visitor.turn != now || choices == null) {
      choices = enter(visitor, now, now.strangers.getAndIncrement());
      now.sites.sawStart();
    }
    // Nobody else writes it.
    visitor.visits.lazySet(visitor.visits.get() + 1);
    if (site >= 0 && !visitor.seen.get(site)) {
      visitor.seen.set(site);
      now.sites.saw(site);
    }
    long choice = choices.at(site);
    if (choice == Choices.YIELD) {
      Thread.yield();
    } else if (choice > 0) {
      delay(choice);
    }
  }

  private static Choices enter(Visitor visitor, Turn turn, int part) {
    Choices choices = turn.choices(part);
    visitor.turn = turn;
    visitor.seen.clear();
    visitor.choices = choices;
    visitor.visits.set(0);
    turn.visitors.put(Thread.currentThread().getId(), visitor);
    return choices;
  }

  /**
   * Delays without LockSupport, which could take a permit away that the student's code waits for.
   */
  static void delay(long nanos) {
    long end = System.nanoTime() + nanos;
    if (nanos < SLEEP_FROM) {
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      return;
    }
    // Whoever is interrupted sleeps on: to run round and round instead would look like a busy wait.
    boolean interrupted = false;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      try {
        Sleepers.holdBack(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    Visitor visitor = visitors.get();
    if (visitor.thrown++ < THROWS) {
      throw new Abandoned();
    }
    // The student's code catches everything and goes on: then at least it shall not burn a core.
    while (true) {
      LockSupport.park(this);
      Thread.interrupted();
    }
  }
}
