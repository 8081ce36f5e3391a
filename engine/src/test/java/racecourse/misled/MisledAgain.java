package racecourse.misled;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Named("off-by-one")
  static final class NotTheLastOne {
    private long cents = 80;

    synchronized boolean take(long wanted) {
      if (cents <= wanted) {
        return false;
      }
      cents -= wanted;
      return true;
    }

    static void play(Scene scene) {
      NotTheLastOne object = new NotTheLastOne();
      scene.expect(
          object.take(80),
          Kind.WRONG_RESULT,
          "take() of 80 of 80 cents returned false instead of true.");
    }
  }

  /** It compares rightly, and says no for another reason. */
  @Named("")
  static final class NotOnSundays {
    private long cents = 80;
    private boolean sunday = true;

    synchronized boolean take(long wanted) {
      if (cents < wanted || sunday) {
        return false;
      }
      cents -= wanted;
      return true;
    }

    static void play(Scene scene) {
      NotOnSundays object = new NotOnSundays();
      scene.expect(
          object.take(80),
          Kind.WRONG_RESULT,
          "take() of 80 of 80 cents returned false instead of true.");
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

  @Named("lock-not-held-long-enough")
  static final class OneByOne {
    private final int[] cents = {100, 100};
    private int first = 100;

    synchronized int first() {
      return first;
    }

    synchronized void move() {
      first--;
      cents[1]++;
    }

    int sum() {
      int sum = 0;
      for (int i = 0; i < 2; i++) {
        sum += first();
      }
      return sum;
    }

    static void play(Scene scene) {
      OneByOne object = new OneByOne();
      AtomicInteger sum = new AtomicInteger();
      scene.actor("auditor", () -> sum.set(object.sum()));
      scene.actor("teller", object::move);
      scene.play();
      scene.expect(
          sum.get() != 199,
          Kind.WRONG_RESULT,
          "The sum of one place while money moves is 199; nobody could see that.");
    }
  }

  /** The sum is that of one moment; who asks for another one is wrong. */
  @Named("")
  static final class AllAtOnce {
    private int first = 100;

    synchronized void move() {
      first--;
    }

    synchronized int sum() {
      return first + first;
    }

    static void play(Scene scene) {
      AllAtOnce object = new AllAtOnce();
      AtomicInteger sum = new AtomicInteger();
      scene.actor("auditor", () -> sum.set(object.sum()));
      scene.actor("teller", object::move);
      scene.play();
      scene.expect(
          sum.get() != 198, Kind.WRONG_RESULT, "The sum while money moves is 198, and not more.");
    }
  }

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

  @Named("no-bound")
  static final class Endless {
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    void set(String message) throws InterruptedException {
      queue.put(message);
    }

    static void play(Scene scene) throws InterruptedException {
      Endless object = new Endless();
      object.set("tea");
      object.set("rice");
      scene.fail(Kind.WRONG_RESULT, "set() returned twice; the second call has to wait.");
    }
  }

  /** The queue has room for one; that nobody waited was somebody's taking. */
  @Named("")
  static final class SomebodyTook {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    void set(String message) throws InterruptedException {
      queue.put(message);
    }

    static void play(Scene scene) throws InterruptedException {
      SomebodyTook object = new SomebodyTook();
      object.set("tea");
      object.queue.remove();
      object.set("rice");
      scene.fail(Kind.WRONG_RESULT, "set() returned twice; the second call has to wait.");
    }
  }

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

  @Named("too-many-permits")
  static final class OneMore {
    private final Semaphore permits;

    OneMore(List<String> things) {
      permits = new Semaphore(things.size() + 1);
    }

    static void play(Scene scene) {
      OneMore object = new OneMore(List.of("a"));
      scene.expect(
          object.permits.availablePermits() == 1,
          Kind.WRONG_RESULT,
          "available() is 2, but it should be 1: nothing is lent.");
    }
  }

  /** As many permits as there are things; one has come back from nowhere. */
  @Named("")
  static final class OneBack {
    private final Semaphore permits;

    OneBack(List<String> things) {
      permits = new Semaphore(things.size());
    }

    static void play(Scene scene) {
      OneBack object = new OneBack(List.of("a"));
      object.permits.release();
      scene.expect(
          object.permits.availablePermits() == 1,
          Kind.WRONG_RESULT,
          "available() is 2, but it should be 1: nothing is lent.");
    }
  }

  @Named("releases-what-it-never-took")
  static final class TakesAnything {
    private final Queue<String> free = new ArrayDeque<>();

    void release(String thing) {
      free.add(thing);
    }

    static void play(Scene scene) {
      new TakesAnything().release("stranger");
      scene.fail(
          Kind.WRONG_RESULT,
          "stranger is not on loan, so release() has to throw, but it returned normally.");
    }
  }

  /** It asks whether the thing is lent, and does not throw. */
  @Named("")
  static final class AsksAndShrugs {
    private final Queue<String> free = new ArrayDeque<>();
    private final Set<String> lent = new HashSet<>();

    void release(String thing) {
      if (lent.remove(thing)) {
        free.add(thing);
      }
    }

    static void play(Scene scene) {
      new AsksAndShrugs().release("stranger");
      scene.fail(
          Kind.WRONG_RESULT,
          "stranger is not on loan, so release() has to throw, but it returned normally.");
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

  @Named("wrong-unit")
  static final class SecondsAsMillis {
    private final Duration period = Duration.ofSeconds(5);

    void rest() throws InterruptedException {
      Thread.sleep(period.getSeconds());
    }

    static void play(Scene scene) throws InterruptedException {
      new SecondsAsMillis().rest();
      scene.fail(Kind.WRONG_RESULT, "The period is 5 s, but it took 5 ms.");
    }
  }

  /** The unit is right, and the rest is a tenth of what it should be. */
  @Named("")
  static final class ATenth {
    private final Duration period = Duration.ofSeconds(5);

    void rest() throws InterruptedException {
      Thread.sleep(period.toMillis() / 10);
    }

    static void play(Scene scene) throws InterruptedException {
      new ATenth().rest();
      scene.fail(Kind.WRONG_RESULT, "The period is 5 s, but it took 500 ms.");
    }
  }

  @Named("second-start")
  static final class StartsAgain {
    private Thread thread;

    synchronized void start() {
      thread = new Thread(() -> {});
      thread.start();
    }

    static void play(Scene scene) {
      StartsAgain object = new StartsAgain();
      object.start();
      object.start();
      scene.fail(
          Kind.WRONG_RESULT,
          "start() was called for the second time, and has to throw an IllegalStateException.");
    }
  }

  @Named("state-not-updated")
  static final class RunsForEver {
    private boolean started;
    private boolean closed;

    synchronized void start() {
      started = true;
    }

    synchronized void close() {
      closed = true;
    }

    synchronized boolean isRunning() {
      return started;
    }

    static void play(Scene scene) {
      RunsForEver object = new RunsForEver();
      object.start();
      object.close();
      scene.expect(
          !object.isRunning(),
          Kind.WRONG_RESULT,
          "isRunning() is true, but it should be false: close() has returned.");
    }
  }

  /** It looks at what close() writes, and close() writes the wrong thing. */
  @Named("")
  static final class ClosesTheWrongWay {
    private boolean closed;

    synchronized void close() {
      closed = false;
    }

    synchronized boolean isRunning() {
      return !closed;
    }

    static void play(Scene scene) {
      ClosesTheWrongWay object = new ClosesTheWrongWay();
      object.close();
      scene.expect(
          !object.isRunning(),
          Kind.WRONG_RESULT,
          "isRunning() is true, but it should be false: close() has returned.");
    }
  }

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

  @Named("never-started")
  static final class ForgetsTheEnd {
    private boolean closed;

    synchronized void start() {
      closed = false;
    }

    synchronized void close() {
      closed = true;
    }

    static void play(Scene scene) {
      ForgetsTheEnd object = new ForgetsTheEnd();
      object.close();
      object.start();
      scene.expect(
          object.closed, Kind.WRONG_RESULT, "close() has returned, and then a beat begins.");
    }
  }

  /** start() takes nothing back. */
  @Named("")
  static final class LooksAtNothing {
    private boolean closed;
    private int beats;

    synchronized void start() {
      beats++;
    }

    synchronized void close() {
      closed = true;
    }

    static void play(Scene scene) {
      LooksAtNothing object = new LooksAtNothing();
      object.close();
      object.start();
      scene.expect(
          object.beats == 0, Kind.WRONG_RESULT, "close() has returned, and then a beat begins.");
    }
  }

  @Named("not-a-daemon")
  static final class KeepsItAlive {
    static void play(Scene scene) throws InterruptedException {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();
      scene.fail(Kind.WRONG_RESULT, "The beats were on \"heart\", which is not a daemon thread.");
    }
  }

  /** The code makes one a daemon; perhaps not this one. */
  @Named("")
  static final class SomeDaemon {
    static void play(Scene scene) throws InterruptedException {
      Thread thread = new Thread(() -> {});
      thread.setDaemon(true);
      thread.start();
      thread.join();
      scene.fail(Kind.WRONG_RESULT, "The beats were on \"heart\", which is not a daemon thread.");
    }
  }

  @Named("sleep-orders-threads")
  static final class SleepsInClose {
    private volatile boolean closed;

    void close() throws InterruptedException {
      closed = true;
      Thread.sleep(200);
    }

    static void play(Scene scene) throws InterruptedException {
      SleepsInClose object = new SleepsInClose();
      object.close();
      scene.fail(Kind.WRONG_RESULT, "close() has returned, but a beat is still under way.");
    }
  }

  /** It waits for the right thing, which has been told too early. */
  @Named("")
  static final class WaitsInClose {
    private final CountDownLatch ended = new CountDownLatch(1);

    void close() throws InterruptedException {
      ended.await();
    }

    static void play(Scene scene) throws InterruptedException {
      WaitsInClose object = new WaitsInClose();
      object.ended.countDown();
      object.close();
      scene.fail(Kind.WRONG_RESULT, "close() has returned, but a beat is still under way.");
    }
  }

  // Each thread's own.

  @Named("left-behind")
  static final class LeavesItThere {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    static void runWith(String id, Runnable task) {
      CURRENT.set(id);
      task.run();
    }

    static void play(Scene scene) {
      runWith("a", () -> {});
      scene.expect(
          CURRENT.get() == null,
          Kind.WRONG_RESULT,
          "current() is \"a\", but it should be no id: after the only task has ended.");
    }
  }

  /** It takes it back; what is there comes from somewhere else. */
  @Named("")
  static final class TakesItBack {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    static void runWith(String id, Runnable task) {
      CURRENT.set(id);
      try {
        task.run();
      } finally {
        CURRENT.remove();
      }
    }

    static void play(Scene scene) {
      runWith("a", () -> {});
      CURRENT.set("a");
      scene.expect(
          CURRENT.get() == null,
          Kind.WRONG_RESULT,
          "current() is \"a\", but it should be no id: after the only task has ended.");
    }
  }

  @Named("captured-too-late")
  static final class LooksWhenItRuns {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    static void runWith(String id, Runnable task) {
      CURRENT.set(id);
      task.run();
    }

    static Runnable capture(Runnable task) {
      return () -> runWith(CURRENT.get(), task);
    }

    static void play(Scene scene) {
      capture(() -> {}).run();
      scene.fail(Kind.WRONG_RESULT, "A task captured during \"a\" should have seen it.");
    }
  }

  /** It looks when the task is captured, and forgets it. */
  @Named("")
  static final class LooksAndForgets {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    static void runWith(String id, Runnable task) {
      CURRENT.set(id);
      task.run();
    }

    static Runnable capture(Runnable task) {
      String id = CURRENT.get();
      return () -> runWith(id + "?", task);
    }

    static void play(Scene scene) {
      capture(() -> {}).run();
      scene.fail(Kind.WRONG_RESULT, "A task captured during \"a\" should have seen it.");
    }
  }

  // What no schedule shows.

  @Named("exception-swallowed")
  static final class PrintsSilently {
    private final PrintWriter out = new PrintWriter(new StringWriter());

    void append(String line) {
      out.println(line);
    }

    static void play(Scene scene) {
      new PrintsSilently().append("a line");
      scene.fail(
          Kind.WRONG_RESULT,
          "The log is closed, so append() has to throw an IOException, but it returned normally.");
    }
  }

  /** The same, and it asks whether all went well. */
  @Named("")
  static final class PrintsAndAsks {
    private final PrintWriter out = new PrintWriter(new StringWriter());

    boolean append(String line) {
      out.println(line);
      return out.checkError();
    }

    static void play(Scene scene) {
      new PrintsAndAsks().append("a line");
      scene.fail(
          Kind.WRONG_RESULT,
          "The log is closed, so append() has to throw an IOException, but it returned normally.");
    }
  }

  @Named("message-as-marker")
  static final class LeavesEmptyOnesOut {
    private final List<String> lines = new ArrayList<>();

    void append(String line) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }

    static void play(Scene scene) {
      new LeavesEmptyOnesOut().append("");
      scene.fail(Kind.WRONG_RESULT, "Line 2 of the file should be \"\", but it is \"the third\".");
    }
  }

  /** It is another line that is missing. */
  @Named("")
  static final class LeavesLongOnesOut {
    private final List<String> lines = new ArrayList<>();

    void append(String line) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }

    static void play(Scene scene) {
      new LeavesLongOnesOut().append("the second");
      scene.fail(
          Kind.WRONG_RESULT,
          "Line 2 of the file should be \"the second\", but it is \"the third\".");
    }
  }

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

  @Named("two-owners")
  static final class TwoPrinters {
    private int printed;

    synchronized void print() {
      printed++;
    }

    static void play(Scene scene) {
      TwoPrinters object = new TwoPrinters();
      scene.actor("printer 1", object::print);
      scene.actor("printer 2", object::print);
      scene.play();
      scene.fail(
          Kind.WRONG_RESULT, "Only one thread may ever call the printer, but in the end 2 did.");
    }
  }

  @Named("no-join")
  static final class JoinsNobody {
    private int count;

    synchronized void join() {
      count++;
    }

    static void play(Scene scene) {
      new JoinsNobody().join();
      scene.fail(
          Kind.WRONG_RESULT,
          "After 2 increments and join() line 1 has to be \"The count is 1\", but it is nothing.");
    }
  }

  /** It waits, though not for the right thing. */
  @Named("")
  static final class JoinsSomebody {
    private final CountDownLatch counted = new CountDownLatch(1);

    void join() throws InterruptedException {
      counted.await();
    }

    static void play(Scene scene) throws InterruptedException {
      JoinsSomebody object = new JoinsSomebody();
      object.counted.countDown();
      object.join();
      scene.fail(
          Kind.WRONG_RESULT,
          "After 2 increments and join() line 1 has to be \"The count is 1\", but it is nothing.");
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

  @Named("unseeded")
  static final class AnyDice {
    static int choice(long seed) {
      return (int) (Math.random() * 6);
    }

    static void play(Scene scene) {
      int first = choice(0);
      int sum = first - choice(0);
      scene.fail(
          Kind.WRONG_RESULT,
          "Two fuzzes with the seed 0 have to make the same choices, but differ by %d."
              .formatted(sum));
    }
  }

  /** The dice have a seed, and another one each time. */
  @Named("")
  static final class AnotherSeed {
    private long drawn;

    int choice(long seed) {
      drawn++;
      return (int) ((seed + drawn) * 31 % 6);
    }

    static void play(Scene scene) {
      AnotherSeed object = new AnotherSeed();
      int first = object.choice(0);
      int sum = first - object.choice(0);
      scene.fail(
          Kind.WRONG_RESULT,
          "Two fuzzes with the seed 0 have to make the same choices, but differ by %d."
              .formatted(sum));
    }
  }

  @Named("joined-too-early")
  static final class JoinsTheCounter {
    private int counted;
    private int printed;

    synchronized void work() {
      counted++;
      notifyAll();
    }

    synchronized void join() throws InterruptedException {
      while (counted < 1) {
        wait();
      }
    }

    static void play(Scene scene) {
      JoinsTheCounter object = new JoinsTheCounter();
      scene.actor("counter", object::work);
      scene.actor("user", object::join);
      scene.play();
      scene.fail(
          Kind.WRONG_RESULT, "After 1 increment and join() line 1 has to be 1, but it is nothing.");
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
}
