package racecourse.misled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Scene;

/** Still more programs that are wrong for one reason each, and their near misses. */
final class MisledAgain {
  private MisledAgain() {}

  // What may be asked for.

  @Named("no-check")
  static final class TakesWhatever {
    private int sum;

    void move(int cents) {
      sum += cents;
    }

    static void play(Scene scene) {
      new TakesWhatever().move(-1);
      scene.fail(
          Kind.WRONG_RESULT,
          "move() of -1 cents has to throw an IllegalArgumentException, but it returned normally.");
    }
  }

  /** It looks at what it is given; what it takes for too little is another matter. */
  @Named("")
  static final class LooksAtIt {
    private int sum;

    void move(int cents) {
      if (cents < -1) {
        throw new IllegalArgumentException("negative");
      }
      sum += cents;
    }

    static void play(Scene scene) {
      new LooksAtIt().move(-1);
      scene.fail(
          Kind.WRONG_RESULT,
          "move() of -1 cents has to throw an IllegalArgumentException, but it returned normally.");
    }
  }

  @Named("check-too-late")
  static final class AddsFirst {
    private final Map<String, Integer> cents = new HashMap<>();

    synchronized void put(String name, int more) {
      cents.put(name, more);
      if (more < 0) {
        throw new IllegalArgumentException("negative");
      }
    }

    static void play(Scene scene) {
      AddsFirst object = new AddsFirst();
      try {
        object.put("Ada", -1);
      } catch (IllegalArgumentException expected) {
        scene.fail(Kind.WRONG_RESULT, "There is -1, but it was refused.");
      }
    }
  }

  /** It looks first; what is there comes from somewhere else. */
  @Named("")
  static final class LooksFirst {
    private final Map<String, Integer> cents = new HashMap<>();

    synchronized void put(String name, int more) {
      if (more < 0) {
        throw new IllegalArgumentException("negative");
      }
      cents.put(name, more);
    }

    static void play(Scene scene) {
      LooksFirst object = new LooksFirst();
      object.put("Ada", 1);
      try {
        object.put("Ada", -1);
      } catch (IllegalArgumentException expected) {
        scene.fail(Kind.WRONG_RESULT, "There is 1, but it was refused.");
      }
    }
  }

  @Named("close-not-idempotent")
  static final class ClosesOnce {
    private boolean closed;

    synchronized void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
    }

    static void play(Scene scene) {
      ClosesOnce object = new ClosesOnce();
      object.close();
      object.close();
    }
  }

  /** The same test in a method that may be called only once. */
  @Named("")
  static final class StartsOnce {
    private boolean started;

    synchronized void begin() {
      if (started) {
        throw new IllegalStateException("started already");
      }
      started = true;
    }

    static void play(Scene scene) {
      StartsOnce object = new StartsOnce();
      object.begin();
      object.begin();
    }
  }

  @Named("closed-means-nothing")
  static final class SaysNothing {
    private boolean closed = true;
    private String message;

    synchronized void set(String next) {
      if (closed) {
        return;
      }
      message = next;
    }

    static void play(Scene scene) {
      new SaysNothing().set("tea");
      scene.fail(
          Kind.WRONG_RESULT,
          "It is closed, so set() has to throw an IllegalStateException; it returned normally.");
    }
  }

  /** It is not even closed when the message comes. */
  @Named("")
  static final class NotEvenClosed {
    private boolean closed;
    private String message;

    synchronized void set(String next) {
      if (closed) {
        return;
      }
      message = next;
    }

    static void play(Scene scene) {
      new NotEvenClosed().set("tea");
      scene.fail(
          Kind.WRONG_RESULT,
          "It is closed, so set() has to throw an IllegalStateException; it returned normally.");
    }
  }

  // Several steps.

  @Named("check-then-act")
  static final class LooksElsewhere {
    private int cents = 10;

    synchronized int left() {
      return cents;
    }

    void take() {
      if (left() < 10) {
        return;
      }
      synchronized (this) {
        cents -= 10;
      }
    }

    static void play(Scene scene) {
      LooksElsewhere object = new LooksElsewhere();
      scene.actor("teller 1", object::take);
      scene.actor("teller 2", object::take);
      scene.play();
      scene.expect(object.left() >= 0, Kind.WRONG_RESULT, "Now -10 are left.");
    }
  }

  /** It looks and takes under one lock; what it takes is too much. */
  @Named("")
  static final class TakesTooMuch {
    private int cents = 10;

    synchronized int left() {
      return cents;
    }

    synchronized void take() {
      if (left() < 10) {
        return;
      }
      cents -= 20;
    }

    static void play(Scene scene) {
      TakesTooMuch object = new TakesTooMuch();
      scene.actor("teller 1", object::take);
      scene.actor("teller 2", object::take);
      scene.play();
      scene.expect(object.left() >= 0, Kind.WRONG_RESULT, "Now -10 are left.");
    }
  }

  // Queues.

  @Named("rendezvous")
  static final class UntilItIsTaken {
    private String message;

    synchronized void set(String next) throws InterruptedException {
      message = next;
      while (message != null) {
        wait();
      }
    }

    static void play(Scene scene) throws InterruptedException {
      new UntilItIsTaken().set("tea");
    }
  }

  /** It waits before it puts anything in. */
  @Named("")
  static final class UntilThereIsRoom {
    private String message = "tea";

    synchronized void set(String next) throws InterruptedException {
      while (message != null) {
        wait();
      }
      message = next;
    }

    static void play(Scene scene) throws InterruptedException {
      new UntilThereIsRoom().set("rice");
    }
  }

  @Named("poison-taken-once")
  static final class TakenOnce {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    String answer() throws InterruptedException {
      return answers.take();
    }

    static void play(Scene scene) throws InterruptedException {
      TakenOnce object = new TakenOnce();
      scene.actor("worker", () -> object.answers.add("42"));
      scene.play();
      object.answer();
      object.answer();
    }
  }

  /** There was nothing at all. */
  @Named("")
  static final class NothingThere {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    static void play(Scene scene) throws InterruptedException {
      new NothingThere().answers.take();
    }
  }

  // Who does the work.

  @Named("run-instead-of-start")
  static final class DoesItItself {
    @SuppressWarnings("DoNotCall") // This is the mistake.
    static void work(Runnable task) {
      Thread thread = new Thread(task);
      thread.run();
    }

    static void play(Scene scene) {
      work(() -> {});
      scene.fail(Kind.WRONG_RESULT, "The task ran on the thread that called work().");
    }
  }

  /** The thread is started; what the check says is somebody else's. */
  @Named("")
  static final class HasItDone {
    static void work(Runnable task) throws InterruptedException {
      Thread thread = new Thread(task);
      thread.start();
      thread.join();
    }

    static void play(Scene scene) throws InterruptedException {
      work(() -> {});
      scene.fail(Kind.WRONG_RESULT, "The task ran on the thread that called work().");
    }
  }

  @Named("signal-before-wait")
  static final class CallsAndWaits {
    private int ready;

    synchronized void arrive() throws InterruptedException {
      ready++;
      notifyAll();
      do {
        wait();
      } while (ready < 2);
    }

    static void play(Scene scene) {
      CallsAndWaits object = new CallsAndWaits();
      scene.actor("worker 0", object::arrive);
      scene.actor("worker 1", object::arrive);
      scene.play();
    }
  }

  /** It looks before it waits; the third one never comes. */
  @Named("")
  static final class CallsAndLooks {
    private int ready;

    synchronized void arrive() throws InterruptedException {
      ready++;
      notifyAll();
      while (ready < 3) {
        wait();
      }
    }

    static void play(Scene scene) {
      CallsAndLooks object = new CallsAndLooks();
      scene.actor("worker 0", object::arrive);
      scene.actor("worker 1", object::arrive);
      scene.play();
    }
  }

  @Named("not-reentrant")
  static final class LockOfItsOwn {
    private Thread owner;

    synchronized void enter() throws InterruptedException {
      while (owner != null) {
        wait();
      }
      owner = Thread.currentThread();
    }

    static void play(Scene scene) throws InterruptedException {
      LockOfItsOwn object = new LockOfItsOwn();
      object.enter();
      object.enter();
    }
  }

  /** The owner is another one, which has left without a word. */
  @Named("")
  static final class LockOfAnother {
    private Thread owner;

    synchronized void enter() throws InterruptedException {
      while (owner != null) {
        wait();
      }
      owner = Thread.currentThread();
    }

    static void play(Scene scene) throws InterruptedException {
      LockOfAnother object = new LockOfAnother();
      scene.actor("first", object::enter);
      scene.play();
      object.enter();
    }
  }

  @Named("lock-order")
  static final class TriesInCircles {
    private final ReentrantLock one = new ReentrantLock();
    private final ReentrantLock two = new ReentrantLock();

    private static void both(ReentrantLock first, ReentrantLock second) {
      first.lock();
      while (!second.tryLock()) {
        Thread.yield();
      }
      second.unlock();
      first.unlock();
    }

    static void play(Scene scene) {
      TriesInCircles object = new TriesInCircles();
      scene.actor("left", () -> both(object.one, object.two));
      scene.actor("right", () -> both(object.two, object.one));
      scene.play();
    }
  }

  // From the beginning to the end.

  @Named("joins-itself")
  static final class JoinsItself {
    private Thread thread;

    void close() throws InterruptedException {
      thread.join();
    }

    static void play(Scene scene) throws InterruptedException {
      JoinsItself object = new JoinsItself();
      object.thread = Thread.currentThread();
      object.close();
    }
  }

  /** It waits for another one, which waits for ever. */
  @Named("")
  static final class JoinsAnother {
    private final Thread thread = new Thread(this::never);

    private synchronized void never() {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    static void play(Scene scene) throws InterruptedException {
      JoinsAnother object = new JoinsAnother();
      object.thread.start();
      object.thread.join();
    }
  }

  // What no schedule shows.

  @Named("lock-for-processes")
  static final class LocksTheFile {
    static void play(Scene scene) {
      throw new java.nio.channels.OverlappingFileLockException();
    }
  }

  @Named("capacity-zero")
  static final class PoolOfNone {
    static void run(List<Runnable> tasks) throws InterruptedException {
      ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
      tasks.forEach(pool::execute);
      pool.shutdown();
      pool.awaitTermination(1, TimeUnit.DAYS);
    }

    static void play(Scene scene) throws InterruptedException {
      run(List.of());
    }
  }

  /** It refuses by itself. */
  @Named("")
  static final class RefusesNone {
    static void run(List<Runnable> tasks) {
      if (tasks.size() == 0) {
        throw new IllegalArgumentException("no tasks");
      }
    }

    static void play(Scene scene) {
      run(List.of());
    }
  }

  @Named("pool-too-small")
  static final class TwoAtATime {
    static void run(List<Runnable> tasks) {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      tasks.forEach(pool::execute);
      pool.shutdown();
    }

    static void play(Scene scene) {
      run(List.of(() -> {}));
      scene.fail(Kind.NOT_PARALLEL, "They do not run at the same time.");
    }
  }

  /** As many threads as tasks. */
  @Named("")
  static final class AllAtATime {
    static void run(List<Runnable> tasks) {
      ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
      tasks.forEach(pool::execute);
      pool.shutdown();
    }

    static void play(Scene scene) {
      run(List.of(() -> {}));
      scene.fail(Kind.NOT_PARALLEL, "They do not run at the same time.");
    }
  }

  @Named("not-thread-safe-class")
  static final class ListForOne {
    private final List<String> lines = new ArrayList<>();

    static void play(Scene scene) {
      ListForOne object = new ListForOne();
      scene.actor("one", () -> object.lines.add("a"));
      scene.actor("two", () -> object.lines.add("b"));
      scene.play();
    }
  }

  /** Each has a clerk of his own, and both clerks take the same lock. */
  @Named("serialised")
  static final class TwoClerksAndOneLock {
    private int gold = 1;
    private int silver = 1;

    private void ask(Object lock) throws InterruptedException {
      Thread clerk =
          new Thread(
              () -> {
                synchronized (lock) {
                  gold--;
                  silver++;
                }
              });
      clerk.start();
      clerk.join();
    }

    static void play(Scene scene) {
      Object lock = new Object();
      playWith(scene, lock, lock);
    }

    static void playWith(Scene scene, Object one, Object other) {
      TwoClerksAndOneLock ada = new TwoClerksAndOneLock();
      TwoClerksAndOneLock ben = new TwoClerksAndOneLock();
      scene.actor("ada", () -> ada.ask(one));
      scene.actor("ben", () -> ben.ask(other));
      scene.play();
      throw scene.fail(Kind.NOT_PARALLEL, "The two never change money at the same time.");
    }
  }

  /** Each has a clerk and a lock of his own. */
  @Named("")
  static final class TwoClerksAndTwoLocks {
    static void play(Scene scene) {
      TwoClerksAndOneLock.playWith(scene, new Object(), new Object());
    }
  }
}
