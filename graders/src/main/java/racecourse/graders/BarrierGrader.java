package racecourse.graders;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import racecourse.barrier.InitPool;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/**
 * Asks whether nobody works before everybody is initialised, whether everybody has a thread of his
 * own, and whether a failure or an interrupt reaches the caller and leaves nobody waiting.
 *
 * <p>Not asked, because the contract promises nothing about it: pools of no workers, which of
 * several failures the caller gets, whether the others still initialise or work when one has
 * failed, whether {@code run()} waits for them before it throws, and what the workers do when the
 * caller is interrupted, as long as they end.
 */
public final class BarrierGrader implements Grader, Explains {
  // Sentences by which BarrierMistakes knows a failure, too.
  static final String ON_TWO_THREADS =
      "Worker %d has to do both parts on one thread, but initialise(%d) and work(%d) ran on different threads.";
  static final String THREW_IN_VAIN =
      "Nobody threw anything in this run, so run() of %s has to return normally; but %s.";
  static final String BEGAN_TOO_EARLY =
      "work(%d) began when only %d of %d initialise() calls had ended.";
  static final String IN_TWO_RUNS =
      "two threads have called run() and in neither run initialise(1) has ended";
  static final String IN_THE_SECOND_RUN =
      "the pool runs for the second time and initialise(0) has not ended";

  private static final String RETURNED = "returned";

  /** Makes the grader; it has no state. */
  public BarrierGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("barrier", 11, "Work begins when everybody is ready")
        .types("InitPool")
        .check(
            Check.named("one-worker", "one worker initialises, then works")
                .points(1)
                .ask("alone", BarrierGrader::alone)
                .hint("For whom does the only worker have to wait?")
                .hint("Count who takes part in the meeting. Is the caller of run() one of them?"))
        .check(
            Check.named("every-worker-once", "every worker initialises once and works once")
                .points(3)
                .askWithoutVmlens("two-workers", BarrierGrader::twoWorkers)
                .askWithoutVmlens("three-workers", BarrierGrader::threeWorkers)
                .hint(
                    "How many threads must have been started before the first of them can get through?")
                .hint(
                    "Whoever waits for the others keeps his thread. A thread that was not started never comes.")
                .hint(
                    "Start all threads first, one per worker, each with its own number; then wait for them."))
        .check(
            Check.named("waits-for-the-slowest", "no work begins before every initialise has ended")
                .points(4)
                .needs("one-worker")
                .ask("two-at-any-moment", BarrierGrader::twoAtAnyMoment)
                .askWithoutVmlens("many-at-any-moment", BarrierGrader::manyAtAnyMoment)
                .askWithoutVmlens("the-first-is-slow", BarrierGrader::theFirstIsSlow)
                .askWithoutVmlens("the-last-is-slow", BarrierGrader::theLastIsSlow)
                .ask("half-an-hour", EnumSet.of(EngineId.EXPLORER), BarrierGrader::halfAnHour)
                .hint(
                    "What does a worker that is ready wait for: some time, some signal, or a fact?")
                .hint(
                    "A thread can wake for no reason, and counting up from several threads loses counts.")
                .hint(
                    "Each worker says that it is ready after initialise, and waits in a loop until all have said so."))
        .check(
            Check.named("own-threads", "every worker has a thread of its own, and they run at once")
                .points(3)
                .needs("every-worker-once")
                .askWithoutVmlens("initialise-at-once", BarrierGrader::initialiseAtOnce)
                .askWithoutVmlens("work-at-once", BarrierGrader::workAtOnce)
                .askWithoutVmlens("one-thread-each", BarrierGrader::oneThreadEach)
                .hint("Can two initialise() calls meet each other? Can two work() calls?")
                .hint("A lock that is held during a call lets only one call happen at a time.")
                .hint(
                    "One new thread per worker does both: initialise(i), and later, on the same thread, work(i)."))
        .check(
            Check.named(
                    "returns-when-all-ended",
                    "run() returns when all have ended, and leaves no thread behind")
                .points(3)
                .needs("every-worker-once")
                .askWithoutVmlens("slow-first-work", BarrierGrader::slowFirstWork)
                .askWithoutVmlens("slow-last-work", BarrierGrader::slowLastWork)
                .ask("results-can-be-read", BarrierGrader::resultsCanBeRead)
                .ask(
                    "no-thread-stays",
                    EnumSet.of(EngineId.EXPLORER, EngineId.FUZZ),
                    BarrierGrader::noThreadStays)
                .hint("What does start() wait for?")
                .hint("A pool's threads live until somebody shuts the pool down.")
                .hint(
                    "Keep every thread you start, and join every one of them before run() returns."))
        .check(
            Check.named("reads-what-was-initialised", "work sees what every initialise has written")
                .points(2)
                .needs("waits-for-the-slowest")
                .ask("plain-array", BarrierGrader::plainArray)
                .hint("One thread has written, another one reads. What makes the reader see it?")
                .hint(
                    "Being later is not enough. Something has to happen between the two, on which both touch.")
                .hint("Meet through a lock, a volatile field or a class of java.util.concurrent."))
        .check(
            Check.named(
                    "initialise-fails",
                    "a failing initialise reaches the caller, and no work begins")
                .points(4)
                .needs("one-worker")
                .askWithoutVmlens("the-only-worker-fails", BarrierGrader::theOnlyWorkerFails)
                .askWithoutVmlens("one-of-two-fails", BarrierGrader::oneOfTwoFails)
                .askWithoutVmlens("one-of-three-fails", BarrierGrader::oneOfThreeFails)
                .askWithoutVmlens("an-error", BarrierGrader::initialiseThrowsError)
                .askWithoutVmlens("fails-first", BarrierGrader::failsFirst)
                .askWithoutVmlens("fails-last", BarrierGrader::failsLast)
                .askWithoutVmlens("all-fail", BarrierGrader::allFail)
                .hint(
                    "Who is still waiting when one worker has thrown something, and who comes to wait after that?")
                .hint(
                    "An exception ends its thread and goes nowhere else. And not everything thrown is a RuntimeException.")
                .hint(
                    "Catch Throwable in the worker, write it down, and only then let the others through; behind the meeting"
                        + " each looks whether somebody has failed."))
        .check(
            Check.named("work-fails", "a failing work reaches the caller")
                .points(2)
                .needs("every-worker-once")
                .askWithoutVmlens("one-work-fails", BarrierGrader::oneWorkFails)
                .askWithoutVmlens("work-throws-an-error", BarrierGrader::workThrowsError)
                .askWithoutVmlens(
                    "fails-while-another-works", BarrierGrader::failsWhileAnotherWorks)
                .askWithoutVmlens("every-work-fails", BarrierGrader::everyWorkFails)
                .hint("Where does an exception go that leaves a thread's run()?")
                .hint(
                    "The thread that called run() has to be told: with the very thing that was thrown, as the cause.")
                .hint(
                    "Write down what a work throws, and throw an ExecutionException with it when all have ended."))
        .check(
            Check.named("interrupted", "an interrupt ends the wait in run()")
                .points(1)
                .needs("every-worker-once")
                .askWithoutVmlens("while-initialising", BarrierGrader::interruptedWhileInitialising)
                .askWithoutVmlens("while-working", BarrierGrader::interruptedWhileWorking)
                .askWithoutVmlens("before", BarrierGrader::interruptedBefore)
                .hint("What should the caller of run() learn when it was interrupted?")
                .hint(
                    "If run() gives up, who gives the workers the signal that they still wait for?")
                .hint(
                    "Let the InterruptedException out, and make sure that every worker can end without the caller."))
        .check(
            Check.named("runs-again", "runs again, and several runs do not disturb each other")
                .points(2)
                .needs("waits-for-the-slowest")
                .askWithoutVmlens("second-run", BarrierGrader::secondRun)
                .askWithoutVmlens("after-a-failure", BarrierGrader::afterAFailure)
                .askWithoutVmlens("two-pools", BarrierGrader::twoPools)
                .askWithoutVmlens("two-callers", BarrierGrader::twoCallers)
                .hint("What is left over from the first run when the second one begins?")
                .hint(
                    "A latch that has reached zero stays there. A thread starts once. A barrier does not know whose run it is.")
                .hint("Make everything that belongs to one run inside run()."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return BarrierMistakes.all();
  }

  // Everybody comes, once.

  private static void alone(Scene scene) throws Exception {
    Diary diary = new Diary(scene, 1);
    diary.pool().run();
    diary.expectAllDone("run() of one worker");
  }

  private static void twoWorkers(Scene scene) throws Exception {
    Diary diary = new Diary(scene, scene.scale(2, 20));
    diary.pool().run();
    diary.expectAllDone("run()");
  }

  private static void threeWorkers(Scene scene) throws Exception {
    Diary diary = new Diary(scene, 3);
    diary.pool().run();
    diary.expectAllDone("run()");
  }

  // The slowest.

  private static void twoAtAnyMoment(Scene scene) throws Exception {
    Diary diary = new Diary(scene, 2);
    diary.pool().run();
    diary.expectNoWorkTooEarly();
  }

  private static void manyAtAnyMoment(Scene scene) throws Exception {
    Diary diary = new Diary(scene, scene.scale(3, 12));
    diary.pool().run();
    diary.expectNoWorkTooEarly();
  }

  private static void theFirstIsSlow(Scene scene) {
    oneIsSlow(scene, scene.scale(3, 6), 0);
  }

  private static void theLastIsSlow(Scene scene) {
    int workers = scene.scale(3, 6);
    oneIsSlow(scene, workers, workers - 1);
  }

  private static void oneIsSlow(Scene scene, int workers, int slow) {
    Diary diary = new Diary(scene, workers);
    Gate gate = scene.held();
    Caller caller = new Caller(scene, "caller", diary.pool(at(slow, gate), nothing()));
    scene.settle();
    diary.expectNoWork("initialise(" + slow + ") has not ended");
    caller.expectWaiting("initialise(" + slow + ") has not ended");
    gate.open();
    scene.play();
    caller.expectReturned();
    diary.expectNoWorkTooEarly();
    diary.expectAllDone("run()");
  }

  /** In virtual time half an hour costs nothing; a worker that waits for ten minutes is seen. */
  private static void halfAnHour(Scene scene) throws Exception {
    Diary diary = new Diary(scene, 2);
    diary.pool(at(0, () -> Thread.sleep(LongTime.HALF_AN_HOUR)), nothing()).run();
    diary.expectNoWorkTooEarly();
    diary.expectAllDone("run()");
  }

  // Threads.

  private static void initialiseAtOnce(Scene scene) throws Exception {
    int workers = scene.scale(3, 8);
    Gate gate =
        scene.gate(
            workers,
            Kind.NOT_PARALLEL,
            "Each initialise() waits for the others to have begun too, but they are not all called at the same time: every"
                + " worker needs a thread of its own.");
    new InitPool(workers, i -> gate.pass(), i -> {}).run();
  }

  private static void workAtOnce(Scene scene) throws Exception {
    int workers = scene.scale(3, 8);
    Gate gate =
        scene.gate(
            workers,
            Kind.NOT_PARALLEL,
            "Each work() waits for the others to have begun too, but they are not all called at the same time: after the meeting"
                + " every worker works on a thread of its own.");
    new InitPool(workers, i -> {}, i -> gate.pass()).run();
  }

  private static void oneThreadEach(Scene scene) throws Exception {
    Diary diary = new Diary(scene, scene.scale(2, 8));
    diary.pool().run();
    diary.expectAllDone("run()");
    diary.expectOwnThreads(Thread.currentThread());
  }

  // The end.

  private static void slowFirstWork(Scene scene) {
    slowWork(scene, scene.scale(2, 5), 0);
  }

  private static void slowLastWork(Scene scene) {
    int workers = scene.scale(2, 5);
    slowWork(scene, workers, workers - 1);
  }

  private static void slowWork(Scene scene, int workers, int slow) {
    Diary diary = new Diary(scene, workers);
    Gate gate = scene.held();
    Caller caller = new Caller(scene, "caller", diary.pool(nothing(), at(slow, gate)));
    scene.settle();
    caller.expectWaiting("work(" + slow + ") has not ended");
    gate.open();
    scene.play();
    caller.expectReturned();
    diary.expectAllDone("run()");
  }

  /** The array is shared on purpose: run() has to order the works before its own return. */
  private static void resultsCanBeRead(Scene scene) throws Exception {
    int workers = scene.scale(2, 6);
    int[] results = new int[workers];
    new InitPool(workers, i -> {}, i -> results[i] = i + 1).run();
    for (int i = 0; i < workers; i++) {
      scene.expect(
          results[i] == i + 1,
          Kind.WRONG_RESULT,
          "work(%d) writes %d into an array, but after run() has returned the array holds %d there.",
          i,
          i + 1,
          results[i]);
    }
  }

  private static void noThreadStays(Scene scene) throws Exception {
    Diary diary = new Diary(scene, scene.scale(2, 6));
    diary.pool().run();
    scene.awaitNoThreads(
        "run() has returned, and every worker is done, but a thread that it started lives on.");
    diary.expectAllDone("run()");
  }

  /**
   * The array is shared on purpose: the meeting has to order every initialise before every work.
   */
  private static void plainArray(Scene scene) throws Exception {
    int workers = scene.scale(2, 5);
    int[] prepared = new int[workers];
    Journal<Integer> sums = scene.journal();
    new InitPool(
            workers,
            i -> prepared[i] = 1,
            i -> {
              int sum = 0;
              for (int one : prepared) {
                sum += one;
              }
              sums.add(sum);
            })
        .run();
    for (int sum : sums.entries()) {
      scene.expect(
          sum == workers,
          Kind.WRONG_RESULT,
          "Each of %d workers writes a 1 in initialise(), but a work() found only %d of them.",
          workers,
          sum);
    }
  }

  // Failures.

  private static void theOnlyWorkerFails(Scene scene) {
    initialiseFails(scene, 1, new IllegalStateException("The stove does not light"), 0);
  }

  private static void oneOfTwoFails(Scene scene) {
    initialiseFails(scene, 2, withCause("The stove does not light", "No gas"), 1);
  }

  private static void oneOfThreeFails(Scene scene) {
    initialiseFails(
        scene, scene.scale(3, 8), new IllegalArgumentException("The stove does not light"), 0);
  }

  private static void initialiseThrowsError(Scene scene) {
    initialiseFails(scene, 2, new AssertionError("The stove is gone"), 0);
  }

  private static void initialiseFails(Scene scene, int workers, Throwable failure, int failing) {
    Diary diary = new Diary(scene, workers);
    Caller caller =
        new Caller(scene, "caller", diary.pool(at(failing, () -> raise(failure)), nothing()));
    scene.play();
    caller.expectFailed("initialise(" + failing + ")", List.of(failure));
    scene.awaitNoThreads(
        "initialise("
            + failing
            + ") threw, and run() too, but a worker still waits for the others.");
    diary.expectNoWork("initialise(" + failing + ") threw");
  }

  /** The one fails while the others still initialise, so they come to the meeting later. */
  private static void failsFirst(Scene scene) {
    Diary diary = new Diary(scene, scene.scale(2, 5));
    RuntimeException failure = new IllegalStateException("The stove does not light");
    Gate gate = scene.held();
    Step initialise =
        worker -> {
          if (worker == 0) {
            raise(failure);
          }
          gate.pass();
        };
    Caller caller = new Caller(scene, "caller", diary.pool(initialise, nothing()));
    scene.settle();
    gate.open();
    scene.play();
    caller.expectFailed("initialise(0)", List.of(failure));
    scene.awaitNoThreads(
        "initialise(0) threw, and run() too, but a worker that was slower to initialise waits for the others.");
    diary.expectNoWork("initialise(0) threw");
  }

  /** The others wait at the meeting when the one fails. */
  private static void failsLast(Scene scene) {
    int workers = scene.scale(2, 5);
    int last = workers - 1;
    Diary diary = new Diary(scene, workers);
    RuntimeException failure = new IllegalStateException("The stove does not light");
    Gate gate = scene.held();
    Step initialise =
        worker -> {
          if (worker == last) {
            gate.pass();
            raise(failure);
          }
        };
    Caller caller = new Caller(scene, "caller", diary.pool(initialise, nothing()));
    scene.settle();
    gate.open();
    scene.play();
    caller.expectFailed("initialise(" + last + ")", List.of(failure));
    scene.awaitNoThreads(
        "initialise(" + last + ") threw, and run() too, but a worker still waits for it.");
    diary.expectNoWork("initialise(" + last + ") threw");
  }

  private static void allFail(Scene scene) {
    int workers = scene.scale(2, 5);
    Diary diary = new Diary(scene, workers);
    List<Throwable> failures = failures(workers, "initialise");
    Caller caller =
        new Caller(scene, "caller", diary.pool(worker -> raise(failures.get(worker)), nothing()));
    scene.play();
    caller.expectFailed("every initialise", failures);
    scene.awaitNoThreads(
        "Every initialise threw, and run() too, but a worker still waits for the others.");
    diary.expectNoWork("every initialise threw");
  }

  private static void oneWorkFails(Scene scene) {
    workFails(scene, scene.scale(2, 5), withCause("The rice is burnt", "Too hot"), 1);
  }

  /** It is what was thrown that has to be told, and not what was behind it. */
  private static RuntimeException withCause(String message, String cause) {
    return new IllegalStateException(message, new IllegalArgumentException(cause));
  }

  private static void workThrowsError(Scene scene) {
    workFails(scene, 2, new AssertionError("The pot is gone"), 0);
  }

  private static void workFails(Scene scene, int workers, Throwable failure, int failing) {
    Diary diary = new Diary(scene, workers);
    Caller caller =
        new Caller(scene, "caller", diary.pool(nothing(), at(failing, () -> raise(failure))));
    scene.play();
    caller.expectFailed("work(" + failing + ")", List.of(failure));
    scene.awaitNoThreads("work(" + failing + ") threw, and run() too, but a worker has not ended.");
    diary.expectNoWorkTooEarly();
  }

  private static void failsWhileAnotherWorks(Scene scene) {
    Diary diary = new Diary(scene, 2);
    RuntimeException failure = new IllegalStateException("The rice is burnt");
    Gate gate = scene.held();
    Step work =
        worker -> {
          if (worker == 0) {
            gate.pass();
          } else {
            raise(failure);
          }
        };
    Caller caller = new Caller(scene, "caller", diary.pool(nothing(), work));
    scene.settle();
    gate.open();
    scene.play();
    caller.expectFailed("work(1)", List.of(failure));
    scene.awaitNoThreads("work(1) threw, and run() too, but a worker has not ended.");
  }

  private static void everyWorkFails(Scene scene) {
    int workers = scene.scale(2, 5);
    Diary diary = new Diary(scene, workers);
    List<Throwable> failures = failures(workers, "work");
    Caller caller =
        new Caller(scene, "caller", diary.pool(nothing(), worker -> raise(failures.get(worker))));
    scene.play();
    caller.expectFailed("every work", failures);
    scene.awaitNoThreads("Every work threw, and run() too, but a worker has not ended.");
  }

  private static List<Throwable> failures(int workers, String part) {
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      failures.add(new IllegalStateException(part + "(" + i + ") broke"));
    }
    return List.copyOf(failures);
  }

  // Interrupts.

  private static void interruptedWhileInitialising(Scene scene) {
    Diary diary = new Diary(scene, 2);
    Gate gate = scene.held();
    interrupted(scene, diary.pool(at(1, gate), nothing()), gate);
  }

  private static void interruptedWhileWorking(Scene scene) {
    Diary diary = new Diary(scene, 2);
    Gate gate = scene.held();
    interrupted(scene, diary.pool(nothing(), at(1, gate)), gate);
  }

  /**
   * Whether run() throws at once or lets its workers end first is not promised, so they may end in
   * between.
   */
  private static void interrupted(Scene scene, InitPool pool, Gate gate) {
    Caller caller = new Caller(scene, "caller", pool);
    scene.settle();
    caller.expectWaiting("a worker has not ended");
    caller.actor.interrupt();
    scene.settle();
    gate.open();
    scene.play();
    caller.expectInterrupted();
    scene.awaitNoThreads(
        "The caller of run() was interrupted and has gone, but a worker still waits, and for ever.");
  }

  private static void interruptedBefore(Scene scene) {
    Diary diary = new Diary(scene, 2);
    Gate gate = scene.held();
    Caller caller = new Caller(scene, "caller", diary.pool(at(0, gate), nothing()));
    caller.actor.interrupt();
    scene.settle();
    gate.open();
    scene.play();
    caller.expectInterrupted();
    scene.awaitNoThreads(
        "The caller of run() was interrupted and has gone, but a worker still waits, and for ever.");
  }

  // Again.

  private static void secondRun(Scene scene) throws Exception {
    Diary diary = new Diary(scene, 2);
    Journal<String> runs = scene.journal();
    Gate gate = scene.held();
    Step initialise =
        worker -> {
          if (worker == 0 && !runs.entries().isEmpty()) {
            gate.pass();
          }
        };
    InitPool pool = diary.pool(initialise, nothing());
    pool.run();
    diary.expectAllDone("the first run()");
    runs.add("first");
    diary.turnPage();
    Caller caller = new Caller(scene, "second caller", pool);
    scene.settle();
    diary.expectNoWork(IN_THE_SECOND_RUN);
    caller.expectWaiting("initialise(0) has not ended");
    gate.open();
    scene.play();
    caller.expectReturned();
    diary.expectAllDone("the second run()");
  }

  private static void afterAFailure(Scene scene) {
    Diary diary = new Diary(scene, 2);
    Journal<String> runs = scene.journal();
    RuntimeException failure = new IllegalStateException("The stove does not light yet");
    Step initialise =
        worker -> {
          if (worker == 0 && runs.entries().isEmpty()) {
            raise(failure);
          }
        };
    InitPool pool = diary.pool(initialise, nothing());
    Caller first = new Caller(scene, "first caller", pool);
    scene.play();
    first.expectFailed("initialise(0)", List.of(failure));
    scene.awaitNoThreads(
        "initialise(0) threw, and run() too, but a worker still waits for the others.");
    runs.add("first");
    diary.turnPage();
    Caller second = new Caller(scene, "second caller", pool);
    scene.play();
    second.expectReturned();
    diary.expectAllDone("the second run()");
  }

  private static void twoPools(Scene scene) throws Exception {
    Diary kitchen = new Diary(scene, 2);
    kitchen.pool().run();
    kitchen.expectAllDone("run()");
    Diary bar = new Diary(scene, 2);
    Gate gate = scene.held();
    Caller caller =
        new Caller(scene, "caller of the second pool", bar.pool(at(1, gate), nothing()));
    scene.settle();
    bar.expectNoWork(
        "this is another pool than the one that ran before, and initialise(1) has not ended");
    gate.open();
    scene.play();
    caller.expectReturned();
    bar.expectAllDone("run() of the second pool");
  }

  private static void twoCallers(Scene scene) {
    Diary diary = new Diary(scene, 2);
    Gate gate = scene.held();
    InitPool pool = diary.pool(at(1, gate), nothing());
    Caller first = new Caller(scene, "caller 1", pool);
    Caller second = new Caller(scene, "caller 2", pool);
    scene.settle();
    diary.expectNoWork(IN_TWO_RUNS);
    gate.open();
    scene.play();
    first.expectReturned();
    second.expectReturned();
    diary.expectDone("two runs at the same time", 2);
  }

  // What the workers do.

  /** A part of a worker's life that may throw anything. */
  private interface Step {
    void of(int worker) throws Throwable;
  }

  /** Something to do, whoever does it. */
  private interface Deed {
    void happen() throws Throwable;
  }

  private static Step nothing() {
    return worker -> {};
  }

  private static Step at(int worker, Gate gate) {
    return at(worker, () -> gate.pass());
  }

  private static Step at(int worker, Deed deed) {
    return number -> {
      if (number == worker) {
        deed.happen();
      }
    };
  }

  /** A gate that only main opens. */
  private static void raise(Throwable failure) throws Throwable {
    throw failure;
  }

  /** A line in the diary. */
  private record Line(String what, int worker, Thread thread) {}

  /** Writes down what the workers of a pool do; the numbers are those that the pool gives. */
  private static final class Diary {
    private static final String BEGINS = "initialise begins";
    private static final String READY = "initialise ends";
    private static final String WORKS = "work begins";
    private static final String DONE = "work ends";

    private final Scene scene;
    private final int workers;
    private final Journal<Line> lines;
    private int first;

    private Diary(Scene scene, int workers) {
      this.scene = scene;
      this.workers = workers;
      this.lines = scene.journal();
    }

    private InitPool pool() {
      return pool(nothing(), nothing());
    }

    private InitPool pool(Step initialise, Step work) {
      return new InitPool(workers, part(BEGINS, initialise, READY), part(WORKS, work, DONE));
    }

    private IntConsumer part(String begins, Step step, String ends) {
      Journal<Line> diary = lines;
      return worker -> {
        diary.add(new Line(begins, worker, Thread.currentThread()));
        try {
          step.of(worker);
        } catch (RuntimeException | Error e) {
          throw e;
        } catch (Throwable e) {
          // Only a sleep that was interrupted comes here; whoever interrupted it wants the worker
          // to go on.
          Thread.currentThread().interrupt();
        }
        diary.add(new Line(ends, worker, Thread.currentThread()));
      };
    }

    /** Forgets what was written so far; called by main while no worker lives. */
    private void turnPage() {
      first = lines.entries().size();
    }

    private List<Line> page() {
      List<Line> all = lines.entries();
      return all.subList(first, all.size());
    }

    private void expectNoWork(String because) {
      for (Line line : page()) {
        scene.expect(
            !line.what.equals(WORKS),
            Kind.WRONG_RESULT,
            "work(%d) has begun, though %s.",
            line.worker,
            because);
      }
    }

    private void expectNoWorkTooEarly() {
      List<Integer> ready = new ArrayList<>();
      for (Line line : page()) {
        if (line.what.equals(READY)) {
          ready.add(line.worker);
        }
        scene.expect(
            !line.what.equals(WORKS) || ready.size() == workers,
            Kind.WRONG_RESULT,
            BEGAN_TOO_EARLY,
            line.worker,
            ready.size(),
            workers);
      }
    }

    private void expectAllDone(String after) {
      expectDone(after, 1);
    }

    private void expectDone(String after, int times) {
      for (String what : List.of(BEGINS, READY, WORKS, DONE)) {
        List<Integer> seen = new ArrayList<>();
        for (Line line : page()) {
          if (line.what.equals(what)) {
            seen.add(line.worker);
            scene.expect(
                0 <= line.worker && line.worker < workers,
                Kind.WRONG_RESULT,
                "The %d workers have the numbers from 0 to %d, but there was a call with the number %d.",
                workers,
                workers - 1,
                line.worker);
          }
        }
        for (int i = 0; i < workers; i++) {
          int count = Collections.frequency(seen, i);
          scene.expect(
              count == times,
              Kind.WRONG_RESULT,
              "After %s, each worker has initialised and worked %s; but \"%s\" is in the diary of worker %d %d times.",
              after,
              times == 1 ? "once" : times + " times",
              what,
              i,
              count);
        }
      }
    }

    private void expectOwnThreads(Thread caller) {
      List<Thread> seen = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        Thread initialising = threadOf(BEGINS, worker);
        Thread working = threadOf(WORKS, worker);
        scene.expect(
            initialising == working, Kind.WRONG_RESULT, ON_TWO_THREADS, worker, worker, worker);
        scene.expect(
            initialising != caller,
            Kind.WRONG_RESULT,
            "Every worker has a thread of its own, but worker %d ran on the thread that called run().",
            worker);
        for (Thread other : seen) {
          scene.expect(
              other != initialising,
              Kind.WRONG_RESULT,
              "Every worker has a thread of its own, but worker %d shares one with another worker.",
              worker);
        }
        seen.add(initialising);
      }
    }

    private Thread threadOf(String what, int worker) {
      for (Line line : page()) {
        if (line.what.equals(what) && line.worker == worker) {
          return line.thread;
        }
      }
      throw scene.fail(Kind.WRONG_RESULT, "There was no \"%s\" of worker %d.", what, worker);
    }
  }

  /** A thread that calls run() once, and what came of it. */
  private static final class Caller {
    private final Scene scene;
    private final Actor actor;
    private final Journal<Object> outcome;

    private Caller(Scene scene, String name, InitPool pool) {
      this.scene = scene;
      Journal<Object> journal = scene.journal();
      this.outcome = journal;
      this.actor = scene.actor(name, () -> journal.add(outcomeOf(pool)));
    }

    private static Object outcomeOf(InitPool pool) {
      try {
        pool.run();
        return RETURNED;
      } catch (ExecutionException | InterruptedException e) {
        return e;
      }
    }

    private void expectWaiting(String because) {
      scene.expect(
          !actor.hasEnded(),
          Kind.WRONG_RESULT,
          "run() has ended (%s), though %s; it has to wait until all have ended.",
          words(),
          because);
    }

    private void expectReturned() {
      scene.expect(
          outcome.entries().equals(List.of(RETURNED)),
          Kind.WRONG_RESULT,
          THREW_IN_VAIN,
          actor.name(),
          words());
    }

    private void expectInterrupted() {
      scene.expect(
          outcome.entries().get(0) instanceof InterruptedException,
          Kind.WRONG_RESULT,
          "The caller was interrupted while it had to wait in run(), so run() has to throw an InterruptedException; but %s.",
          words());
    }

    /** The cause is one of these, the very object. */
    private void expectFailed(String who, List<Throwable> failures) {
      Object result = outcome.entries().get(0);
      scene.expect(
          result instanceof ExecutionException,
          Kind.WRONG_RESULT,
          "%s threw %s, so run() has to throw an ExecutionException; but %s.",
          who,
          named(failures.get(0)),
          words());
      Throwable cause = ((ExecutionException) result).getCause();
      boolean known = false;
      for (Throwable failure : failures) {
        known |= failure == cause;
      }
      scene.expect(
          known,
          Kind.WRONG_RESULT,
          "%s threw %s, and that very exception has to be the cause of the ExecutionException; the cause is %s.",
          who,
          named(failures.get(0)),
          cause == null ? "nothing" : named(cause));
    }

    private static String named(Throwable thrown) {
      String message = thrown.getMessage();
      String name = thrown.getClass().getSimpleName();
      return message == null ? name : name + " (" + message + ")";
    }

    private String words() {
      List<Object> entries = outcome.entries();
      if (entries.isEmpty()) {
        return "it has not ended";
      }
      return entries.get(0) instanceof Throwable thrown
          ? "it threw " + named(thrown)
          : "it returned normally";
    }
  }
}
