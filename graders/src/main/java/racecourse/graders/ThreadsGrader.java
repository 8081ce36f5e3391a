package racecourse.graders;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
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
import racecourse.threads.Tasks;
import racecourse.threads.Worker;

/**
 * Asks whether threads are really started, named and waited for, and whether a thread's result or
 * its exception reaches whoever asks for it.
 *
 * <p>Not asked, because the contract promises nothing about it: whether the threads are daemons, in
 * which order they begin, what happens to an exception of a task of {@code startAll}, threads that
 * were never started in {@code joinAll}, and whether a worker's thread is still alive for a moment
 * when its result is there.
 */
public final class ThreadsGrader implements Grader, Explains {
  // Sentences by which ThreadsMistakes knows a failure, too.
  static final String NO_NEW_THREAD =
      "Task %d ran on a thread that had run another task before; every task gets a new thread.";

  private static final String INTERRUPTED = "an InterruptedException";

  /** Makes the grader; it has no state. */
  public ThreadsGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("threads", 1, "Start, name and join threads")
        .types("Tasks", "Worker")
        .check(
            Check.named("runs-every-task", "runs every task once, each on a new thread")
                .points(3)
                .ask("one-task", ThreadsGrader::oneTask)
                .ask("three-tasks", ThreadsGrader::threeTasks)
                .ask("no-task", ThreadsGrader::noTask)
                .ask("two-calls", ThreadsGrader::twoCalls)
                .hint("Which thread runs the code when you call run() on a Thread object?")
                .hint("Only start() begins a new thread, which then calls run() by itself.")
                .hint("In a loop: new Thread(task, name), remember it, start it."))
        .check(
            Check.named("names-in-order", "names the threads and returns them in task order")
                .points(3)
                .needs("runs-every-task")
                .ask("names", ThreadsGrader::names)
                .ask("again-from-zero", ThreadsGrader::againFromZero)
                .ask("the-same-task-twice", ThreadsGrader::theSameTaskTwice)
                .hint("Which name does a thread have that nobody gave a name to?")
                .hint("The first of the threads is \"Thread 0\", at every call.")
                .hint("Count in a local variable: new Thread(task, \"Thread \" + i)."))
        .check(
            Check.named(
                    "starts-at-once", "starts all of them at once, without waiting for any of them")
                .points(4)
                .needs("runs-every-task")
                .askWithoutVmlens("tasks-meet", ThreadsGrader::tasksMeet)
                .askWithoutVmlens("returns-at-once", ThreadsGrader::returnsAtOnce)
                .askWithoutVmlens("while-another-joins", ThreadsGrader::whileAnotherJoins)
                .askWithoutVmlens("an-interrupted-caller", ThreadsGrader::anInterruptedCaller)
                .hint("How many of your threads run at the same time?")
                .hint("start() only begins. join() waits until the other thread has ended.")
                .hint("Waiting is the business of joinAll(): startAll() only starts."))
        .check(
            Check.named("joins-every-thread", "waits in joinAll() until every thread has ended")
                .points(4)
                .needs("runs-every-task")
                .askWithoutVmlens("the-first-is-slow", ThreadsGrader::theFirstIsSlow)
                .askWithoutVmlens("the-last-is-slow", ThreadsGrader::theLastIsSlow)
                .askWithoutVmlens("an-earlier-call", ThreadsGrader::anEarlierCall)
                .askWithoutVmlens("has-ended", ThreadsGrader::hasEnded)
                .askWithoutVmlens("joined-twice", ThreadsGrader::joinedTwice)
                .ask("results-can-be-read", ThreadsGrader::resultsCanBeRead)
                .askWithoutVmlens("a-task-fails", ThreadsGrader::aTaskFails)
                .ask("half-an-hour", EnumSet.of(EngineId.EXPLORER), ThreadsGrader::halfAnHour)
                .hint("Which of the threads ends last? Can you know that?")
                .hint(
                    "join() without a number waits as long as it takes, and returns at once for a thread that has ended.")
                .hint("Call join() on every thread of the list, one after the other."))
        .check(
            Check.named(
                    "join-answers-an-interrupt", "ends joinAll() when the caller is interrupted")
                .points(2)
                .needs("joins-every-thread")
                .askWithoutVmlens("interrupted-in-join", ThreadsGrader::interruptedInJoin)
                .askWithoutVmlens("at-the-second-one", ThreadsGrader::interruptedAtTheSecondOne)
                .askWithoutVmlens("interrupted-before", ThreadsGrader::interruptedBeforeJoin)
                .hint("What should the caller learn who was asked to stop waiting?")
                .hint("joinAll() declares InterruptedException, so it need not be caught.")
                .hint("Let the exception of join() out, and leave the threads alone."))
        .check(
            Check.named(
                    "keeps-the-result", "runs the task on the worker's thread and keeps the result")
                .points(3)
                .ask("a-result", ThreadsGrader::aResult)
                .ask("null-is-a-result", ThreadsGrader::nullIsAResult)
                .ask("results-that-look-odd", ThreadsGrader::resultsThatLookOdd)
                .askWithoutVmlens("two-of-one-name", ThreadsGrader::twoOfOneName)
                .askWithoutVmlens("leaves-an-interrupt", ThreadsGrader::leavesAnInterrupt)
                .askSparingly("after-a-collection", 1, ThreadsGrader::afterACollection)
                .askWithoutVmlens("two-askers", ThreadsGrader::twoAskers)
                .hint("Who calls run() of a thread, and what does run() return?")
                .hint(
                    "The result has to go into a field, and somebody else reads that field later.")
                .hint(
                    "java.util.concurrent.FutureTask is a Runnable that keeps what its Callable returned."))
        .check(
            Check.named("result-waits", "waits in result() until the task has ended")
                .points(2)
                .needs("keeps-the-result")
                .askWithoutVmlens("while-it-runs", ThreadsGrader::whileItRuns)
                .askWithoutVmlens("before-it-starts", ThreadsGrader::beforeItStarts)
                .ask("half-an-hour", EnumSet.of(EngineId.EXPLORER), ThreadsGrader::halfAnHourOfWork)
                .hint("What does join() do on a thread that has not been started yet?")
                .hint(
                    "\"It does not live\" is true before the start too. Wait for something that only run() does.")
                .hint("A FutureTask or a CountDownLatch knows the difference."))
        .check(
            Check.named("keeps-the-exception", "hands the task's exception to whoever asks")
                .points(3)
                .needs("keeps-the-result")
                .ask("an-exception", ThreadsGrader::anException)
                .ask("an-error", ThreadsGrader::anError)
                .ask("the-task-was-interrupted", ThreadsGrader::theTaskWasInterrupted)
                .ask("an-execution-exception", ThreadsGrader::anExecutionException)
                .ask("asked-again", ThreadsGrader::askedAgain)
                .hint("Where does an exception go that leaves run()?")
                .hint(
                    "Not everything that can be thrown is an Exception, and all of it ends the task.")
                .hint("Catch Throwable in run(), keep it, and wrap it once, in result()."))
        .check(
            Check.named(
                    "result-answers-an-interrupt", "ends result() when the asker is interrupted")
                .points(1)
                .needs("result-waits")
                .askWithoutVmlens("interrupted-asker", ThreadsGrader::interruptedAsker)
                .askWithoutVmlens("interrupted-before", ThreadsGrader::interruptedBeforeAsking)
                .askWithoutVmlens("at-any-moment", ThreadsGrader::interruptedAtAnyMoment)
                .hint("Who was interrupted: the thread that asks, or the worker?")
                .hint("Let the InterruptedException out and leave the task alone."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return ThreadsMistakes.all();
  }

  /** What a task writes down: its number and the thread it ran on. */
  private record Ran(int task, Thread thread, String name) {}

  /** Something that a task does; it may be told its number. */
  private interface Deed {
    void happen(int task);
  }

  // Tasks.

  private static void oneTask(Scene scene) throws InterruptedException {
    runsOnce(scene, 1);
  }

  private static void threeTasks(Scene scene) throws InterruptedException {
    runsOnce(scene, scene.scale(3, 20));
  }

  private static void noTask(Scene scene) throws InterruptedException {
    started(scene, List.of());
    Tasks.joinAll(List.of());
  }

  private static void twoCalls(Scene scene) throws InterruptedException {
    List<Thread> first = started(scene, tasks(2, i -> {}));
    List<Thread> copy = List.copyOf(first);
    List<Thread> second = started(scene, tasks(1, i -> {}));
    scene.expect(
        first.equals(copy),
        Kind.WRONG_RESULT,
        "startAll() was called for two tasks and then for one; the list that the first call had returned held %d thread(s)"
            + " after the second one, or others.",
        first.size());
    awaitEnd(copy);
    awaitEnd(second);
  }

  private static void runsOnce(Scene scene, int count) throws InterruptedException {
    Journal<Ran> ran = scene.journal();
    List<Thread> threads = started(scene, tasks(count, i -> ran.add(here(i))));
    awaitEnd(threads);
    List<Thread> seen = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Ran each : ran.entries()) {
      numbers.add(each.task);
      scene.expect(
          each.thread != Thread.currentThread(),
          Kind.WRONG_RESULT,
          "Task %d ran on the thread that called startAll(); every task gets a new thread.",
          each.task);
      scene.expect(!seen.contains(each.thread), Kind.WRONG_RESULT, NO_NEW_THREAD, each.task);
      seen.add(each.thread);
    }
    for (int i = 0; i < count; i++) {
      int times = Collections.frequency(numbers, i);
      scene.expect(
          times == 1,
          Kind.WRONG_RESULT,
          "startAll() was given %d task(s), and when all the threads that it returned had ended, task %d had run %d times"
              + " instead of once.",
          count,
          i,
          times);
    }
  }

  private static void names(Scene scene) throws InterruptedException {
    namesFromZero(scene, scene.scale(3, 12), "");
  }

  private static void againFromZero(Scene scene) throws InterruptedException {
    namesFromZero(scene, 1, "");
    namesFromZero(scene, 2, " of the second call");
  }

  private static void theSameTaskTwice(Scene scene) throws InterruptedException {
    Journal<String> names = scene.journal();
    Runnable task = () -> names.add(Thread.currentThread().getName());
    List<Thread> threads = started(scene, List.of(task, task));
    awaitEnd(threads);
    List<String> sorted = new ArrayList<>(names.entries());
    Collections.sort(sorted);
    scene.expect(
        sorted.equals(List.of("Thread 0", "Thread 1")),
        Kind.WRONG_RESULT,
        "startAll() was given a list with the same task twice, so \"Thread 0\" and \"Thread 1\" have to run it; it ran on"
            + " %s.",
        sorted.isEmpty() ? "none" : String.join(" and ", sorted));
  }

  private static void namesFromZero(Scene scene, int count, String which)
      throws InterruptedException {
    Journal<Ran> ran = scene.journal();
    List<Thread> threads = started(scene, tasks(count, i -> ran.add(here(i))));
    // A thread may give itself its name, as long as it does so before it runs its task.
    awaitEnd(threads);
    for (int i = 0; i < count; i++) {
      String name = threads.get(i).getName();
      scene.expect(
          name.equals("Thread " + i),
          Kind.WRONG_RESULT,
          "Thread number %d%s, counted from 0, is called \"%s\"; its name has to be \"Thread %d\".",
          i,
          which,
          name,
          i);
    }
    for (Ran each : ran.entries()) {
      scene.expect(
          threads.get(each.task) == each.thread,
          Kind.WRONG_RESULT,
          "Task %d ran on \"%s\", but at its place in the list%s that startAll() returned stands another thread.",
          each.task,
          each.thread.getName(),
          which);
      scene.expect(
          each.name.equals("Thread " + each.task),
          Kind.WRONG_RESULT,
          "When task %d%s began, its thread was still called \"%s\"; a thread has to have its name before it runs.",
          each.task,
          which,
          each.name);
    }
  }

  private static void tasksMeet(Scene scene) throws InterruptedException {
    int count = scene.scale(3, 40);
    Gate gate =
        scene.gate(
            count,
            Kind.NOT_PARALLEL,
            "Each task waits until all the others have begun too, but they do not run at the same time.");
    awaitEnd(started(scene, tasks(count, i -> gate.pass())));
  }

  private static void returnsAtOnce(Scene scene) {
    int count = scene.scale(2, 5);
    Gate gate = scene.held();
    Journal<Integer> begun = scene.journal();
    List<Runnable> tasks =
        tasks(
            count,
            i -> {
              begun.add(i);
              gate.pass();
            });
    Actor caller = scene.actor("caller", () -> started(scene, tasks));
    scene.settle();
    scene.expect(
        caller.hasEnded(),
        Kind.WRONG_RESULT,
        "No task has ended yet, and startAll() has not returned; it has to start the threads and to return at once.");
    int running = begun.entries().size();
    scene.expect(
        running == count,
        Kind.WRONG_RESULT,
        "startAll() was given %d tasks and has returned, but only %d of them have begun.",
        count,
        running);
    gate.open();
    scene.awaitNoThreads("Every task has come to its end, but a thread lives on.");
  }

  private static void whileAnotherJoins(Scene scene) {
    Gate gate = scene.held();
    List<Thread> threads = started(scene, tasks(1, i -> gate.pass()));
    scene.actor("caller of joinAll", () -> Tasks.joinAll(threads));
    scene.settle();
    Actor starter =
        scene.actor("caller of startAll", () -> awaitEnd(started(scene, tasks(1, i -> {}))));
    scene.settle();
    scene.expect(
        starter.hasEnded(),
        Kind.NOT_PARALLEL,
        "One thread waits in joinAll(), and startAll() of another one waits for it; the two have nothing to do with each"
            + " other.");
    gate.open();
    scene.play();
  }

  private static void anInterruptedCaller(Scene scene) {
    Journal<Integer> ran = scene.journal();
    scene.actor(
        "caller",
        () -> {
          Thread.currentThread().interrupt();
          started(scene, tasks(2, ran::add));
        });
    scene.play();
    scene.awaitNoThreads("Every task has come to its end, but a thread lives on.");
    int count = ran.entries().size();
    scene.expect(
        count == 2,
        Kind.WRONG_RESULT,
        "The caller of startAll() had been interrupted before, which is no reason not to start; but only %d of 2 tasks ran.",
        count);
  }

  // joinAll.

  private static void theFirstIsSlow(Scene scene) {
    oneIsSlow(scene, scene.scale(2, 5), 0);
  }

  private static void theLastIsSlow(Scene scene) {
    int count = scene.scale(2, 5);
    oneIsSlow(scene, count, count - 1);
  }

  private static void oneIsSlow(Scene scene, int count, int slow) {
    Gate gate = scene.held();
    List<Thread> threads =
        started(
            scene,
            tasks(
                count,
                i -> {
                  if (i == slow) {
                    gate.pass();
                  }
                }));
    Actor caller = scene.actor("caller of joinAll", () -> Tasks.joinAll(threads));
    scene.settle();
    scene.expect(
        !caller.hasEnded(),
        Kind.WRONG_RESULT,
        "joinAll() has returned, but \"Thread %d\" has not ended.",
        slow);
    gate.open();
    scene.play();
  }

  private static void anEarlierCall(Scene scene) throws InterruptedException {
    Gate gate = scene.held();
    List<Thread> earlier = started(scene, tasks(1, i -> gate.pass()));
    Tasks.joinAll(started(scene, tasks(2, i -> {})));
    Actor caller = scene.actor("caller of joinAll", () -> Tasks.joinAll(earlier));
    scene.settle();
    scene.expect(
        !caller.hasEnded(),
        Kind.WRONG_RESULT,
        "joinAll() was given the thread of an earlier startAll(), and has returned though that has not ended.");
    gate.open();
    scene.play();
  }

  /** A thread that says that it is about to end lives on for a moment. */
  private static void hasEnded(Scene scene) throws InterruptedException {
    List<Thread> threads = started(scene, tasks(scene.scale(1, 6), i -> {}));
    Tasks.joinAll(threads);
    for (Thread thread : threads) {
      scene.expect(
          !thread.isAlive(),
          Kind.WRONG_RESULT,
          "joinAll() has returned, but \"%s\" is still alive.",
          thread.getName());
    }
  }

  private static void joinedTwice(Scene scene) throws InterruptedException {
    List<Thread> threads = started(scene, tasks(2, i -> {}));
    List<Thread> copy = List.copyOf(threads);
    Tasks.joinAll(copy);
    Tasks.joinAll(threads);
    scene.expect(
        threads.equals(copy),
        Kind.WRONG_RESULT,
        "joinAll() was given a list of %d threads, and has left %d in it.",
        copy.size(),
        threads.size());
  }

  /** The array is shared on purpose: joinAll() has to order the tasks before its own return. */
  private static void resultsCanBeRead(Scene scene) throws InterruptedException {
    int count = scene.scale(2, 8);
    int[] results = new int[count];
    Tasks.joinAll(started(scene, tasks(count, i -> results[i] = i + 1)));
    for (int i = 0; i < count; i++) {
      scene.expect(
          results[i] == i + 1,
          Kind.WRONG_RESULT,
          "Task %d writes %d into an array, but after joinAll() has returned the array holds %d there.",
          i,
          i + 1,
          results[i]);
    }
  }

  private static void aTaskFails(Scene scene) throws InterruptedException {
    Journal<Integer> ended = scene.journal();
    List<Thread> threads =
        started(
            scene,
            tasks(
                2,
                i -> {
                  if (i == 0) {
                    throw new IllegalStateException("The first task breaks");
                  }
                  ended.add(i);
                }));
    Tasks.joinAll(threads);
    scene.expect(
        ended.entries().equals(List.of(1)),
        Kind.WRONG_RESULT,
        "Task 0 threw an exception, and joinAll() has returned, but task 1 has not run to its end.");
  }

  /** In virtual time half an hour costs nothing; a joinAll() that waits for ten minutes is seen. */
  private static void halfAnHour(Scene scene) throws InterruptedException {
    Journal<Integer> ended = scene.journal();
    List<Thread> threads =
        started(
            scene,
            tasks(
                1,
                i -> {
                  try {
                    Thread.sleep(LongTime.HALF_AN_HOUR);
                    ended.add(i);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    Tasks.joinAll(threads);
    scene.expect(
        ended.entries().size() == 1,
        Kind.WRONG_RESULT,
        "joinAll() has returned, but the only task, which takes half an hour, has not ended by itself.");
  }

  private static void interruptedInJoin(Scene scene) {
    interruptedJoiner(scene, 0, false);
  }

  private static void interruptedAtTheSecondOne(Scene scene) {
    interruptedJoiner(scene, 1, false);
  }

  private static void interruptedBeforeJoin(Scene scene) {
    interruptedJoiner(scene, 0, true);
  }

  /** The threads from {@code firstHeld} on do not end before the interrupt. */
  private static void interruptedJoiner(Scene scene, int firstHeld, boolean before) {
    Gate gate = scene.held();
    Journal<String> outcome = scene.journal();
    Journal<Boolean> disturbed = scene.journal();
    List<Thread> threads =
        started(
            scene,
            tasks(
                2,
                i -> {
                  if (i >= firstHeld) {
                    gate.pass();
                  }
                  disturbed.add(Thread.currentThread().isInterrupted());
                }));
    Actor caller =
        scene.actor(
            "caller of joinAll",
            () -> {
              if (before) {
                Thread.currentThread().interrupt();
              }
              try {
                Tasks.joinAll(threads);
                outcome.add("returned normally");
              } catch (InterruptedException e) {
                outcome.add(INTERRUPTED);
              }
            });
    scene.settle();
    if (!before) {
      caller.interrupt();
      scene.settle();
    }
    scene.expect(
        caller.hasEnded(),
        Kind.STUCK,
        "The caller of joinAll() was interrupted while it waited, but it still waits.");
    scene.expect(
        outcome.entries().equals(List.of(INTERRUPTED)),
        Kind.WRONG_RESULT,
        "The caller of joinAll() was interrupted while it had to wait, so it has to get an InterruptedException; but joinAll()"
            + " %s.",
        String.join(" and ", outcome.entries()));
    gate.open();
    scene.awaitNoThreads("Every task has come to its end, but a thread lives on.");
    scene.expect(
        disturbed.entries().equals(List.of(false, false)),
        Kind.WRONG_RESULT,
        "Only the caller of joinAll() was interrupted, but of the two threads it waited for not both went on undisturbed.");
  }

  // Worker.

  private static void aResult(Scene scene) throws Exception {
    Journal<Ran> ran = scene.journal();
    Worker worker =
        new Worker(
            "adder",
            () -> {
              ran.add(here(0));
              return 40 + 2;
            });
    String name = worker.getName();
    scene.expect(
        name.equals("adder"),
        Kind.WRONG_RESULT,
        "new Worker(\"adder\", ...) made a thread with the name \"%s\".",
        name);
    scene.expect(
        ran.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "The worker has not been started, but its task has run already.");
    worker.start();
    expectResult(scene, worker, 42, "");
    expectResult(scene, worker, 42, " when it was asked for the second time");
    List<Ran> runs = ran.entries();
    scene.expect(
        runs.size() == 1,
        Kind.WRONG_RESULT,
        "The worker was started once, but its task ran %d times.",
        runs.size());
    scene.expect(
        runs.get(0).thread == worker,
        Kind.WRONG_RESULT,
        "The worker is a thread and was started, but its task ran on another thread, \"%s\".",
        runs.get(0).thread.getName());
  }

  private static void nullIsAResult(Scene scene) throws Exception {
    Worker worker = new Worker("idler", () -> null);
    worker.start();
    expectResult(scene, worker, null, "");
  }

  /** What a worker may use as a sign of its own is a result like any other. */
  private static void resultsThatLookOdd(Scene scene) throws Exception {
    for (Object result : List.of(Optional.empty(), false, new IllegalStateException("A result"))) {
      Worker worker = new Worker("idler", () -> result);
      worker.start();
      expectResult(scene, worker, result, "");
    }
  }

  private static void twoOfOneName(Scene scene) throws Exception {
    Gate gate =
        scene.gate(
            2,
            Kind.NOT_PARALLEL,
            "The tasks of two workers wait for each other, but they do not run at the same time.");
    List<Worker> workers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      int result = i;
      workers.add(
          new Worker(
              "adder",
              () -> {
                gate.pass();
                return result;
              }));
    }
    for (Worker worker : workers) {
      worker.start();
    }
    expectResult(scene, workers.get(0), 1, ", beside another worker of the same name");
    expectResult(scene, workers.get(1), 2, ", beside another worker of the same name");
  }

  private static void leavesAnInterrupt(Scene scene) {
    Worker worker =
        new Worker(
            "adder",
            () -> {
              Thread.currentThread().interrupt();
              return 42;
            });
    worker.start();
    Journal<String> outcome = scene.journal();
    scene.actor("asker", () -> outcome.add(ask(worker)));
    scene.settle();
    scene.expect(
        outcome.entries().equals(List.of("returned 42")),
        Kind.WRONG_RESULT,
        "The task has returned 42 and left its own thread interrupted, but result() %s.",
        outcome.entries().isEmpty() ? "still waits" : String.join(" and ", outcome.entries()));
  }

  /** What only a weak reference leads to is gone when somebody asks. */
  private static void afterACollection(Scene scene) throws Exception {
    Worker worker = new Worker("maker", () -> new StringBuilder("made"));
    worker.start();
    worker.join();
    System.gc();
    String result = String.valueOf(worker.result());
    scene.expect(
        result.equals("made"),
        Kind.WRONG_RESULT,
        "The worker's task returned an object, and after a collection of garbage result() returned %s.",
        result);
  }

  private static void twoAskers(Scene scene) {
    Worker worker = new Worker("adder", () -> 42);
    scene.actor("asker 1", () -> expectResult(scene, worker, 42, ""));
    scene.actor("asker 2", () -> expectResult(scene, worker, 42, ""));
    scene.actor("starter", () -> worker.start());
    scene.play();
  }

  private static void whileItRuns(Scene scene) {
    Gate gate = scene.held();
    Worker worker =
        new Worker(
            "adder",
            () -> {
              gate.pass();
              return 42;
            });
    worker.start();
    Journal<String> outcome = scene.journal();
    Actor asker = scene.actor("asker", () -> outcome.add(ask(worker)));
    scene.settle();
    expectWaiting(scene, asker, outcome, "the task has not ended");
    gate.open();
    scene.play();
    expectOutcome(scene, outcome, "returned 42");
  }

  private static void beforeItStarts(Scene scene) {
    Worker worker = new Worker("adder", () -> 42);
    Journal<String> outcome = scene.journal();
    Actor asker = scene.actor("asker", () -> outcome.add(ask(worker)));
    scene.settle();
    expectWaiting(scene, asker, outcome, "the worker has not been started yet");
    worker.start();
    scene.play();
    expectOutcome(scene, outcome, "returned 42");
  }

  private static void halfAnHourOfWork(Scene scene) {
    Worker worker =
        new Worker(
            "adder",
            () -> {
              Thread.sleep(LongTime.HALF_AN_HOUR);
              return 42;
            });
    Journal<String> outcome = scene.journal();
    scene.actor("asker", () -> outcome.add(ask(worker)));
    worker.start();
    scene.play();
    scene.expect(
        outcome.entries().equals(List.of("returned 42")),
        Kind.WRONG_RESULT,
        "The task takes half an hour and returns 42, but result() %s.",
        String.join(" and ", outcome.entries()));
  }

  private static void anException(Scene scene) throws InterruptedException {
    fails(scene, new IllegalStateException("The pen is empty"));
  }

  private static void anError(Scene scene) throws InterruptedException {
    fails(scene, new AssertionError("The pen is gone"));
  }

  private static void theTaskWasInterrupted(Scene scene) throws InterruptedException {
    fails(scene, new InterruptedException("Somebody took the pen away"));
  }

  private static void anExecutionException(Scene scene) throws InterruptedException {
    fails(scene, new ExecutionException("The pen", new IllegalStateException("is empty")));
  }

  private static void askedAgain(Scene scene) throws InterruptedException {
    fails(scene, new IllegalArgumentException("The pen is empty again"), 3);
  }

  private static void fails(Scene scene, Throwable failure) throws InterruptedException {
    fails(scene, failure, 1);
  }

  private static void fails(Scene scene, Throwable failure, int times) throws InterruptedException {
    Callable<Object> task =
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (Exception) failure;
        };
    Worker worker = new Worker("writer", task);
    worker.start();
    String name = failure.getClass().getSimpleName();
    Journal<String> outcome = scene.journal();
    scene.actor(
        "asker",
        () -> {
          for (int i = 0; i < times; i++) {
            outcome.add(failure(worker, failure));
          }
        });
    scene.play();
    for (int i = 0; i < times; i++) {
      String what = outcome.entries().get(i);
      scene.expect(
          what.equals("right"),
          Kind.WRONG_RESULT,
          "The task threw the %s \"%s\", so result() has to throw an ExecutionException with that very object as its cause"
              + "%s; but %s.",
          name,
          String.valueOf(failure.getMessage()),
          i == 0 ? "" : ", also when it is asked again",
          what);
    }
    worker.join();
  }

  /** "right", or what is wrong with the exception that the worker hands out. */
  private static String failure(Worker worker, Throwable failure) {
    try {
      return "it returned " + worker.result();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return cause == failure
          ? "right"
          : "the cause is " + (cause == null ? "missing" : "a " + cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      return "the asker got the InterruptedException, though nobody interrupted it";
    }
  }

  private static void interruptedAsker(Scene scene) {
    Gate gate = scene.held();
    Worker worker =
        new Worker(
            "adder",
            () -> {
              gate.pass();
              return Thread.currentThread().isInterrupted() ? "disturbed" : "undisturbed";
            });
    worker.start();
    Journal<String> outcome = scene.journal();
    Journal<String> other = scene.journal();
    Actor asker = scene.actor("asker", () -> outcome.add(ask(worker)));
    scene.actor("other asker", () -> other.add(ask(worker)));
    scene.settle();
    asker.interrupt();
    scene.settle();
    scene.expect(
        asker.hasEnded(),
        Kind.STUCK,
        "A thread was interrupted while it waited in result(), but it still waits.");
    expectOutcome(scene, outcome, "threw " + INTERRUPTED);
    gate.open();
    scene.play();
    expectOutcome(scene, other, "returned undisturbed");
  }

  private static void interruptedBeforeAsking(Scene scene) {
    Gate gate = scene.held();
    Worker worker =
        new Worker(
            "adder",
            () -> {
              gate.pass();
              return 42;
            });
    worker.start();
    Journal<String> outcome = scene.journal();
    Actor asker =
        scene.actor(
            "asker",
            () -> {
              Thread.currentThread().interrupt();
              outcome.add(ask(worker));
            });
    scene.settle();
    scene.expect(
        asker.hasEnded(),
        Kind.STUCK,
        "A thread that was interrupted already called result() of a worker that has not ended; it has to be told so, but it"
            + " waits.");
    expectOutcome(scene, outcome, "threw " + INTERRUPTED);
    gate.open();
    scene.awaitNoThreads("The task has come to its end, but a thread lives on.");
  }

  /** An asker who goes away takes nothing with him. */
  private static void interruptedAtAnyMoment(Scene scene) {
    Worker worker = new Worker("adder", () -> 42);
    Journal<String> outcome = scene.journal();
    Journal<String> other = scene.journal();
    Actor asker = scene.actor("asker", () -> outcome.add(ask(worker)));
    scene.actor("interrupter", () -> asker.interrupt());
    scene.actor("starter", () -> worker.start());
    scene.play();
    scene.actor("other asker", () -> other.add(ask(worker)));
    scene.settle();
    scene.expect(
        other.entries().equals(List.of("returned 42")),
        Kind.WRONG_RESULT,
        "The task has returned 42, and an asker was interrupted at about that time (result() %s); after that another one asked,"
            + " and result() %s.",
        String.join(" and ", outcome.entries()),
        other.entries().isEmpty() ? "lets him wait" : String.join(" and ", other.entries()));
  }

  // Help.

  private static Ran here(int task) {
    return new Ran(task, Thread.currentThread(), Thread.currentThread().getName());
  }

  private static List<Runnable> tasks(int count, Deed deed) {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      tasks.add(() -> deed.happen(number));
    }
    return List.copyOf(tasks);
  }

  private static List<Thread> started(Scene scene, List<Runnable> tasks) {
    List<Thread> threads = Tasks.startAll(tasks);
    scene.expect(
        threads != null && threads.size() == tasks.size(),
        Kind.WRONG_RESULT,
        "startAll() was given %d task(s) and has to return as many threads, but it returned %s.",
        tasks.size(),
        threads == null ? "null" : String.valueOf(threads.size()));
    return threads;
  }

  private static void awaitEnd(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** A gate that only main opens. */
  private static void expectResult(
      Scene scene, Worker worker, @Nullable Object expected, String when) throws Exception {
    Object result = worker.result();
    scene.expect(
        Objects.equals(result, expected),
        Kind.WRONG_RESULT,
        "The worker's task returned %s, but result() returned %s%s.",
        String.valueOf(expected),
        String.valueOf(result),
        when);
  }

  private static String ask(Worker worker) {
    try {
      return "returned " + worker.result();
    } catch (InterruptedException e) {
      return "threw " + INTERRUPTED;
    } catch (ExecutionException e) {
      return "threw an ExecutionException";
    }
  }

  private static void expectWaiting(
      Scene scene, Actor asker, Journal<String> outcome, String because) {
    scene.expect(
        !asker.hasEnded(),
        Kind.WRONG_RESULT,
        "result() %s, though %s; it has to wait until the task has ended.",
        String.join(" and ", outcome.entries()),
        because);
  }

  private static void expectOutcome(Scene scene, Journal<String> outcome, String expected) {
    String actual = String.join(" and ", outcome.entries());
    scene.expect(
        actual.equals(expected),
        Kind.WRONG_RESULT,
        "result() should have %s here, but it %s.",
        expected.replace("threw", "thrown"),
        actual);
  }
}
