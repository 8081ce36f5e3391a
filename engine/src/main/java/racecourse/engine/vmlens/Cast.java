package racecourse.engine.vmlens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one question: "main", the actors, and whatever threads the student's code starts
 * on them.
 */
final class Cast extends ThreadGroup {
  private final Object lock = new Object();
  // Two arrays and no map: vmlens watches the fields of maps.
  private long[] sleepers = new long[8];
  private long[] spared = new long[8];
  private int sleeperCount;

  Cast(String name) {
    super(name);
  }

  /** The cast that the current thread belongs to, or null. */
  static @Nullable Cast current() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group != null) {
      if (group instanceof Cast cast) {
        return cast;
      }
      group = group.getParent();
    }
    return null;
  }

  /** Forgets the sleeps of the last run. */
  void newRun() {
    synchronized (lock) {
      sleeperCount = 0;
    }
  }

  /** The current thread was spared this much of a sleep. */
  void spared(long nanos) {
    long id = Thread.currentThread().getId();
    synchronized (lock) {
      for (int i = 0; i < sleeperCount; i++) {
        if (sleepers[i] == id) {
          spared[i] = spared[i] > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : spared[i] + nanos;
          return;
        }
      }
      if (sleeperCount == sleepers.length) {
        sleepers = Arrays.copyOf(sleepers, 2 * sleeperCount);
        spared = Arrays.copyOf(spared, 2 * sleeperCount);
      }
      sleepers[sleeperCount] = id;
      spared[sleeperCount] = nanos;
      sleeperCount++;
    }
  }

  /** The most that a single thread was spared in this run, in nanoseconds. */
  long sparedNanos() {
    synchronized (lock) {
      long most = 0;
      for (int i = 0; i < sleeperCount; i++) {
        most = Math.max(most, spared[i]);
      }
      return most;
    }
  }

  /** The live threads, in no order. */
  List<Thread> threads() {
    // Threads may come and go while they are listed; a list that is full may have lost some.
    Thread[] found = new Thread[activeCount() + 16];
    int count = enumerate(found);
    while (count == found.length) {
      found = new Thread[found.length * 2];
      count = enumerate(found);
    }
    List<Thread> threads = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      threads.add(found[i]);
    }
    return threads;
  }

  /**
   * A thread of the student's may die of an exception; whether that matters is for the scenario to
   * say.
   */
  @Override
  public void uncaughtException(Thread thread, Throwable exception) {}
}
