package racecourse.graders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.barrier.InitPool;
import racecourse.confinement.CounterService;
import racecourse.daemon.Heartbeat;
import racecourse.executor.ParallelMap;
import racecourse.fakedatabase.FakeDatabase;
import racecourse.filelog.FileLog;
import racecourse.fuzzing.Counter;
import racecourse.fuzzing.Fuzz;
import racecourse.fuzzing.RaceFinder;
import racecourse.lockorder.Account;
import racecourse.lockorder.Bank;
import racecourse.queuepipeline.Consumer;
import racecourse.queuepipeline.Event;
import racecourse.queuepipeline.Producer;
import racecourse.reentrancy.Ledger;
import racecourse.semaphore.ConnectionPool;
import racecourse.threadlocal.RequestContext;
import racecourse.threads.Tasks;
import racecourse.threads.Worker;
import racecourse.timer.Timer;

/**
 * What a careful teacher's plain JUnit stress test would do: two threads, a thousand rounds, and an
 * assertion. Runs in a JVM of its own with a submission in the solution's place; its exit status is
 * the verdict.
 */
public final class PlainStressMain {
  static final int PASSES = 0;
  static final int HANGS = 3;

  /** Not 1, with which a JVM ends that could not start this. */
  static final int FAILS = 4;

  private static final int ROUNDS = 1_000;
  private static final long PATIENCE_MILLIS = 10_000;

  private PlainStressMain() {}

  /**
   * The submission's sleeps come here: a hundredth of what it asked for, or a thousand rounds would
   * take minutes.
   */
  public static void sleep(long millis) throws InterruptedException {
    TimeUnit.MICROSECONDS.sleep(millis * 10);
  }

  /** The same for {@code TimeUnit.sleep}. */
  public static void sleep(TimeUnit unit, long time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(unit.toNanos(time) / 100);
  }

  private interface Round {
    boolean isRight() throws Exception;
  }

  /** The one argument is the exercise. */
  @SuppressWarnings("SystemExitOutsideMain") // It is the main class of a JVM of its own.
  public static void main(String[] arguments) {
    Round round = round(arguments[0]);
    int verdict = PASSES;
    try {
      for (int i = 0; i < ROUNDS && verdict == PASSES; i++) {
        verdict = round.isRight() ? PASSES : FAILS;
      }
    } catch (Hung hung) {
      verdict = HANGS;
    } catch (Throwable thrown) {
      verdict = FAILS;
    }
    Runtime.getRuntime().halt(verdict);
  }

  private static Round round(String exercise) {
    return switch (exercise) {
      case "threads" -> PlainStressMain::threads;
      case "daemon" -> PlainStressMain::daemon;
      case "executor" -> PlainStressMain::executor;
      case "fakedatabase" -> PlainStressMain::fakeDatabase;
      case "reentrancy" -> PlainStressMain::reentrancy;
      case "lockorder" -> PlainStressMain::lockOrder;
      case "twolockpipeline" -> PlainStressMain::twoLockPipeline;
      case "queuepipeline" -> PlainStressMain::queuePipeline;
      case "semaphore" -> PlainStressMain::semaphore;
      case "timer" -> PlainStressMain::timer;
      case "barrier" -> PlainStressMain::barrier;
      case "confinement" -> PlainStressMain::confinement;
      case "threadlocal" -> PlainStressMain::threadLocal;
      case "filelog" -> PlainStressMain::fileLog;
      case "fuzzing" -> PlainStressMain::fuzzing;
      default -> throw new IllegalArgumentException("There is no stress test of " + exercise + ".");
    };
  }

  private static boolean threads() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Runnable task = ran::incrementAndGet;
    List<Thread> threads = Tasks.startAll(List.of(task, task));
    Tasks.joinAll(threads);
    Worker worker = new Worker("adder", () -> 40 + 2);
    worker.start();
    return ran.get() == 2
        && threads.get(1).getName().equals("Thread 1")
        && worker.result().equals(42);
  }

  private static boolean daemon() throws Exception {
    AtomicInteger beats = new AtomicInteger();
    Heartbeat heart = new Heartbeat(beats::incrementAndGet, Duration.ofMillis(1));
    both(heart::start, () -> heart.isRunning());
    for (long end = System.nanoTime() + 2_000_000_000L; beats.get() < 2; ) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(1);
    }
    heart.close();
    int still = beats.get();
    Thread.sleep(3);
    return beats.get() == still && !heart.isRunning();
  }

  private static boolean executor() throws Exception {
    List<Integer> squares = ParallelMap.map(2, item -> item * item, List.of(1, 2, 3, 4));
    return squares.equals(List.of(1, 4, 9, 16));
  }

  private static boolean fileLog() throws Exception {
    Path file = Files.createTempFile("racecourse-stress", ".log");
    try {
      try (FileLog log = new FileLog(file)) {
        Task writer =
            () -> {
              for (int i = 0; i < 10; i++) {
                log.append("a line");
              }
            };
        both(writer, writer);
      }
      return Files.readAllLines(file).equals(Collections.nCopies(20, "a line"));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static boolean reentrancy() throws Exception {
    Ledger ledger = new Ledger();
    both(() -> ledger.deposit("Ada", 1), () -> ledger.depositAll(Map.of("Ada", 1L, "Ben", 1L)));
    return ledger.balance("Ada") == 2 && ledger.total() == 3;
  }

  private static boolean lockOrder() throws Exception {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    both(() -> Bank.transfer(ada, ben, 10), () -> Bank.transfer(ben, ada, 20));
    return ada.balance() == 110 && ben.balance() == 90 && Bank.total(ada, ben) == 200;
  }

  private static boolean semaphore() throws Exception {
    ConnectionPool<AtomicInteger> pool = new ConnectionPool<>(List.of(new AtomicInteger()));
    AtomicBoolean shared = new AtomicBoolean();
    Task user =
        () -> {
          AtomicInteger connection = pool.acquire();
          if (connection.incrementAndGet() != 1) {
            shared.set(true);
          }
          connection.decrementAndGet();
          pool.release(connection);
        };
    both(user, user);
    return !shared.get() && pool.available() == 1;
  }

  private static boolean fakeDatabase() throws Exception {
    FakeDatabase database = new FakeDatabase();
    both(() -> database.update("one"), () -> database.update("two"));
    return database.value() == 2;
  }

  private static boolean twoLockPipeline() throws Exception {
    racecourse.twolockpipeline.Pipeline<Integer> pipeline =
        new racecourse.twolockpipeline.Pipeline<>();
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sent.add(i);
    }
    List<Integer> received = Collections.synchronizedList(new ArrayList<>());
    both(
        () -> {
          for (Integer message : sent) {
            pipeline.setMessage(message);
          }
        },
        () -> {
          for (int i = 0; i < sent.size(); i++) {
            received.add(pipeline.getMessage());
          }
        });
    return received.equals(sent);
  }

  private static boolean queuePipeline() throws Exception {
    racecourse.queuepipeline.Pipeline<Integer> pipeline =
        new racecourse.queuepipeline.Pipeline<>(10);
    Event stop = new Event();
    AtomicInteger taken = new AtomicInteger();
    List<Integer> stored = Collections.synchronizedList(new ArrayList<>());
    Producer<Integer> producer =
        new Producer<>(
            pipeline,
            stop,
            () -> {
              int message = taken.incrementAndGet();
              if (message == 20) {
                stop.set();
              }
              return message;
            });
    Consumer<Integer> consumer = new Consumer<>(pipeline, stored::add);
    both(producer::run, consumer::run);
    List<Integer> expected = new ArrayList<>();
    for (int i = 1; i <= taken.get(); i++) {
      expected.add(i);
    }
    return stored.equals(expected);
  }

  private static boolean timer() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    AtomicBoolean cancelled = new AtomicBoolean();
    Timer timer = new Timer(Duration.ofMillis(1), runs::incrementAndGet);
    both(
        timer::start,
        () -> {
          Thread.sleep(1);
          cancelled.set(timer.cancel());
        });
    Thread.sleep(3);
    return runs.get() == (cancelled.get() ? 0 : 1);
  }

  private static boolean barrier() throws Exception {
    AtomicInteger initialised = new AtomicInteger();
    AtomicInteger worked = new AtomicInteger();
    AtomicBoolean early = new AtomicBoolean();
    InitPool pool =
        new InitPool(
            2,
            worker -> initialised.incrementAndGet(),
            worker -> {
              if (initialised.get() != 2) {
                early.set(true);
              }
              worked.incrementAndGet();
            });
    both(pool::run, () -> {});
    return !early.get() && worked.get() == 2;
  }

  private static boolean confinement() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CounterService service = new CounterService(lines::add);
    both(
        () -> {
          service.increment();
          service.join();
        },
        service::increment);
    service.close();
    return service.count() == 2
        && lines.equals(
            List.of("The count is 1", "---------------", "The count is 2", "---------------"));
  }

  /** What one would ask at once: is a right counter left alone? A lost update would be luck. */
  private static boolean fuzzing() {
    return RaceFinder.find(PlainStressMain::rightCounter, 2, 1).isEmpty();
  }

  private static Counter rightCounter() {
    AtomicInteger value = new AtomicInteger();
    return new Counter() {
      @Override
      public void increment(Fuzz fuzz) {
        fuzz.point();
        value.incrementAndGet();
      }

      @Override
      public int get() {
        return value.get();
      }
    };
  }

  private static boolean threadLocal() throws Exception {
    AtomicInteger right = new AtomicInteger();
    both(
        () -> RequestContext.runWith("one", () -> count(right, "one")),
        () -> RequestContext.runWith("two", () -> count(right, "two")));
    AtomicInteger captured = new AtomicInteger();
    List<Runnable> tasks = new ArrayList<>();
    RequestContext.runWith(
        "three", () -> tasks.add(RequestContext.capture(() -> count(captured, "three"))));
    both(() -> tasks.get(0).run(), () -> {});
    return right.get() == 2 && captured.get() == 1 && RequestContext.current().isEmpty();
  }

  private static void count(AtomicInteger right, String expected) {
    if (RequestContext.current().equals(Optional.of(expected))) {
      right.incrementAndGet();
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  /** A hang would end such a test only by the build's time limit. */
  private static final class Hung extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void both(Task one, Task two) throws InterruptedException {
    AtomicBoolean thrown = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (Task task : List.of(one, two)) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  task.run();
                } catch (Exception | Error failure) {
                  thrown.set(true);
                }
              });
      thread.start();
      threads.add(thread);
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        if (thrown.get()) {
          throw new IllegalStateException("A thread ended with an exception.");
        }
        if (System.nanoTime() > end) {
          throw new Hung();
        }
        thread.join(10);
      }
    }
    if (thrown.get()) {
      throw new IllegalStateException("A thread ended with an exception.");
    }
  }
}
