package racecourse.misled;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Scene;

/**
 * Small programs that are wrong for one reason each, and their near misses. What they are wrong
 * about shows in the sentences of one exercise only.
 */
final class MisledInExercises {
  private MisledInExercises() {}

  @Named(value = "off-by-one", by = "lockorder")
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
  @Named(value = "", by = "lockorder")
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

  @Named(value = "serialised", by = "lockorder")
  static final class OneClerk {
    private int gold = 1;
    private int silver = 1;

    private void change() {
      gold--;
      silver++;
    }

    private void ask(BlockingQueue<FutureTask<?>> clerk) throws Exception {
      FutureTask<?> order = new FutureTask<>(this::change, null);
      clerk.put(order);
      order.get();
    }

    private static void serve(BlockingQueue<FutureTask<?>> orders) {
      Thread clerk =
          new Thread(
              () -> {
                try {
                  while (true) {
                    orders.take().run();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      clerk.setDaemon(true);
      clerk.start();
    }

    static void play(Scene scene) {
      BlockingQueue<FutureTask<?>> orders = new LinkedBlockingQueue<>();
      serve(orders);
      playWith(scene, orders, orders);
    }

    static void playWith(
        Scene scene, BlockingQueue<FutureTask<?>> one, BlockingQueue<FutureTask<?>> other) {
      OneClerk ada = new OneClerk();
      OneClerk ben = new OneClerk();
      scene.actor("ada", () -> ada.ask(one));
      scene.actor("ben", () -> ben.ask(other));
      scene.play();
      throw scene.fail(Kind.NOT_PARALLEL, "The two never change money at the same time.");
    }
  }

  /** Each has a clerk of his own. */
  @Named(value = "", by = "lockorder")
  static final class TwoClerks {
    static void play(Scene scene) {
      BlockingQueue<FutureTask<?>> orders = new LinkedBlockingQueue<>();
      BlockingQueue<FutureTask<?>> others = new LinkedBlockingQueue<>();
      OneClerk.serve(orders);
      OneClerk.serve(others);
      OneClerk.playWith(scene, orders, others);
    }
  }

  @Named(value = "lock-not-held-long-enough", by = "lockorder")
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
  @Named(value = "", by = "lockorder")
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

  @Named(value = "no-bound", by = "twolockpipeline")
  static final class Endless {
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    void set(String message) throws InterruptedException {
      queue.put(message);
    }

    static void play(Scene scene) throws InterruptedException {
      Endless object = new Endless();
      object.set("tea");
      object.set("rice");
      scene.fail(
          Kind.WRONG_RESULT,
          "setMessage() returned twice although the first message was not taken; the second call has to wait.");
    }
  }

  /** The queue has room for one; that nobody waited was somebody's taking. */
  @Named(value = "", by = "twolockpipeline")
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
      scene.fail(
          Kind.WRONG_RESULT,
          "setMessage() returned twice although the first message was not taken; the second call has to wait.");
    }
  }

  @Named(value = "too-many-permits", by = "semaphore")
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
  @Named(value = "", by = "semaphore")
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

  @Named(value = "releases-what-it-never-took", by = "semaphore")
  static final class TakesAnything {
    private final Queue<String> free = new ArrayDeque<>();

    void release(String thing) {
      free.add(thing);
    }

    static void play(Scene scene) {
      new TakesAnything().release("stranger");
      scene.fail(
          Kind.WRONG_RESULT,
          "stranger is not on loan, so release() has to throw an IllegalArgumentException, but it returned normally.");
    }
  }

  /** It asks whether the thing is lent, and does not throw. */
  @Named(value = "", by = "semaphore")
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
          "stranger is not on loan, so release() has to throw an IllegalArgumentException, but it returned normally.");
    }
  }

  @Named(value = "wrong-unit", by = "daemon")
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
  @Named(value = "", by = "daemon")
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

  @Named(value = "second-start", by = "daemon")
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

  @Named(value = "state-not-updated", by = "daemon")
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
  @Named(value = "", by = "daemon")
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

  @Named(value = "never-started", by = "daemon")
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
  @Named(value = "", by = "daemon")
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

  @Named(value = "not-a-daemon", by = "daemon")
  static final class KeepsItAlive {
    static void play(Scene scene) throws InterruptedException {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();
      scene.fail(Kind.WRONG_RESULT, "The beats were on \"heart\", which is not a daemon thread.");
    }
  }

  /** The code makes one a daemon; perhaps not this one. */
  @Named(value = "", by = "daemon")
  static final class SomeDaemon {
    static void play(Scene scene) throws InterruptedException {
      Thread thread = new Thread(() -> {});
      thread.setDaemon(true);
      thread.start();
      thread.join();
      scene.fail(Kind.WRONG_RESULT, "The beats were on \"heart\", which is not a daemon thread.");
    }
  }

  @Named(value = "sleep-orders-threads", by = "daemon")
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
  @Named(value = "", by = "daemon")
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

  @Named(value = "left-behind", by = "threadlocal")
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
  @Named(value = "", by = "threadlocal")
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

  @Named(value = "captured-too-late", by = "threadlocal")
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
  @Named(value = "", by = "threadlocal")
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

  @Named(value = "exception-swallowed", by = "filelog")
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
  @Named(value = "", by = "filelog")
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

  @Named(value = "message-as-marker", by = "filelog")
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
  @Named(value = "", by = "filelog")
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

  @Named(value = "two-owners", by = "confinement")
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
          Kind.WRONG_RESULT,
          "Only one thread may ever call the printer, but when it ended, 2 did.");
    }
  }

  @Named(value = "no-join", by = "confinement")
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
  @Named(value = "", by = "confinement")
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

  @Named(value = "joined-too-early", by = "confinement")
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

  @Named(value = "unseeded", by = "fuzzing")
  static final class AnyDice {
    static int choice(long seed) {
      return (int) (Math.random() * 6);
    }

    static void play(Scene scene) {
      int first = choice(0);
      int sum = first - choice(0);
      scene.fail(
          Kind.WRONG_RESULT,
          "Two fuzzes with the seed 0, used twice, have to make the same choices, but at %d of 9 points they did not sleep equally long."
              .formatted(sum));
    }
  }

  /** The dice have a seed, and another one each time. */
  @Named(value = "", by = "fuzzing")
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
          "Two fuzzes with the seed 0, used twice, have to make the same choices, but at %d of 9 points they did not sleep equally long."
              .formatted(sum));
    }
  }

  private static void findsNothing(Scene scene) {
    scene.fail(
        Kind.WRONG_RESULT,
        "The counter Lazy loses updates, but find() did not find that out in 9 rounds with 2 threads.");
  }

  @Named(value = "same-round-again", by = "fuzzing")
  static final class OneSeedForAllRounds {
    static long seeded(long seed) {
      return seed * 3;
    }

    static long find(int rounds) {
      long sum = 0;
      for (int round = 0; round < rounds; round++) {
        sum += seeded(7);
      }
      return sum;
    }

    static void play(Scene scene) {
      findsNothing(scene);
    }
  }

  /** The first seed is 0, and the next one is another. */
  @Named(value = "", by = "fuzzing")
  static final class ASeedForEachRound {
    static long seeded(long seed) {
      return seed * 3;
    }

    static long find(int rounds) {
      long sum = 0;
      for (int round = 0; round < rounds; round++) {
        long seed = round;
        sum += seeded(seed);
      }
      return sum;
    }

    static void play(Scene scene) {
      findsNothing(scene);
    }
  }

  @Named(value = "point-does-nothing", by = "fuzzing")
  static final class RunsWithoutDice {
    static long off() {
      return 0;
    }

    static long find(int rounds) {
      return off();
    }

    static void play(Scene scene) {
      findsNothing(scene);
    }
  }

  /** The first round is one without, for comparison. */
  @Named(value = "", by = "fuzzing")
  static final class RunsOnceWithoutDice {
    static long seeded(long seed) {
      return seed * 3;
    }

    static long off() {
      return 0;
    }

    static long find(int rounds) {
      long sum = off();
      for (int round = 0; round < rounds; round++) {
        sum += seeded(round);
      }
      return sum;
    }

    static void play(Scene scene) {
      findsNothing(scene);
    }
  }

  @Named(value = "point-does-nothing", by = "fuzzing")
  static final class DrawsAndGoesOn {
    private final Random random = new Random(1);
    private int drawn;

    void point() {
      drawn += random.nextInt(6);
    }

    static void play(Scene scene) {
      findsNothing(scene);
    }
  }

  /** It burns time by the clock, if not much. */
  @Named(value = "", by = "fuzzing")
  static final class DrawsAndSpins {
    private final Random random = new Random(1);

    void point() {
      long end = System.nanoTime() + random.nextInt(6);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }

    static void play(Scene scene) {
      findsNothing(scene);
    }
  }

  @Named(value = "wrong-seed", by = "fuzzing")
  static final class TellsTheNumberOfTheRound {
    static long seeded(long seed) {
      return seed * 3;
    }

    static OptionalLong find(int rounds) {
      for (int round = 0; round < rounds; round++) {
        long seed = round;
        if (seeded(seed * 31 + 7) > 99) {
          return OptionalLong.of(seed);
        }
      }
      return OptionalLong.empty();
    }

    static void play(Scene scene) {
      anotherSeed(scene);
    }
  }

  /** It tells the seed that was used, and something else is wrong. */
  @Named(value = "", by = "fuzzing")
  static final class TellsTheSeed {
    static long seeded(long seed) {
      return seed * 3;
    }

    static OptionalLong find(int rounds) {
      for (int round = 0; round < rounds; round++) {
        long seed = round * 31L + 7;
        if (seeded(seed) > 99) {
          return OptionalLong.of(seed);
        }
      }
      return OptionalLong.empty();
    }

    static void play(Scene scene) {
      anotherSeed(scene);
    }
  }

  private static void anotherSeed(Scene scene) {
    scene.fail(
        Kind.WRONG_RESULT,
        "Counters that lose their update by the choices of the fuzz alone were found under the seeds [1, 2, 3], but with"
            + " most of these seeds they do not lose it.");
  }

  @Named(value = "off-by-one", by = "fuzzing")
  static final class OneRoundMore {
    static int find(Supplier<Integer> fresh, int threads, int rounds) {
      int sum = 0;
      for (int round = 0; round <= rounds; round++) {
        sum += fresh.get();
      }
      return sum;
    }

    static void play(Scene scene) {
      threeInsteadOfTwo(scene);
    }
  }

  /** As many rounds as it was told, and a counter before the first one. */
  @Named(value = "", by = "fuzzing")
  static final class OneCounterBeforehand {
    static int find(Supplier<Integer> fresh, int threads, int rounds) {
      int sum = fresh.get();
      for (int round = 1; round <= rounds; round++) {
        sum += fresh.get();
      }
      return sum;
    }

    static void play(Scene scene) {
      threeInsteadOfTwo(scene);
    }
  }

  private static void threeInsteadOfTwo(Scene scene) {
    scene.fail(
        Kind.WRONG_RESULT,
        "There were 2 rounds, and nothing to find, so 2 fresh counters had to be made, but it was 3.");
  }

  @Named(value = "signals-before-state", by = "fuzzing")
  static final class DoneBeforeItBegins {
    private final CountDownLatch done = new CountDownLatch(1);
    private int count;

    private synchronized void increment() {
      count++;
    }

    void body() {
      done.countDown();
      increment();
    }

    static void play(Scene scene) {
      accuses(scene);
    }
  }

  /** What it tells is that it is ready, and it waits for the others. */
  @Named(value = "", by = "fuzzing")
  static final class ReadyBeforeItBegins {
    private final CountDownLatch ready = new CountDownLatch(2);
    private int count;

    private synchronized void increment() {
      count++;
    }

    void body() throws InterruptedException {
      ready.countDown();
      ready.await();
      increment();
    }

    static void play(Scene scene) {
      accuses(scene);
    }
  }

  private static void accuses(Scene scene) {
    scene.fail(
        Kind.WRONG_RESULT,
        "The counter is always right, but find() says that it lost an update, under the seed 0.");
  }

  @Named(value = "children-forgotten", by = "timer")
  static final class KillsTheCommandOnly {
    private Process process;

    void kill() {
      process.destroyForcibly();
    }

    static void play(Scene scene) {
      scene.fail(
          Kind.WRONG_RESULT,
          "A process that the command has started should have been killed, but it is still alive.");
    }
  }

  /** It asks in time, and kills too few of those that it hears of. */
  @Named(value = "", by = "timer")
  static final class KillsOneChildOnly {
    private Process process;

    void kill() {
      process.descendants().findFirst().ifPresent(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    static void play(Scene scene) {
      scene.fail(
          Kind.WRONG_RESULT,
          "A process that the command has started should have been killed, but it is still alive.");
    }
  }

  @Named(value = "cancelled-while-running", by = "timer")
  static final class AsksTheFuture {
    private Future<?> future = new FutureTask<>(() -> 1);

    boolean cancel() {
      return future.cancel(false);
    }

    static void play(Scene scene) {
      scene.expect(
          !new AsksTheFuture().cancel(),
          Kind.WRONG_RESULT,
          "The action has begun, so it is too late, but cancel() said that it will never run.");
    }
  }

  /** It cancels the future, too, and answers from a state of its own that nobody writes. */
  @Named(value = "", by = "timer")
  static final class CancelsAndAsksItself {
    private final Future<?> future = new FutureTask<>(() -> 1);
    private final AtomicInteger begun = new AtomicInteger();

    boolean cancel() {
      future.cancel(false);
      return begun.get() == 0;
    }

    static void play(Scene scene) {
      scene.expect(
          !new CancelsAndAsksItself().cancel(),
          Kind.WRONG_RESULT,
          "The action has begun, so it is too late, but cancel() said that it will never run.");
    }
  }

  @Named(value = "wrong-exception", by = "filelog")
  static final class RefusesWithAnother {
    void append(String line) {
      throw new IllegalStateException(line);
    }

    static void play(Scene scene) {
      try {
        new RefusesWithAnother().append("closed");
      } catch (IllegalStateException e) {
        scene.fail(
            Kind.WRONG_RESULT,
            "The log is closed, so append() has to throw an IOException, but it threw " + e + ".");
      }
    }
  }

  /** Nobody meant to refuse with that one: it comes from a mistake of another kind. */
  @Named(value = "", by = "filelog")
  static final class FallsOverItself {
    private String last;

    int append(String line) {
      return last.length() + line.length();
    }

    static void play(Scene scene) {
      try {
        new FallsOverItself().append("closed");
      } catch (NullPointerException e) {
        scene.fail(
            Kind.WRONG_RESULT,
            "The log is closed, so append() has to throw an IOException, but it threw " + e + ".");
      }
    }
  }

  @Named(value = "not-thread-safe-class", by = "filelog", check = "whole-lines")
  static final class OneBuilderForAll {
    private final StringBuilder lines = new StringBuilder();

    void append(String line) {
      lines.append(line);
    }

    static void play(Scene scene) {
      new OneBuilderForAll().append("a line");
      scene.fail(
          Kind.WRONG_RESULT,
          "1 line(s) were appended and are not in the file, such as \"a line\".");
    }
  }

  /** The builder has its lock; what is lost is lost elsewhere. */
  @Named(value = "", by = "filelog", check = "whole-lines")
  static final class OneBuilderWithALock {
    private final StringBuilder lines = new StringBuilder();

    synchronized void append(String line) {
      lines.append(line);
      lines.setLength(0);
    }

    static void play(Scene scene) {
      new OneBuilderWithALock().append("a line");
      scene.fail(
          Kind.WRONG_RESULT,
          "1 line(s) were appended and are not in the file, such as \"a line\".");
    }
  }

  /** Two services that count one line each, through a counter that is given. */
  private static void countInTwo(Scene scene, Runnable one, Runnable other, BooleanSupplier own) {
    scene.actor("counter of one", () -> one.run());
    scene.actor("counter of the other", () -> other.run());
    scene.play();
    scene.expect(
        own.getAsBoolean(), Kind.WRONG_RESULT, "Two services counted once each, and one has 2.");
  }

  @Named(value = "static-state", by = "confinement")
  static final class OneCountForAll {
    private static int count;

    synchronized void increment() {
      synchronized (OneCountForAll.class) {
        count++;
      }
    }

    static void play(Scene scene) {
      count = 0;
      OneCountForAll one = new OneCountForAll();
      OneCountForAll other = new OneCountForAll();
      countInTwo(scene, one::increment, other::increment, () -> count == 1);
    }
  }

  /** All share a static count here, too, but only one thread ever changes it. */
  @Named(value = "", by = "confinement")
  static final class OneThreadCountsServices {
    private static int services;
    private int count;

    synchronized void begin() {
      synchronized (OneThreadCountsServices.class) {
        services++;
      }
    }

    synchronized void increment() {
      count += 2;
    }

    static void play(Scene scene) {
      services = 0;
      OneThreadCountsServices one = new OneThreadCountsServices();
      OneThreadCountsServices other = new OneThreadCountsServices();
      countInTwo(
          scene,
          () -> {
            one.begin();
            other.begin();
          },
          one::increment,
          () -> one.count == 1);
    }
  }
}
