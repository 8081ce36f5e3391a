package racecourse.graders;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import racecourse.fuzzing.Counter;
import racecourse.fuzzing.Fuzz;

/**
 * The counters that a student's fuzzer meets. The wrong ones lose updates and have no data race: a
 * data race in here would be reported as the student's.
 */
final class FuzzedCounters {

  private FuzzedCounters() {}

  // Right ones.

  /** Everything under the monitor, points included. */
  static final class Synchronized implements Counter {
    private int value;

    @Override
    public synchronized void increment(Fuzz fuzz) {
      int old = value;
      fuzz.point();
      value = old + 1;
      fuzz.point();
    }

    @Override
    public synchronized int get() {
      return value;
    }
  }

  /** Everything under a lock. */
  static final class Locked implements Counter {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    @Override
    public void increment(Fuzz fuzz) {
      fuzz.point();
      lock.lock();
      try {
        int old = value;
        fuzz.point();
        value = old + 1;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int get() {
      lock.lock();
      try {
        return value;
      } finally {
        lock.unlock();
      }
    }
  }

  /** One atomic step between two points. */
  static final class Atomic implements Counter {
    private final AtomicInteger value = new AtomicInteger();

    @Override
    public void increment(Fuzz fuzz) {
      fuzz.point();
      value.incrementAndGet();
      fuzz.point();
    }

    @Override
    public int get() {
      return value.get();
    }
  }

  /** Reads, and writes only if nobody came in between, or begins again. */
  static final class Retrying implements Counter {
    private final AtomicInteger value = new AtomicInteger();

    @Override
    public void increment(Fuzz fuzz) {
      int old;
      do {
        old = value.get();
        fuzz.point();
      } while (!value.compareAndSet(old, old + 1));
    }

    @Override
    public int get() {
      return value.get();
    }
  }

  /** The JDK's own adder. */
  static final class Adding implements Counter {
    private final LongAdder value = new LongAdder();

    @Override
    public void increment(Fuzz fuzz) {
      fuzz.point();
      value.increment();
      fuzz.point();
    }

    @Override
    public int get() {
      return value.intValue();
    }
  }

  /** One permit for all. */
  static final class OnePermit implements Counter {
    private final Semaphore permit = new Semaphore(1);
    private int value;

    @Override
    public void increment(Fuzz fuzz) {
      permit.acquireUninterruptibly();
      int old = value;
      fuzz.point();
      value = old + 1;
      permit.release();
    }

    @Override
    public int get() {
      permit.acquireUninterruptibly();
      int now = value;
      permit.release();
      return now;
    }
  }

  /** As many elements as there were increments. */
  static final class Queueing implements Counter {
    private final Queue<String> queue = new ConcurrentLinkedQueue<>();

    @Override
    public void increment(Fuzz fuzz) {
      fuzz.point();
      queue.add("one");
      fuzz.point();
    }

    @Override
    public int get() {
      return queue.size();
    }
  }

  /** A map that merges atomically. */
  static final class Merging implements Counter {
    private final ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();

    @Override
    public void increment(Fuzz fuzz) {
      fuzz.point();
      map.merge("count", 1, Integer::sum);
    }

    @Override
    public int get() {
      return map.getOrDefault("count", 0);
    }
  }

  /** A place of its own for each increment; the places are added up. */
  static final class Slots implements Counter {
    private static final int MANY = 64;
    private final AtomicInteger tickets = new AtomicInteger();
    private final AtomicIntegerArray slots = new AtomicIntegerArray(MANY);

    @Override
    public void increment(Fuzz fuzz) {
      int slot = tickets.getAndIncrement();
      int old = slots.get(slot);
      fuzz.point();
      slots.set(slot, old + 1);
    }

    @Override
    public int get() {
      int sum = 0;
      for (int i = 0; i < MANY; i++) {
        sum += slots.get(i);
      }
      return sum;
    }
  }

  // Wrong ones.

  /** What wrong counters have in common: an atomic value, used in two steps. */
  abstract static class Wrong implements Counter {
    final AtomicInteger value = new AtomicInteger();

    @Override
    public int get() {
      return value.get();
    }

    /** Reads, lets others come, and writes. */
    final void inTwoSteps(Fuzz fuzz, int points) {
      int old = value.get();
      for (int i = 0; i < points; i++) {
        fuzz.point();
      }
      value.set(old + 1);
    }
  }

  /** Two calls of an atomic variable. */
  static final class GetThenSet extends Wrong {
    @Override
    public void increment(Fuzz fuzz) {
      inTwoSteps(fuzz, 2);
    }
  }

  /** The lock is given up between the reading and the writing. */
  static final class LockGivenUp implements Counter {
    private int value;

    @Override
    public void increment(Fuzz fuzz) {
      int old = get();
      fuzz.point();
      fuzz.point();
      set(old + 1);
    }

    private synchronized void set(int now) {
      value = now;
    }

    @Override
    public synchronized int get() {
      return value;
    }
  }

  /** Many may hold a read lock. */
  static final class ReadLock extends Wrong {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    public void increment(Fuzz fuzz) {
      lock.readLock().lock();
      try {
        inTwoSteps(fuzz, 2);
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  /** Gives up if somebody came in between. */
  static final class GivesUp extends Wrong {
    @Override
    public void increment(Fuzz fuzz) {
      int old = value.get();
      fuzz.point();
      fuzz.point();
      value.compareAndSet(old, old + 1);
    }
  }

  /** Who does not get the lock goes on without. */
  static final class TriesTheLock extends Wrong {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void increment(Fuzz fuzz) {
      boolean locked = lock.tryLock();
      try {
        inTwoSteps(fuzz, 3);
      } finally {
        if (locked) {
          lock.unlock();
        }
      }
    }
  }

  /** Loses only what happens while the first one makes the box. */
  static final class LazyBox implements Counter {
    private final AtomicReference<AtomicInteger> box = new AtomicReference<>();

    @Override
    public void increment(Fuzz fuzz) {
      AtomicInteger mine = box.get();
      if (mine == null) {
        fuzz.point();
        fuzz.point();
        mine = new AtomicInteger();
        box.set(mine);
      }
      mine.incrementAndGet();
      fuzz.point();
    }

    @Override
    public int get() {
      AtomicInteger mine = box.get();
      return mine == null ? 0 : mine.get();
    }
  }

  /** Two places, taken by turns; only the first and the third can meet. */
  static final class TwoPlaces implements Counter {
    private final AtomicInteger tickets = new AtomicInteger();
    private final AtomicIntegerArray places = new AtomicIntegerArray(2);

    @Override
    public void increment(Fuzz fuzz) {
      int place = tickets.getAndIncrement() % 2;
      int old = places.get(place);
      fuzz.point();
      fuzz.point();
      places.set(place, old + 1);
    }

    @Override
    public int get() {
      return places.get(0) + places.get(1);
    }
  }

  /** The first increment is done well, the later ones are not. */
  static final class SecondAndThird extends Wrong {
    @Override
    public void increment(Fuzz fuzz) {
      if (value.compareAndSet(0, 1)) {
        fuzz.point();
      } else {
        inTwoSteps(fuzz, 2);
      }
    }
  }

  /** Does it well when nobody else is there, and badly when somebody is. */
  static final class OnlyInACrowd extends Wrong {
    private final AtomicInteger here = new AtomicInteger();

    @Override
    public void increment(Fuzz fuzz) {
      boolean alone = here.incrementAndGet() == 1;
      if (alone) {
        for (int i = 0; i < 4; i++) {
          fuzz.point();
        }
        value.incrementAndGet();
      } else {
        inTwoSteps(fuzz, 6);
      }
      here.decrementAndGet();
    }
  }
}
