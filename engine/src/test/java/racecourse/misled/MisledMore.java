package racecourse.misled;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.IntConsumer;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** More programs that are wrong for one reason each, and near misses: wrong for another one. */
final class MisledMore {
  private MisledMore() {}

  // Functions that throw.

  private static void fails(int worker) {
    throw new IllegalStateException("worker " + worker);
  }

  /** Two workers of which the second one fails; what comes before and after is the program's. */
  private abstract static class Workers {
    final CountDownLatch ready = new CountDownLatch(2);
    final IntConsumer work = worker -> {};
    final IntConsumer initialise =
        worker -> {
          if (worker == 1) {
            fails(worker);
          }
        };
  }

  @Named("worker-dies-before-barrier")
  static final class DiesBeforeLatch extends Workers {
    void run(int worker) throws InterruptedException {
      initialise.accept(worker);
      ready.countDown();
      ready.await();
    }

    static void play(Scene scene) {
      DiesBeforeLatch object = new DiesBeforeLatch();
      scene.actor("worker 0", () -> object.run(0));
      scene.actor(
          "worker 1",
          () -> {
            try {
              object.run(1);
            } catch (IllegalStateException expected) {
              // It fails, as it is meant to.
            }
          });
      scene.play();
    }
  }

  /** A worker fails as well, and comes to the latch all the same; it is made for one more. */
  @Named("")
  static final class LivesToTheLatch {
    private final CountDownLatch ready = new CountDownLatch(3);
    private final IntConsumer initialise =
        worker -> {
          if (worker == 1) {
            fails(worker);
          }
        };

    void run(int worker) throws InterruptedException {
      try {
        initialise.accept(worker);
      } catch (IllegalStateException e) {
        // It comes to the others none the less.
      }
      ready.countDown();
      ready.await();
    }

    static void play(Scene scene) {
      LivesToTheLatch object = new LivesToTheLatch();
      scene.actor("worker 0", () -> object.run(0));
      scene.actor("worker 1", () -> object.run(1));
      scene.play();
    }
  }

  @Named("exception-swallowed")
  static final class Swallows extends Workers {
    private boolean failed;

    void run(int worker) {
      try {
        initialise.accept(worker);
      } catch (IllegalStateException e) {
        // Never mind.
      }
    }

    static void play(Scene scene) {
      Swallows object = new Swallows();
      object.run(1);
      scene.expect(object.failed, Kind.WRONG_RESULT, "It threw, and nobody was told.");
    }
  }

  /** The failure is caught too, and told of; what is wrong is something else. */
  @Named("")
  static final class TellsOfTheFailure extends Workers {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private int value;

    void run(int worker) {
      try {
        initialise.accept(worker);
      } catch (IllegalStateException e) {
        failure.set(e);
      }
    }

    void check() throws ExecutionException {
      if (failure.get() != null) {
        throw new ExecutionException(failure.get());
      }
    }

    static void play(Scene scene) {
      TellsOfTheFailure object = new TellsOfTheFailure();
      object.run(1);
      scene.expect(object.value == 1, Kind.WRONG_RESULT, "%d, not 1.", object.value);
    }
  }

  @Named("catches-too-little")
  static final class CatchesExceptions {
    private final IntConsumer work =
        worker -> {
          throw new AssertionError("worker " + worker);
        };
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    void run() {
      try {
        work.accept(0);
      } catch (Exception e) {
        failure.set(e);
      }
    }

    static void play(Scene scene) {
      CatchesExceptions object = new CatchesExceptions();
      try {
        object.run();
      } catch (AssertionError passedBy) {
        scene.fail(Kind.WRONG_RESULT, "The error was not kept.");
      }
    }
  }

  // Numbers and equal things.

  @Named("number-too-small")
  static final class ByteEnds {
    private byte value = 126;

    synchronized void add() {
      value++;
    }

    static void play(Scene scene) {
      ByteEnds object = new ByteEnds();
      object.add();
      object.add();
      int seen = object.value;
      scene.expect(seen == 128, Kind.WRONG_RESULT, "%d, not 128.", seen);
    }
  }

  /** The smallest number too, but written on purpose and not after the largest. */
  @Named("")
  static final class SmallestOnPurpose {
    private int value;

    synchronized void reset() {
      value = Integer.MIN_VALUE;
    }

    static void play(Scene scene) {
      SmallestOnPurpose object = new SmallestOnPurpose();
      object.reset();
      scene.expect(object.value == 0, Kind.WRONG_RESULT, "%d, not 0.", object.value);
    }
  }

  @Named("set-keeps-one")
  static final class SetOfNames {
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    void add(String name) {
      names.add(name);
    }

    static void play(Scene scene) {
      SetOfNames object = new SetOfNames();
      object.add("tea");
      object.add("tea");
      scene.expect(object.names.size() == 2, Kind.WRONG_RESULT, "One is missing.");
    }
  }

  // A flag as a lock.

  /** A flag that is lowered in finally also by a thread that has not raised it. */
  @Named("releases-what-it-never-took")
  static final class LowersForOthers {
    private boolean busy;
    private int inside;

    void enter() {
      try {
        synchronized (this) {
          while (busy) {
            wait();
          }
          busy = true;
          inside++;
        }
        Thread.sleep(100);
        synchronized (this) {
          inside--;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        synchronized (this) {
          busy = false;
          notifyAll();
        }
      }
    }

    synchronized int inside() {
      return inside;
    }

    static void play(Scene scene) {
      LowersForOthers object = new LowersForOthers();
      scene.actor("one", object::enter);
      scene.actor(
          "other",
          () -> {
            Thread.currentThread().interrupt();
            object.enter();
          });
      scene.actor("third", object::enter);
      scene.actor(
          "observer",
          () -> {
            Thread.sleep(50);
            scene.expect(object.inside() < 2, Kind.WRONG_RESULT, "Two are in.");
          });
      scene.play();
    }
  }

  /** One raises a flag and another lowers it, as it should be: a slot, wrong for another reason. */
  @Named("")
  static final class SlotFlag {
    private boolean full;
    private int value;

    synchronized void put(int next) throws InterruptedException {
      while (full) {
        wait();
      }
      value = next + 1;
      full = true;
      notifyAll();
    }

    synchronized int take() throws InterruptedException {
      while (!full) {
        wait();
      }
      full = false;
      notifyAll();
      return value;
    }

    static void play(Scene scene) {
      SlotFlag object = new SlotFlag();
      Journal<Integer> taken = scene.journal();
      scene.actor("putter", () -> object.put(1));
      scene.actor("taker", () -> taken.add(object.take()));
      scene.play();
      scene.expect(taken.entries().equals(List.of(1)), Kind.WRONG_RESULT, "It is not 1.");
    }
  }

  @Named("not-reentrant")
  static final class StampTwice {
    private final StampedLock lock = new StampedLock();

    void outer() {
      long stamp = lock.writeLock();
      try {
        inner();
      } finally {
        lock.unlockWrite(stamp);
      }
    }

    void inner() {
      long stamp = lock.writeLock();
      lock.unlockWrite(stamp);
    }

    static void play(Scene scene) {
      StampTwice object = new StampTwice();
      scene.actor("caller", object::outer);
      scene.play();
    }
  }

  /** A thread waits for a permit too, but the one who has it is another, who keeps it. */
  @Named("")
  static final class PermitOfAnother {
    private final Semaphore turn = new Semaphore(1);
    private final CountDownLatch never = new CountDownLatch(1);

    void keep() throws InterruptedException {
      turn.acquire();
      never.await();
      turn.release();
    }

    static void play(Scene scene) {
      PermitOfAnother object = new PermitOfAnother();
      scene.actor("keeper", object::keep);
      scene.play();
    }
  }

  // Places.

  @Named("message-as-marker")
  static final class EmptyIsNothing {
    private Object message = "";

    synchronized void put(String next) throws InterruptedException {
      while (!message.equals("")) {
        wait();
      }
      message = next;
      notifyAll();
    }

    synchronized Object take() throws InterruptedException {
      while (message.equals("")) {
        wait();
      }
      Object result = message;
      message = "";
      notifyAll();
      return result;
    }

    static void play(Scene scene) {
      EmptyIsNothing object = new EmptyIsNothing();
      scene.actor("putter", () -> object.put(""));
      scene.actor("taker", object::take);
      scene.play();
    }
  }

  /** The same program waits for ever, because nothing was put in at all. */
  @Named("")
  static final class NothingPutIn {
    private Object message = "";

    synchronized void put(String next) {
      message = next;
    }

    synchronized Object take() throws InterruptedException {
      while (message.equals("")) {
        wait();
      }
      Object result = message;
      message = "";
      return result;
    }

    static void play(Scene scene) {
      NothingPutIn object = new NothingPutIn();
      scene.actor("taker", object::take);
      scene.play();
    }
  }

  @Named("order-reversed")
  static final class Stack {
    private final Deque<String> messages = new ArrayDeque<>();

    synchronized void put(String message) {
      messages.push(message);
    }

    synchronized String take() {
      return messages.pop();
    }

    static void play(Scene scene) {
      Stack object = new Stack();
      object.put("tea");
      object.put("rice");
      scene.expect(object.take().equals("tea"), Kind.WRONG_RESULT, "Not the oldest.");
    }
  }

  /** A queue, of which the oldest one comes out; the check asks for something else. */
  @Named("")
  static final class NoStack {
    private final Deque<String> messages = new ArrayDeque<>();

    synchronized void put(String message) {
      messages.addLast(message);
    }

    synchronized String take() {
      return messages.removeFirst();
    }

    static void play(Scene scene) {
      NoStack object = new NoStack();
      object.put("tea");
      object.put("rice");
      scene.expect(object.take().equals("rice"), Kind.WRONG_RESULT, "Not the newest.");
    }
  }

  @Named("capacity-off-by-one")
  static final class OneTooMany {
    private final Deque<String> messages = new ArrayDeque<>();

    synchronized void put(String message) throws InterruptedException {
      while (messages.size() > 1) {
        wait();
      }
      messages.addLast(message);
      notifyAll();
    }

    static void play(Scene scene) {
      OneTooMany object = new OneTooMany();
      scene.actor(
          "putter",
          () -> {
            object.put("tea");
            object.put("rice");
          });
      scene.play();
      scene.expect(object.messages.size() == 1, Kind.WRONG_RESULT, "There are two.");
    }
  }

  @Named("closed-means-empty")
  static final class DropsTheRest {
    private final Deque<String> messages = new ArrayDeque<>();
    private boolean closed;

    synchronized void put(String message) {
      messages.addLast(message);
    }

    synchronized void close() {
      closed = true;
    }

    synchronized Object take() {
      if (closed) {
        return "the end";
      }
      return messages.pollFirst();
    }

    static void play(Scene scene) {
      DropsTheRest object = new DropsTheRest();
      object.put("tea");
      object.close();
      scene.expect(object.take().equals("tea"), Kind.WRONG_RESULT, "It is gone.");
    }
  }

  /** Closed too, and really empty; the check asks for what was never there. */
  @Named("")
  static final class ReallyEmpty {
    private final Deque<String> messages = new ArrayDeque<>();
    private boolean closed;

    synchronized void close() {
      closed = true;
    }

    synchronized Object take() {
      if (closed) {
        return "the end";
      }
      return messages.pollFirst();
    }

    static void play(Scene scene) {
      ReallyEmpty object = new ReallyEmpty();
      object.close();
      scene.expect(object.take().equals("tea"), Kind.WRONG_RESULT, "It is gone.");
    }
  }

  // Interrupts.

  @Named("message-lost-on-interrupt")
  static final class TakesAlong {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    String take() throws InterruptedException {
      String message = queue.take();
      Thread.sleep(10);
      return message;
    }

    static void play(Scene scene) {
      TakesAlong object = new TakesAlong();
      Journal<String> lost = scene.journal();
      object.queue.add("tea");
      racecourse.engine.scene.Actor taker =
          scene.actor(
              "taker",
              () -> {
                try {
                  object.take();
                } catch (InterruptedException e) {
                  lost.add("interrupted");
                }
              });
      scene.actor("interrupter", taker::interrupt);
      scene.play();
      scene.expect(
          lost.entries().isEmpty() || object.queue.size() == 1,
          Kind.WRONG_RESULT,
          "take() threw InterruptedException, and the message is gone.");
    }
  }

  /** The interrupt comes before anything is taken, so that nothing is lost. */
  @Named("")
  static final class LeavesItThere {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    String take() throws InterruptedException {
      return queue.take();
    }

    static void play(Scene scene) {
      LeavesItThere object = new LeavesItThere();
      Thread.currentThread().interrupt();
      try {
        object.take();
      } catch (InterruptedException e) {
        scene.fail(Kind.WRONG_RESULT, "take() threw InterruptedException.");
      }
    }
  }

  @Named("interrupt-wrapped")
  static final class Wraps {
    private final CountDownLatch never = new CountDownLatch(1);

    void await() {
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    static void play(Scene scene) {
      Wraps object = new Wraps();
      racecourse.engine.scene.Actor waiter = scene.actor("waiter", object::await);
      scene.settle();
      waiter.interrupt();
      scene.play();
    }
  }

  // Threads and pools.

  @Named("exception-swallowed")
  static final class FutureDropped {
    private final IntConsumer work = MisledMore::fails;

    void run() throws InterruptedException {
      ExecutorService pool = Executors.newFixedThreadPool(1);
      try {
        java.util.concurrent.Future<?> future = pool.submit(() -> work.accept(0));
        try {
          future.get();
        } catch (ExecutionException e) {
          // It did what it could.
        }
      } finally {
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.DAYS);
      }
    }

    static void play(Scene scene) throws InterruptedException {
      new FutureDropped().run();
      scene.fail(Kind.WRONG_RESULT, "It threw, and nobody was told.");
    }
  }

  @Named("no-join")
  static final class HandsOver {
    private final AtomicInteger value = new AtomicInteger();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    void add() {
      pool.execute(value::incrementAndGet);
    }

    static void play(Scene scene) {
      HandsOver object = new HandsOver();
      scene.actor("adder", () -> object.read(scene));
      scene.play();
    }

    private void read(Scene scene) {
      add();
      int seen = value.get();
      scene.expect(seen == 1, Kind.WRONG_RESULT, "%d, not 1.", seen);
    }
  }

  @Named("run-instead-of-start")
  static final class RunsTheTask {
    private final Runnable task = () -> {};
    private final FutureTask<?> future = new FutureTask<>(() -> task.run(), null);

    void begin() {
      future.run();
    }

    static void play(Scene scene) {
      new RunsTheTask().begin();
      scene.fail(Kind.WRONG_RESULT, "It ran on the caller's thread.");
    }
  }

  @Named("compares-boxes")
  static final class Boxes {
    private final AtomicReference<Integer> value = new AtomicReference<>(1000);

    boolean add() {
      int copy = value.get();
      return value.compareAndSet(copy, copy + 1);
    }

    static void play(Scene scene) {
      scene.expect(new Boxes().add(), Kind.WRONG_RESULT, "Nothing was added.");
    }
  }

  /** The same call fails for a good reason: another thread was faster. */
  @Named("")
  static final class Faster {
    private final AtomicReference<Integer> value = new AtomicReference<>(1);

    boolean add() {
      int copy = value.get();
      return value.compareAndSet(copy, copy + 1);
    }

    static void play(Scene scene) {
      Faster object = new Faster();
      Journal<Boolean> added = scene.journal();
      scene.actor("one", () -> added.add(object.add()));
      scene.actor("other", () -> added.add(object.add()));
      scene.play();
      scene.expect(!added.entries().contains(false), Kind.WRONG_RESULT, "One was not added.");
    }
  }

  @Named("result-ignored")
  static final class GoesOnWithoutTheLock {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int value;

    void add() throws InterruptedException {
      boolean locked = lock.tryLock(1, TimeUnit.MILLISECONDS);
      try {
        int copy = value;
        Thread.sleep(100);
        value = copy + 1;
      } finally {
        if (locked) {
          lock.unlock();
        }
      }
    }

    static void play(Scene scene) {
      GoesOnWithoutTheLock object = new GoesOnWithoutTheLock();
      scene.actor("one", object::add);
      scene.actor("other", object::add);
      scene.play();
      scene.expect(object.value == 2, Kind.LOST_UPDATE, "One of the two is lost.");
    }
  }

  @Named("gives-up")
  static final class GivesUpInAnotherMethod {
    private final ReentrantLock one = new ReentrantLock();
    private final ReentrantLock two = new ReentrantLock();
    private int value;

    private static boolean taken(ReentrantLock lock) {
      while (true) {
        try {
          return lock.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          // It is for later.
        }
      }
    }

    void add() throws InterruptedException {
      if (taken(one)) {
        try {
          if (taken(two)) {
            value++;
            Thread.sleep(100);
            two.unlock();
          }
        } finally {
          one.unlock();
        }
      }
    }

    static void play(Scene scene) {
      scene.letTimeOutsPass();
      GivesUpInAnotherMethod object = new GivesUpInAnotherMethod();
      scene.actor("one", object::add);
      scene.actor("other", object::add);
      scene.play();
      scene.expect(object.value == 2, Kind.LOST_UPDATE, "One of the two is lost.");
    }
  }

  /** Without the lock in the first attempt, and with it in the second. */
  @Named("")
  static final class TriesAndThenWaits {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    void add() {
      if (!lock.tryLock()) {
        lock.lock();
      }
      value = value + 1;
      lock.unlock();
    }

    static void play(Scene scene) {
      TriesAndThenWaits object = new TriesAndThenWaits();
      object.lock.lock();
      scene.actor("one", object::add);
      scene.actor("other", object::add);
      scene.settle();
      object.lock.unlock();
      scene.play();
      scene.expect(object.value == 3, Kind.LOST_UPDATE, "It was to be three.");
    }
  }

  /** What is up is a sign that it is over: it keeps nobody out. */
  @Named("if-instead-of-while")
  static final class BeatsUntilItIsClosed {
    private final Object pause = new Object();
    private boolean closed;

    void live(Journal<Long> beats) throws InterruptedException {
      synchronized (pause) {
        while (!closed) {
          beats.add(System.nanoTime());
          pause.wait(5_000);
        }
        closed = true;
      }
    }

    static void play(Scene scene) {
      BeatsUntilItIsClosed object = new BeatsUntilItIsClosed();
      Journal<Long> beats = scene.journal();
      scene.actor("heart", () -> object.live(beats));
      scene.actor(
          "closer",
          () -> {
            Thread.sleep(12_000);
            synchronized (object.pause) {
              object.closed = true;
              object.pause.notifyAll();
            }
          });
      scene.play();
      List<Long> times = beats.entries();
      scene.expect(times.get(1) - times.get(0) > 4_000_000_000L, Kind.WRONG_RESULT, "Too early.");
    }
  }

  @Named("gives-up")
  static final class ThrowsWhenItIsBusy {
    private final ReentrantLock lock = new ReentrantLock();

    void add() throws InterruptedException {
      if (!lock.tryLock(1, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("busy");
      }
      try {
        Thread.sleep(100);
      } finally {
        lock.unlock();
      }
    }

    static void play(Scene scene) {
      ThrowsWhenItIsBusy object = new ThrowsWhenItIsBusy();
      scene.actor("one", object::add);
      scene.actor("other", object::add);
      scene.play();
    }
  }

  /** That the lock was busy is none of the reasons why it throws. */
  @Named("")
  static final class ThrowsAfterItWasBusy {
    private final ReentrantLock lock = new ReentrantLock();

    void add() throws InterruptedException {
      if (!lock.tryLock(1, TimeUnit.MILLISECONDS)) {
        lock.lock();
      }
      try {
        Thread.sleep(100);
      } finally {
        lock.unlock();
      }
      throw new IllegalStateException("never mind");
    }

    static void play(Scene scene) {
      ThrowsAfterItWasBusy object = new ThrowsAfterItWasBusy();
      object.lock.lock();
      scene.actor("unlucky", object::add);
      scene.settle();
      object.lock.unlock();
      scene.play();
    }
  }

  /** What stands behind the signal is for an exception, and there is none. */
  @Named("")
  static final class NobodyFails {
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    void signal() {
      try {
        ready.countDown();
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }

    boolean failed() throws InterruptedException {
      ready.await();
      return failure.get() != null;
    }

    static void play(Scene scene) {
      NobodyFails object = new NobodyFails();
      Journal<Boolean> failed = scene.journal();
      scene.actor("one", object::signal);
      scene.actor("other", () -> failed.add(object.failed()));
      scene.play();
      scene.expect(failed.entries().contains(true), Kind.WRONG_RESULT, "Nobody failed.");
    }
  }

  @Named("signals-before-state")
  static final class SaysSoBeforeItKeepsIt {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Object value;
    private volatile Throwable failure;

    void work() {
      ended.countDown();
      try {
        value = "done";
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    Object result() throws InterruptedException {
      ended.await();
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      return value;
    }

    static void play(Scene scene) {
      SaysSoBeforeItKeepsIt object = new SaysSoBeforeItKeepsIt();
      Journal<String> results = scene.journal();
      scene.actor("one", object::work);
      scene.actor("other", () -> results.add(String.valueOf(object.result())));
      scene.play();
      scene.expect(results.entries().contains("done"), Kind.WRONG_RESULT, "It was not done.");
    }
  }
}
