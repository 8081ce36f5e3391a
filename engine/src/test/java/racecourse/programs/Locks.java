package racecourse.programs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Scene;

/** The locks of java.util.concurrent.locks. */
final class Locks {
  private Locks() {}

  /** An account whose every method locks. */
  private static class Guarded {
    final Lock lock;
    int value;

    Guarded(Lock lock) {
      this.lock = lock;
    }

    void increment() {
      lock.lock();
      try {
        value++;
      } finally {
        lock.unlock();
      }
    }
  }

  private static void increments(Scene scene, Guarded guarded, int actors) {
    for (int i = 0; i < actors; i++) {
      scene.actor("worker " + i, guarded::increment);
    }
    scene.play();
    scene.expect(guarded.value == actors, Kind.LOST_UPDATE, "%d, not %d.", guarded.value, actors);
  }

  @Program("passes")
  static void reentrantLock(Scene scene) {
    increments(scene, new Guarded(new ReentrantLock()), 3);
  }

  @Program("passes")
  static void fairLock(Scene scene) {
    increments(scene, new Guarded(new ReentrantLock(true)), 3);
  }

  @Program("lost-update")
  static void eachItsOwnLock(Scene scene) {
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            Lock lock = new ReentrantLock();
            lock.lock();
            try {
              box[0]++;
            } finally {
              lock.unlock();
            }
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("stuck")
  static void unlockForgotten(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    scene.actor("forgetful", lock::lock);
    scene.actor("other", lock::lock);
    scene.play();
  }

  @Program("stuck")
  static void exceptionBeforeUnlock(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            try {
              lock.lock();
              Integer.parseInt("x");
              lock.unlock();
            } catch (NumberFormatException expected) {
              // The lock stays held.
            }
          });
    }
    scene.play();
  }

  @Program("exception")
  static void unlockByAStranger(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    scene.actor("owner", lock::lock);
    scene.actor("stranger", lock::unlock);
    scene.play();
  }

  @Program("passes")
  static void reentered(Scene scene) {
    ReentrantLock mutex = new ReentrantLock();
    Guarded guarded =
        new Guarded(mutex) {
          @Override
          void increment() {
            mutex.lock();
            try {
              super.increment();
            } finally {
              mutex.unlock();
            }
            scene.expect(!mutex.isHeldByCurrentThread(), Kind.WRONG_RESULT, "Still held.");
          }
        };
    increments(scene, guarded, 2);
  }

  @Program("stuck")
  static void reenteredAndUnlockedOnce(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            lock.lock();
            lock.lock();
            lock.unlock();
          });
    }
    scene.play();
  }

  @Program("lost-update")
  static void tryLockIgnored(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            boolean locked = lock.tryLock();
            box[0]++;
            if (locked) {
              lock.unlock();
            }
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("passes")
  static void tryLockSpin(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            while (!lock.tryLock()) {
              Thread.onSpinWait();
            }
            try {
              box[0]++;
            } finally {
              lock.unlock();
            }
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("livelock")
  static void tryLockSpinOnALockNeverFreed(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    scene.actor("forgetful", lock::lock);
    scene.actor(
        "spinner",
        () -> {
          while (!lock.tryLock()) {
            Thread.yield();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void timedTryLockOfOppositeLocks(Scene scene) {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    var done = scene.<String>journal();
    scene.actor("a", () -> both(left, right, () -> done.add("a")));
    scene.actor("b", () -> both(right, left, () -> done.add("b")));
    scene.play();
    scene.expect(done.entries().size() == 2, Kind.WRONG_RESULT, "Got %s.", done.entries());
  }

  private static void both(ReentrantLock first, ReentrantLock second, Runnable action)
      throws InterruptedException {
    while (true) {
      first.lock();
      try {
        if (second.tryLock(10, TimeUnit.MILLISECONDS)) {
          try {
            action.run();
            return;
          } finally {
            second.unlock();
          }
        }
      } finally {
        first.unlock();
      }
      Thread.sleep(5);
    }
  }

  @Program("wrong-result")
  static void timedTryLockTooImpatient(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    var done = scene.<String>journal();
    for (int i = 0; i < 2; i++) {
      String name = "worker " + i;
      scene.actor(
          name,
          () -> {
            if (lock.tryLock(1, TimeUnit.MILLISECONDS)) {
              try {
                done.add(name);
              } finally {
                lock.unlock();
              }
            }
          });
    }
    scene.play();
    scene.expect(done.entries().size() == 2, Kind.WRONG_RESULT, "Got %s.", done.entries());
  }

  @Program("wrong-result")
  static void patientTryLockTooImpatientForALongDelay(Scene scene) {
    scene.letTimeOutsPass();
    patient(scene, false);
  }

  /** Nothing is known about how busy the machine is: as long as nobody says so, ten minutes do. */
  @Program("passes")
  static void patientTryLockWithoutLongDelays(Scene scene) {
    patient(scene, false);
  }

  @Program("passes")
  static void patientTryLockAgain(Scene scene) {
    scene.letTimeOutsPass();
    patient(scene, true);
  }

  private static void patient(Scene scene, boolean again) {
    ReentrantLock lock = new ReentrantLock();
    var done = scene.<String>journal();
    for (int i = 0; i < 2; i++) {
      String name = "worker " + i;
      scene.actor(
          name,
          () -> {
            boolean locked = lock.tryLock(10, TimeUnit.MINUTES);
            while (again && !locked) {
              locked = lock.tryLock(10, TimeUnit.MINUTES);
            }
            if (locked) {
              try {
                Thread.sleep(100);
                done.add(name);
              } finally {
                lock.unlock();
              }
            }
          });
    }
    scene.play();
    scene.expect(done.entries().size() == 2, Kind.WRONG_RESULT, "Got %s.", done.entries());
  }

  /** Whoever looks again and again is not held back for ever. */
  @Program("passes")
  static void tryLockEverySecond(Scene scene) {
    scene.letTimeOutsPass();
    ReentrantLock lock = new ReentrantLock();
    var done = scene.<String>journal();
    for (int i = 0; i < 2; i++) {
      String name = "worker " + i;
      scene.actor(name, () -> both(lock, new ReentrantLock(), () -> done.add(name)));
    }
    scene.actor(
        "looker",
        () -> {
          while (!lock.tryLock(1, TimeUnit.SECONDS)) {
            Thread.sleep(1_000);
          }
          lock.unlock();
        });
    scene.play();
    scene.expect(done.entries().size() == 2, Kind.WRONG_RESULT, "Got %s.", done.entries());
  }

  @Program("passes")
  static void lockInterruptiblyGivesUp(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    var journal = scene.<String>journal();
    Actor waiter =
        scene.actor(
            "waiter",
            () -> {
              try {
                lock.lockInterruptibly();
                journal.add("locked");
              } catch (InterruptedException e) {
                journal.add("interrupted");
              }
            });
    scene.settle();
    scene.expect(!waiter.hasEnded(), Kind.WRONG_RESULT, "The waiter did not wait.");
    waiter.interrupt();
    scene.play();
    lock.unlock();
    scene.expect(
        journal.entries().equals(List.of("interrupted")),
        Kind.WRONG_RESULT,
        "%s",
        journal.entries());
    scene.expect(!lock.isLocked(), Kind.WRONG_RESULT, "Still locked.");
  }

  @Program("stuck")
  static void lockDoesNotAnswerInterrupts(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    Actor waiter = scene.actor("waiter", lock::lock);
    scene.settle();
    waiter.interrupt();
    scene.play();
  }

  @Program("passes")
  static void unlockInFinallyAfterInterrupt(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    Condition never = lock.newCondition();
    Actor waiter =
        scene.actor(
            "waiter",
            () -> {
              lock.lock();
              try {
                never.await();
              } catch (InterruptedException expected) {
                scene.expect(lock.isHeldByCurrentThread(), Kind.WRONG_RESULT, "Not held.");
              } finally {
                lock.unlock();
              }
            });
    scene.settle();
    waiter.interrupt();
    scene.actor(
        "other",
        () -> {
          lock.lock();
          lock.unlock();
        });
    scene.play();
  }

  /** A bounded buffer with one lock; the parts that can be got wrong are parameters. */
  private static final class Buffer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int[] items = new int[1];
    private int size;
    private final boolean loop;
    private final boolean all;

    Buffer(boolean loop, boolean all) {
      this.loop = loop;
      this.all = all;
    }

    void put(int item) throws InterruptedException {
      lock.lock();
      try {
        if (loop) {
          while (size == 1) {
            changed.await();
          }
        } else if (size == 1) {
          changed.await();
        }
        items[size++] = item;
        signal();
      } finally {
        lock.unlock();
      }
    }

    int take() throws InterruptedException {
      lock.lock();
      try {
        if (loop) {
          while (size == 0) {
            changed.await();
          }
        } else if (size == 0) {
          changed.await();
        }
        int item = items[--size];
        signal();
        return item;
      } finally {
        lock.unlock();
      }
    }

    private void signal() {
      if (all) {
        changed.signalAll();
      } else {
        changed.signal();
      }
    }
  }

  private static void twoAndTwo(Scene scene, Buffer buffer) {
    for (int i = 0; i < 2; i++) {
      int item = i;
      scene.actor("producer " + i, () -> buffer.put(item));
      scene.actor("consumer " + i, buffer::take);
    }
    scene.play();
  }

  @Program("passes")
  static void bufferWithSignalAll(Scene scene) {
    twoAndTwo(scene, new Buffer(true, true));
  }

  @Program("stuck")
  static void bufferWithSignalLosesAWakeUp(Scene scene) {
    twoAndTwo(scene, new Buffer(true, false));
  }

  @Program("exception")
  static void bufferWithIfInsteadOfWhile(Scene scene) {
    twoAndTwo(scene, new Buffer(false, true));
  }

  @Program("exception")
  static void ifInsteadOfWhileWithOneThreadEach(Scene scene) {
    // Only a spurious wake-up shows it.
    Buffer buffer = new Buffer(false, true);
    scene.actor("producer", () -> buffer.put(1));
    scene.actor("consumer", buffer::take);
    scene.play();
  }

  @Program("exception")
  static void signalWithoutTheLock(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    scene.actor("signaller", condition::signal);
    scene.play();
  }

  @Program("stuck")
  static void signalBeforeAwait(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    scene.actor(
        "waiter",
        () -> {
          lock.lock();
          try {
            condition.await();
          } finally {
            lock.unlock();
          }
        });
    scene.actor(
        "signaller",
        () -> {
          lock.lock();
          try {
            condition.signal();
          } finally {
            lock.unlock();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void awaitNanosInALoop(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    boolean[] ready = new boolean[1];
    scene.actor(
        "waiter",
        () -> {
          lock.lock();
          try {
            long left = TimeUnit.SECONDS.toNanos(5);
            while (!ready[0] && left > 0) {
              left = condition.awaitNanos(left);
            }
            scene.expect(ready[0], Kind.WRONG_RESULT, "Gave up after 5 s.");
          } finally {
            lock.unlock();
          }
        });
    scene.actor(
        "signaller",
        () -> {
          lock.lock();
          try {
            ready[0] = true;
            condition.signal();
          } finally {
            lock.unlock();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void awaitTimesOut(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    Condition never = lock.newCondition();
    scene.actor(
        "waiter",
        () -> {
          lock.lock();
          try {
            long before = System.nanoTime();
            while (never.await(20, TimeUnit.MILLISECONDS)) {
              // For no reason.
            }
            scene.expect(
                System.nanoTime() - before >= 20_000_000, Kind.WRONG_RESULT, "Back too early.");
          } finally {
            lock.unlock();
          }
        });
    scene.play();
  }

  private static final class Cache {
    final ReadWriteLock lock = new ReentrantReadWriteLock();
    int first;
    int second;

    void write(int value, Lock with) {
      with.lock();
      try {
        first = value;
        second = value;
      } finally {
        with.unlock();
      }
    }

    boolean consistent() {
      lock.readLock().lock();
      try {
        return first == second;
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  @Program("passes")
  static void readWriteLock(Scene scene) {
    Cache cache = new Cache();
    scene.actor("writer", () -> cache.write(1, cache.lock.writeLock()));
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "reader " + i,
          () -> scene.expect(cache.consistent(), Kind.WRONG_RESULT, "A half written value."));
    }
    scene.play();
  }

  @Program("wrong-result")
  static void writingUnderTheReadLock(Scene scene) {
    Cache cache = new Cache();
    scene.actor("writer", () -> cache.write(1, cache.lock.readLock()));
    scene.actor(
        "reader",
        () -> scene.expect(cache.consistent(), Kind.WRONG_RESULT, "A half written value."));
    scene.play();
  }

  @Program("passes")
  static void readersShareTheLock(Scene scene) {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    var gate = scene.gate(2, Kind.NOT_PARALLEL, "Readers do not read at once.");
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "reader " + i,
          () -> {
            lock.readLock().lock();
            gate.pass();
            lock.readLock().unlock();
          });
    }
    scene.play();
  }

  @Program("not-parallel")
  static void writersDoNotShareTheLock(Scene scene) {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    var gate = scene.gate(2, Kind.NOT_PARALLEL, "Not at once.");
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "writer " + i,
          () -> {
            lock.writeLock().lock();
            gate.pass();
            lock.writeLock().unlock();
          });
    }
    scene.play();
  }

  @Program("stuck")
  static void readLockCannotBeUpgraded(Scene scene) {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    scene.actor(
        "upgrader",
        () -> {
          lock.readLock().lock();
          lock.writeLock().lock();
        });
    scene.play();
  }

  @Program("passes")
  static void writeLockCanBeDowngraded(Scene scene) {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            lock.writeLock().lock();
            box[0]++;
            lock.readLock().lock();
            lock.writeLock().unlock();
            scene.expect(box[0] > 0, Kind.WRONG_RESULT, "Read %d.", box[0]);
            lock.readLock().unlock();
          });
    }
    scene.play();
  }

  /**
   * A point guarded by a stamped lock. Its fields are volatile: an optimistic read races otherwise.
   */
  private static final class Point {
    final StampedLock lock = new StampedLock();
    volatile int x;
    volatile int y;

    void move() {
      long stamp = lock.writeLock();
      try {
        x++;
        y++;
      } finally {
        lock.unlockWrite(stamp);
      }
    }

    boolean onDiagonal(boolean validate) {
      long stamp = lock.tryOptimisticRead();
      int seenX = x;
      int seenY = y;
      if (validate && !lock.validate(stamp)) {
        stamp = lock.readLock();
        try {
          seenX = x;
          seenY = y;
        } finally {
          lock.unlockRead(stamp);
        }
      }
      return seenX == seenY;
    }
  }

  @Program("passes")
  static void stampedLockOptimisticRead(Scene scene) {
    Point point = new Point();
    scene.actor("mover", point::move);
    scene.actor(
        "reader",
        () -> scene.expect(point.onDiagonal(true), Kind.WRONG_RESULT, "Off the diagonal."));
    scene.play();
  }

  @Program("wrong-result")
  static void stampedLockWithoutValidation(Scene scene) {
    Point point = new Point();
    scene.actor("mover", point::move);
    scene.actor(
        "reader",
        () -> scene.expect(point.onDiagonal(false), Kind.WRONG_RESULT, "Off the diagonal."));
    scene.play();
  }

  @Program("stuck")
  static void stampedLockIsNotReentrant(Scene scene) {
    StampedLock lock = new StampedLock();
    scene.actor(
        "worker",
        () -> {
          lock.writeLock();
          lock.writeLock();
        });
    scene.play();
  }

  @Program("passes")
  static void stampedLockConversion(Scene scene) {
    StampedLock lock = new StampedLock();
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            long stamp = lock.readLock();
            while (true) {
              long write = lock.tryConvertToWriteLock(stamp);
              if (write != 0) {
                stamp = write;
                box[0]++;
                break;
              }
              lock.unlockRead(stamp);
              stamp = lock.writeLock();
            }
            lock.unlock(stamp);
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("passes")
  static void lockAsAResource(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    int[] box = new int[1];
    for (int i = 0; i < 3; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            try (Held held = new Held(lock)) {
              box[0]++;
            }
          });
    }
    scene.play();
    scene.expect(box[0] == 3, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  private record Held(Lock lock) implements AutoCloseable {
    Held {
      lock.lock();
    }

    @Override
    public void close() {
      lock.unlock();
    }
  }

  @Program("deadlock")
  static void philosophers(Scene scene) {
    dine(scene, false);
  }

  @Program("passes")
  static void philosophersOneLeftHanded(Scene scene) {
    dine(scene, true);
  }

  private static void dine(Scene scene, boolean oneLeftHanded) {
    Lock[] forks = {new ReentrantLock(), new ReentrantLock(), new ReentrantLock()};
    for (int i = 0; i < 3; i++) {
      boolean turned = oneLeftHanded && i == 2;
      Lock first = forks[turned ? 0 : i];
      Lock second = forks[turned ? i : (i + 1) % 3];
      scene.actor(
          "philosopher " + i,
          () -> {
            first.lock();
            second.lock();
            second.unlock();
            first.unlock();
          });
    }
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // one lock for all

  private static void twoThatShareNothing(
      Scene scene, Lock one, Lock other, boolean synchronizedToo) {
    int[] mine = {1, 1};
    int[] yours = {1, 1};
    Object all = new Object();
    Actor ada = scene.actor("ada", () -> count(mine, one, synchronizedToo ? all : mine));
    Actor ben = scene.actor("ben", () -> count(yours, other, synchronizedToo ? all : yours));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(mine, yours), "They never run at the same time.");
  }

  private static int look(int[] mine, int[] yours) {
    return mine[0] + mine[1] + yours[0] + yours[1];
  }

  private static int look(Purse... purses) {
    return Arrays.stream(purses).mapToInt(purse -> purse.gold + purse.silver).sum();
  }

  private static void count(int[] box, Lock lock, Object monitor) {
    lock.lock();
    lock.unlock();
    lock.lock();
    try {
      synchronized (monitor) {
        box[0]++;
      }
      box[1]++;
    } finally {
      lock.unlock();
    }
  }

  @Program("passes")
  static void aLockForEach(Scene scene) {
    twoThatShareNothing(scene, new ReentrantLock(), new ReentrantLock(), false);
  }

  @Program("passes")
  static void aLockForEachAndOneForAShortWhile(Scene scene) {
    twoThatShareNothing(scene, new ReentrantLock(), new ReentrantLock(), true);
  }

  @Program("passes")
  static void readLocksAreShared(Scene scene) {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    twoThatShareNothing(scene, lock.readLock(), lock.readLock(), false);
  }

  @Program("not-parallel")
  static void oneLockForBoth(Scene scene) {
    Lock lock = new ReentrantLock();
    twoThatShareNothing(scene, lock, lock, false);
  }

  @Program("not-parallel")
  static void oneMonitorForBoth(Scene scene) {
    Object all = new Object();
    int[] mine = {1, 1};
    int[] yours = {1, 1};
    Actor ada = scene.actor("ada", () -> countIn(all, mine));
    Actor ben = scene.actor("ben", () -> countIn(all, yours));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(mine, yours), "They never run at the same time.");
  }

  @Program("not-parallel")
  static void onePermitForBoth(Scene scene) {
    permitsForTwo(scene, 1);
  }

  @Program("not-parallel")
  static void oneFairPermitForBoth(Scene scene) {
    Semaphore one = new Semaphore(1, true);
    withPermits(scene, one, one);
  }

  @Program("passes")
  static void twoPermitsForTwo(Scene scene) {
    permitsForTwo(scene, 2);
  }

  @Program("passes")
  static void aPermitForEach(Scene scene) {
    withPermits(scene, new Semaphore(1), new Semaphore(1));
  }

  private static final class Purse {
    int gold = 1;
    int silver = 1;

    void change() {
      gold--;
      silver++;
    }
  }

  /** What only its maker ever sees. */
  private static final class Receipt {
    int spent;
    int got;
  }

  @Program("not-parallel")
  static void oneMonitorForBothAndReceiptsOutsideIt(Scene scene) {
    Object all = new Object();
    receipts(scene, all, all, null);
  }

  @Program("passes")
  static void aMonitorForEachAndReceiptsOutsideIt(Scene scene) {
    receipts(scene, new Object(), new Object(), null);
  }

  @Program("not-parallel")
  static void oneSpinningFlagForBothAndReceiptsOutsideIt(Scene scene) {
    AtomicBoolean flag = new AtomicBoolean();
    pursesOfTwo(
        scene,
        () -> {
          fillIn(new Receipt());
          spin(flag);
        },
        () -> {
          flag.set(false);
          fillIn(new Receipt());
        });
  }

  @Program("passes")
  static void aMonitorForEachAndOneToMakeAPurse(Scene scene) {
    Object all = new Object();
    receipts(scene, new Object(), new Object(), all);
  }

  private static void receipts(Scene scene, Object mine, Object yours, @Nullable Object whereMade) {
    Purse[] purses = whereMade == null ? new Purse[] {new Purse(), new Purse()} : new Purse[2];
    Actor ada = scene.actor("ada", () -> changeWithAReceipt(purses, 0, mine, whereMade));
    Actor ben = scene.actor("ben", () -> changeWithAReceipt(purses, 1, yours, whereMade));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(purses), "They never run at the same time.");
  }

  private static void changeWithAReceipt(
      Purse[] purses, int number, Object monitor, @Nullable Object whereMade) {
    Receipt receipt = new Receipt();
    receipt.spent = 1;
    Purse purse;
    if (whereMade != null) {
      synchronized (whereMade) {
        purse = new Purse();
        purses[number] = purse;
      }
    } else {
      purse = purses[number];
    }
    synchronized (monitor) {
      purse.gold--;
      purse.silver++;
    }
    receipt.got = 1;
  }

  private static void fillIn(Receipt receipt) {
    receipt.spent = 1;
    receipt.got = 1;
  }

  private static void pursesOfTwo(Scene scene, Runnable lock, Runnable unlock) {
    pursesOfTwo(scene, lock, unlock, lock, unlock);
  }

  private static void pursesOfTwo(
      Scene scene, Runnable lock, Runnable unlock, Runnable otherLock, Runnable otherUnlock) {
    Purse mine = new Purse();
    Purse yours = new Purse();
    Actor ada = scene.actor("ada", () -> change(mine, lock, unlock));
    Actor ben = scene.actor("ben", () -> change(yours, otherLock, otherUnlock));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(mine, yours), "They never run at the same time.");
  }

  /** Others do it for the two. */
  private static void pursesByHands(Scene scene, Executor mine, Executor yours) {
    Purse one = new Purse();
    Purse other = new Purse();
    Actor ada = scene.actor("ada", () -> CompletableFuture.runAsync(one::change, mine).join());
    Actor ben = scene.actor("ben", () -> CompletableFuture.runAsync(other::change, yours).join());
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(one, other), "They never run at the same time.");
  }

  private static void pursesByHands(Scene scene, ExecutorService hands) {
    hands.execute(() -> {});
    pursesByHands(scene, hands, hands);
    hands.shutdown();
  }

  @Program("not-parallel")
  static void oneHandForBoth(Scene scene) {
    pursesByHands(scene, Executors.newSingleThreadExecutor());
  }

  @Program("not-parallel")
  static void oneHandFromAnEarlierPool(Scene scene) {
    pursesByHands(scene, new ForkJoinPool(1));
  }

  @Program("not-parallel")
  static void aThreadThatTakesOrders(Scene scene) {
    BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    Thread hand =
        new Thread(
            () -> {
              for (int i = 0; i < 2; i++) {
                try {
                  orders.take().run();
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    hand.start();
    pursesByHands(scene, orders::add, orders::add);
  }

  @Program("passes")
  static void twoHandsForBoth(Scene scene) {
    pursesByHands(scene, Executors.newFixedThreadPool(2));
  }

  @Program("passes")
  static void asManyHandsAsItTakes(Scene scene) {
    pursesByHands(scene, Executors.newCachedThreadPool());
  }

  @Program("passes")
  static void handsOfAForkJoinPool(Scene scene) {
    pursesByHands(scene, new ForkJoinPool(2));
  }

  @Program("passes")
  static void handsThatNobodyMade(Scene scene) {
    Executor common = CompletableFuture.completedFuture("").defaultExecutor();
    pursesByHands(scene, common, common);
  }

  @Program("passes")
  static void aNewThreadForEach(Scene scene) {
    Executor hands = task -> new Thread(task).start();
    pursesByHands(scene, hands, hands);
  }

  @Program("passes")
  static void aHandForEach(Scene scene) {
    ExecutorService mine = Executors.newSingleThreadExecutor();
    ExecutorService yours = Executors.newSingleThreadExecutor();
    pursesByHands(scene, mine, yours);
    mine.shutdown();
    yours.shutdown();
  }

  /** The hand writes down what the two do themselves. */
  @Program("passes")
  static void aHandThatKeepsTheBooks(Scene scene) {
    ExecutorService clerk = Executors.newSingleThreadExecutor();
    Purse[] purses = {new Purse(), new Purse(), new Purse(), new Purse()};
    Actor ada = scene.actor("ada", () -> changeAndTell(purses[0], purses[2], clerk));
    Actor ben = scene.actor("ben", () -> changeAndTell(purses[1], purses[3], clerk));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(purses), "They never run at the same time.");
    clerk.shutdown();
  }

  private static void changeAndTell(Purse mine, Purse book, Executor clerk) {
    mine.change();
    CompletableFuture.runAsync(book::change, clerk).join();
  }

  /** Others do it for the two, one thread for each purse, and take a lock for it. */
  private static void pursesByNewThreads(Scene scene, Object mine, Object yours) {
    Purse one = new Purse();
    Purse other = new Purse();
    Actor ada = scene.actor("ada", () -> inANewThread(() -> changeIn(mine, one)));
    Actor ben = scene.actor("ben", () -> inANewThread(() -> changeIn(yours, other)));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(one, other), "They never run at the same time.");
  }

  private static void inANewThread(Runnable task) throws InterruptedException {
    Thread hand = new Thread(task, "hand");
    hand.start();
    hand.join();
  }

  private static void changeIn(Object monitor, Purse purse) {
    synchronized (monitor) {
      purse.change();
    }
  }

  @Program("not-parallel")
  static void newThreadsUnderOneMonitor(Scene scene) {
    Object all = new Object();
    pursesByNewThreads(scene, all, all);
  }

  @Program("passes")
  static void newThreadsUnderAMonitorEach(Scene scene) {
    pursesByNewThreads(scene, new Object(), new Object());
  }

  @Program("not-parallel")
  static void handsOfAPoolUnderOneMonitor(Scene scene) {
    Object all = new Object();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Executor hands = task -> pool.execute(() -> runIn(all, task));
    pursesByHands(scene, hands, hands);
    pool.shutdown();
  }

  private static void runIn(Object monitor, Runnable task) {
    synchronized (monitor) {
      task.run();
    }
  }

  /** Two atomic numbers of each, which are looked at before the lock is taken, too. */
  private static void atomicPurses(Scene scene, Runnable[] locks, Runnable[] unlocks) {
    AtomicLong[] mine = {new AtomicLong(1), new AtomicLong(1)};
    AtomicLong[] yours = {new AtomicLong(1), new AtomicLong(1)};
    Actor ada = scene.actor("ada", () -> change(mine, locks[0], unlocks[0]));
    Actor ben = scene.actor("ben", () -> change(yours, locks[1], unlocks[1]));
    scene.play();
    scene.expectOverlap(
        ada,
        ben,
        () -> Stream.of(mine, yours).flatMap(Stream::of).forEach(AtomicLong::get),
        "They never run at the same time.");
  }

  private static void change(AtomicLong[] purse, Runnable lock, Runnable unlock) {
    if (purse[0].get() > 0) {
      lock.run();
      purse[0].decrementAndGet();
      purse[1].incrementAndGet();
      unlock.run();
    }
  }

  @Program("not-parallel")
  static void atomicPursesUnderOneLock(Scene scene) {
    Lock all = new ReentrantLock();
    Runnable[] locks = {all::lock, all::lock};
    Runnable[] unlocks = {all::unlock, all::unlock};
    atomicPurses(scene, locks, unlocks);
  }

  @Program("passes")
  static void atomicPursesUnderALockEach(Scene scene) {
    Lock mine = new ReentrantLock();
    Lock yours = new ReentrantLock();
    Runnable[] locks = {mine::lock, yours::lock};
    Runnable[] unlocks = {mine::unlock, yours::unlock};
    atomicPurses(scene, locks, unlocks);
  }

  @Program("not-parallel")
  static void atomicPursesUnderOneFlag(Scene scene) {
    AtomicBoolean all = new AtomicBoolean();
    Runnable[] locks = {() -> spin(all), () -> spin(all)};
    Runnable[] unlocks = {() -> all.set(false), () -> all.set(false)};
    atomicPurses(scene, locks, unlocks);
  }

  @Program("passes")
  static void atomicPursesUnderAFlagEach(Scene scene) {
    AtomicBoolean mine = new AtomicBoolean();
    AtomicBoolean yours = new AtomicBoolean();
    Runnable[] locks = {() -> spin(mine), () -> spin(yours)};
    Runnable[] unlocks = {() -> mine.set(false), () -> yours.set(false)};
    atomicPurses(scene, locks, unlocks);
  }

  /** Each change is made under the one monitor, which is given back in between. */
  @Program("passes")
  static void oneMonitorForEachStepOnly(Scene scene) {
    Object all = new Object();
    Purse[] purses = {new Purse(), new Purse()};
    Actor ada = scene.actor("ada", () -> changeStepByStep(all, purses[0]));
    Actor ben = scene.actor("ben", () -> changeStepByStep(all, purses[1]));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(purses), "They never run at the same time.");
  }

  private static void changeStepByStep(Object monitor, Purse purse) {
    synchronized (monitor) {
      purse.gold--;
    }
    synchronized (monitor) {
      purse.silver++;
    }
  }

  /** What is counted before the lock is taken is not what the two are there for. */
  @Program("not-parallel")
  static void attemptsCountedOutsideTheOneLock(Scene scene) {
    Object all = new Object();
    Purse[] purses = {new Purse(), new Purse()};
    AtomicInteger[] attempts = {new AtomicInteger(), new AtomicInteger()};
    Actor ada = scene.actor("ada", () -> changeCounted(attempts[0], all, purses[0]));
    Actor ben = scene.actor("ben", () -> changeCounted(attempts[1], all, purses[1]));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(purses), "They never run at the same time.");
  }

  private static void changeCounted(AtomicInteger attempts, Object monitor, Purse purse) {
    attempts.incrementAndGet();
    changeIn(monitor, purse);
  }

  private static void inOneMap(Scene scene, Map<String, Integer> map, Object mine, Object yours) {
    for (String key : List.of("a", "b", "c", "d")) {
      map.put(key, 1);
    }
    Actor ada = scene.actor("ada", () -> move(map, "a", "b", mine));
    Actor ben = scene.actor("ben", () -> move(map, "c", "d", yours));
    scene.play();
    scene.expectOverlap(
        ada,
        ben,
        () -> List.of("a", "b", "c", "d").forEach(map::get),
        "They never run at the same time.");
  }

  private static void move(Map<String, Integer> map, String from, String to, Object monitor) {
    synchronized (monitor) {
      map.put(from, map.get(from) - 1);
      map.put(to, map.get(to) + 1);
    }
  }

  @Program("not-parallel")
  static void oneMapUnderOneMonitor(Scene scene) {
    Object all = new Object();
    inOneMap(scene, new HashMap<>(), all, all);
  }

  @Program("not-parallel")
  static void oneConcurrentMapUnderOneMonitor(Scene scene) {
    Object all = new Object();
    inOneMap(scene, new ConcurrentHashMap<>(), all, all);
  }

  @Program("passes")
  static void oneConcurrentMapUnderAMonitorEach(Scene scene) {
    inOneMap(scene, new ConcurrentHashMap<>(), new Object(), new Object());
  }

  private static void change(Purse purse, Runnable lock, Runnable unlock) {
    lock.run();
    purse.gold--;
    purse.silver++;
    unlock.run();
  }

  private static void spin(AtomicBoolean flag) {
    while (!flag.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
  }

  @Program("not-parallel")
  static void oneSpinningFlagForBoth(Scene scene) {
    AtomicBoolean flag = new AtomicBoolean();
    pursesOfTwo(scene, () -> spin(flag), () -> flag.set(false));
  }

  @Program("passes")
  static void aSpinningFlagForEach(Scene scene) {
    AtomicBoolean mine = new AtomicBoolean();
    AtomicBoolean yours = new AtomicBoolean();
    pursesOfTwo(
        scene, () -> spin(mine), () -> mine.set(false), () -> spin(yours), () -> yours.set(false));
  }

  @Program("not-parallel")
  static void oneWriteStampForBoth(Scene scene) {
    StampedLock lock = new StampedLock();
    pursesOfTwo(scene, lock::writeLock, () -> lock.tryUnlockWrite());
  }

  @Program("passes")
  static void readStampsForBoth(Scene scene) {
    StampedLock lock = new StampedLock();
    pursesOfTwo(scene, lock::readLock, () -> lock.tryUnlockRead());
  }

  @Program("not-parallel")
  static void oneTokenInAQueueForBoth(Scene scene) {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>(List.of("token"));
    pursesOfTwo(scene, () -> uninterruptibly(queue), () -> queue.add("token"));
  }

  @Program("passes")
  static void aTokenForEach(Scene scene) {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>(List.of("token", "another"));
    pursesOfTwo(scene, () -> uninterruptibly(queue), () -> queue.add("token"));
  }

  @Program("passes")
  static void noLockAtAll(Scene scene) {
    pursesOfTwo(scene, () -> {}, () -> {});
  }

  private static void uninterruptibly(BlockingQueue<String> queue) {
    try {
      queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void permitsForTwo(Scene scene, int permits) {
    Semaphore semaphore = new Semaphore(permits);
    withPermits(scene, semaphore, semaphore);
  }

  private static void withPermits(Scene scene, Semaphore one, Semaphore other) {
    int[] mine = {1, 1};
    int[] yours = {1, 1};
    Actor ada = scene.actor("ada", () -> countWith(one, mine));
    Actor ben = scene.actor("ben", () -> countWith(other, yours));
    scene.play();
    scene.expectOverlap(ada, ben, () -> look(mine, yours), "They never run at the same time.");
  }

  private static void countWith(Semaphore permit, int[] box) throws InterruptedException {
    permit.acquire();
    try {
      box[0]++;
      box[1]++;
    } finally {
      permit.release();
    }
  }

  private static void countIn(Object monitor, int[] box) {
    synchronized (monitor) {
      box[0]++;
      box[1]++;
    }
  }
}
