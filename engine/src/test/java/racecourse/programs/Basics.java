package racecourse.programs;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Scene;

/** Counters and locks. */
final class Basics {
  private Basics() {}

  static class Counter {
    int value;

    void increment() {
      value++;
    }

    int get() {
      return value;
    }
  }

  static final class VolatileCounter extends Counter {
    private volatile int count;

    @Override
    void increment() {
      count++;
    }

    @Override
    int get() {
      return count;
    }
  }

  static final class SynchronizedCounter extends Counter {
    @Override
    synchronized void increment() {
      value++;
    }

    @Override
    synchronized int get() {
      return value;
    }
  }

  static final class AtomicCounter extends Counter {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    void increment() {
      count.incrementAndGet();
    }

    @Override
    int get() {
      return count.get();
    }
  }

  static final class GetThenSetCounter extends Counter {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    void increment() {
      count.set(count.get() + 1);
    }

    @Override
    int get() {
      return count.get();
    }
  }

  static final class UnlockedReader extends Counter {
    @Override
    synchronized void increment() {
      value++;
    }
  }

  private static void twoIncrements(Scene scene, Counter counter) {
    scene.actor("a", counter::increment);
    scene.actor("b", counter::increment);
    scene.play();
    scene.expect(counter.get() == 2, Kind.LOST_UPDATE, "The count is %d, not 2.", counter.get());
  }

  @Program("lost-update")
  static void plainCounter(Scene scene) {
    twoIncrements(scene, new Counter());
  }

  @Program("lost-update")
  static void volatileCounter(Scene scene) {
    twoIncrements(scene, new VolatileCounter());
  }

  @Program("lost-update")
  static void getThenSet(Scene scene) {
    twoIncrements(scene, new GetThenSetCounter());
  }

  @Program("passes")
  static void synchronizedCounter(Scene scene) {
    twoIncrements(scene, new SynchronizedCounter());
  }

  @Program("passes")
  static void atomicCounter(Scene scene) {
    twoIncrements(scene, new AtomicCounter());
  }

  @Program("data-race")
  static void unlockedReader(Scene scene) {
    Counter counter = new UnlockedReader();
    scene.actor("writer", counter::increment);
    scene.actor("reader", counter::get);
    scene.play();
  }

  /** A one-slot pipeline with a lock and two conditions. */
  static final class OneSlot<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition full = lock.newCondition();
    private final Condition empty = lock.newCondition();
    private T message;

    void put(T next) throws InterruptedException {
      lock.lock();
      try {
        while (message != null) {
          empty.await();
        }
        message = next;
        full.signal();
      } finally {
        lock.unlock();
      }
    }

    T take() throws InterruptedException {
      lock.lock();
      try {
        while (message == null) {
          full.await();
        }
        T taken = message;
        message = null;
        empty.signal();
        return taken;
      } finally {
        lock.unlock();
      }
    }
  }

  @Program("passes")
  static void oneSlot(Scene scene) {
    OneSlot<String> slot = new OneSlot<>();
    var taken = scene.<String>journal();
    scene.actor(
        "producer",
        () -> {
          slot.put("one");
          slot.put("two");
        });
    scene.actor(
        "consumer",
        () -> {
          taken.add(slot.take());
          taken.add(slot.take());
        });
    scene.play();
    scene.expect(
        taken.entries().equals(java.util.List.of("one", "two")),
        Kind.WRONG_RESULT,
        "Got %s.",
        taken.entries());
  }

  @Program("deadlock")
  static void oppositeLocks(Scene scene) {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    scene.actor("a", () -> nested(left, right));
    scene.actor("b", () -> nested(right, left));
    scene.play();
  }

  @Program("passes")
  static void sameOrder(Scene scene) {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    scene.actor("a", () -> nested(left, right));
    scene.actor("b", () -> nested(left, right));
    scene.play();
  }

  private static void nested(ReentrantLock first, ReentrantLock second) {
    first.lock();
    try {
      second.lock();
      second.unlock();
    } finally {
      first.unlock();
    }
  }

  @Program("deadlock")
  static void oppositeMonitors(Scene scene) {
    Object left = new Object();
    Object right = new Object();
    scene.actor(
        "a",
        () -> {
          synchronized (left) {
            synchronized (right) {
              left.notifyAll();
            }
          }
        });
    scene.actor(
        "b",
        () -> {
          synchronized (right) {
            synchronized (left) {
              left.notifyAll();
            }
          }
        });
    scene.play();
  }

  @Program("stuck")
  static void takeFromNobody(Scene scene) {
    ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
    scene.actor("taker", queue::take);
    scene.play();
  }

  @Program("passes")
  static void latch(Scene scene) {
    CountDownLatch latch = new CountDownLatch(2);
    int[] box = new int[1];
    scene.actor(
        "writer",
        () -> {
          box[0] = 5;
          latch.countDown();
        });
    scene.actor("other", latch::countDown);
    scene.actor(
        "reader",
        () -> {
          latch.await();
          scene.expect(box[0] == 5, Kind.WRONG_RESULT, "Read %d.", box[0]);
        });
    scene.play();
  }

  @Program("passes")
  static void barrier(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(3);
    for (int i = 0; i < 3; i++) {
      scene.actor("worker " + i, barrier::await);
    }
    scene.play();
  }

  @Program("stuck")
  static void barrierOfTooMany(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(3);
    for (int i = 0; i < 2; i++) {
      scene.actor("worker " + i, barrier::await);
    }
    scene.play();
  }

  @Program("passes")
  static void pool(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<Integer> one = pool.submit(() -> 1);
    Future<Integer> two = pool.submit(() -> 2);
    scene.expect(one.get() + two.get() == 3, Kind.WRONG_RESULT, "Wrong sum.");
    pool.shutdown();
    scene.expect(pool.awaitTermination(5, TimeUnit.SECONDS), Kind.STUCK, "The pool did not end.");
    scene.awaitNoThreads("A thread is left.");
  }

  @Program("leak")
  static void poolLeftRunning(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    pool.submit(() -> 1).get();
    scene.awaitNoThreads("A thread is left.");
  }

  @Program("passes")
  static void semaphoreAsMutex(Scene scene) {
    Semaphore mutex = new Semaphore(1);
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            mutex.acquire();
            box[0]++;
            mutex.release();
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  private static boolean childIsDaemon(boolean said) throws InterruptedException {
    boolean[] daemon = new boolean[1];
    Thread thread = new Thread(() -> daemon[0] = Thread.currentThread().isDaemon());
    if (said) {
      thread.setDaemon(true);
    }
    thread.start();
    thread.join();
    return daemon[0];
  }

  @Program("wrong-result")
  static void randomsWithoutASeed(Scene scene) {
    sameNumbers(scene, new Random(), new Random());
  }

  @Program("passes")
  static void randomsWithOneSeed(Scene scene) {
    sameNumbers(scene, new Random(7), new Random(7));
  }

  private static void sameNumbers(Scene scene, Random one, Random other) {
    scene.expect(
        one.nextInt() == other.nextInt(), Kind.WRONG_RESULT, "Their first numbers differ.");
  }

  @Program("passes")
  static void daemonOnlyIfSaid(Scene scene) throws InterruptedException {
    scene.expect(!childIsDaemon(false), Kind.WRONG_RESULT, "A child of main is a daemon.");
    scene.expect(childIsDaemon(true), Kind.WRONG_RESULT, "The daemon is none.");
    scene.actor(
        "parent",
        () -> scene.expect(!childIsDaemon(false), Kind.WRONG_RESULT, "An actor's child is one."));
    scene.play();
  }

  private static final class Holder {
    @Nullable Thread thread;
  }

  @Program("exception")
  static void aMapWithoutTheKey(Scene scene) {
    Map<String, Long> map = new HashMap<>();
    scene.actor("reader", () -> use(map.get("nothing")));
    scene.play();
  }

  @Program("exception")
  static void noMapAtAll(Scene scene) {
    Map<String, Long> map = null;
    scene.actor("reader", () -> use(map.get("nothing")));
    scene.play();
  }

  private static void use(long value) {}

  @Program("exception")
  @SuppressWarnings("NullAway") // That is the mistake.
  static void interruptsNobody(Scene scene) {
    new Holder().thread.interrupt();
  }

  private static final class Purse {
    int coins;

    synchronized void drop(int more) {
      coins += more;
    }
  }

  @Program("wrong-result")
  static void twoPurses(Scene scene) {
    Purse mine = new Purse();
    Purse yours = new Purse();
    mine.drop(1);
    yours.drop(2);
    scene.expect(yours.coins == mine.coins, Kind.WRONG_RESULT, "Two coins are not one.");
  }

  @Program("wrong-result")
  static void onePurse(Scene scene) {
    Purse mine = new Purse();
    mine.drop(1);
    scene.expect(mine.coins == 2, Kind.WRONG_RESULT, "One coin is not two.");
  }
}
