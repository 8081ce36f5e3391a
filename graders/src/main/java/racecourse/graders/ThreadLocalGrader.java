package racecourse.graders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.threadlocal.RequestContext;

/**
 * Asks whether an id stays with its thread and with its task: not seen by other threads, not left
 * behind, and taken along only by a captured task.
 *
 * <p>Not asked, because the contract promises nothing about it: null as an id or as a task, on
 * which thread {@code runWith} runs the task, and whether an exception of the task comes out as it
 * is. No question needs two tasks to be under way at the same time, except that a task may wait for
 * a thread that runs what the task has captured, "to be run later on any thread" includes that, and
 * that a captured task may be run "several times, also at the same time".
 */
public final class ThreadLocalGrader implements Grader, Explains {
  // Sentences by which ThreadLocalMistakes knows a failure, too.
  static final String ANOTHER_ID =
      "This is what current() should have said in %s: %s. But it said %s.";
  static final String RUN_AT_ONCE =
      "capture() has to return a task to be run later, but it ran it.";

  private static final String NONE = "no id";

  /** Makes the grader; it has no state. */
  public ThreadLocalGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("threadlocal", 13, "A context for each request")
        .types("RequestContext")
        .check(
            Check.named("sets-the-id", "makes the id current while the task runs, and only then")
                .points(3)
                .ask("one-request", ThreadLocalGrader::oneRequest)
                .ask("two-in-a-row", ThreadLocalGrader::twoInARow)
                .ask("any-string", ThreadLocalGrader::anyString)
                .hint("What does current() say before the task, in it, and after it?")
                .hint(
                    "A thread that has no id now has none because nobody set one, or because somebody took it away again.")
                .hint("Set the id, run the task, take the id away."))
        .check(
            Check.named("restores-the-outer-id", "restores the outer id when tasks are nested")
                .points(3)
                .needs("sets-the-id")
                .ask("nested", ThreadLocalGrader::nested)
                .ask("the-same-id", ThreadLocalGrader::theSameId)
                .ask("deeply", EnumSet.of(EngineId.FUZZ), ThreadLocalGrader::deeply)
                .ask("nested-on-two-threads", ThreadLocalGrader::nestedOnTwoThreads)
                .hint("A task calls runWith() itself. What is current when the inner task is over?")
                .hint("\"Nothing\" is what was current before only for the outermost task.")
                .hint(
                    "Remember what was current before you set the id, in a local variable, and set that again."))
        .check(
            Check.named(
                    "whatever-the-task-does", "restores what was before also when the task throws")
                .points(3)
                .needs("restores-the-outer-id")
                .ask("an-exception", ThreadLocalGrader::anException)
                .ask("an-error", ThreadLocalGrader::anError)
                .ask("in-an-inner-task", ThreadLocalGrader::inAnInnerTask)
                .hint("Which lines after task.run() are reached when the task throws?")
                .hint("Not everything that can be thrown is an Exception.")
                .hint("What has to happen on every way out stands in finally."))
        .check(
            Check.named("keeps-threads-apart", "never shows a thread the id of another thread")
                .points(4)
                .needs("sets-the-id")
                .ask("two-requests", ThreadLocalGrader::twoRequests)
                .ask("one-without", ThreadLocalGrader::oneWithout)
                .ask("two-for-one-request", ThreadLocalGrader::twoForOneRequest)
                .askWithoutVmlens("threads-of-one-name", ThreadLocalGrader::threadsOfOneName)
                .askSparingly("eighty-threads", 1, ThreadLocalGrader::eightyThreads)
                .hint("How many copies of a static field are there, and how many threads?")
                .hint(
                    "Two threads may have the same name, and a HashMap is made for one thread at a time.")
                .hint("A ThreadLocal in a static field has one value for each thread."))
        .check(
            Check.named("new-threads-have-none", "gives a thread that the task starts no id")
                .points(2)
                .needs("sets-the-id")
                .askWithoutVmlens("a-new-thread", ThreadLocalGrader::aNewThread)
                .askWithoutVmlens("a-pool-that-stays", ThreadLocalGrader::aPoolThatStays)
                .hint("A pool makes its threads when the first task comes. How long do they live?")
                .hint(
                    "An InheritableThreadLocal copies the value into each new thread, once and for ever.")
                .hint("An ordinary ThreadLocal starts empty in each thread."))
        .check(
            Check.named("captures-the-id", "takes the id along with a captured task")
                .points(4)
                .needs("sets-the-id")
                .ask("later", ThreadLocalGrader::later)
                .ask("another-thread", ThreadLocalGrader::anotherThread)
                .ask("two-captured", ThreadLocalGrader::twoCaptured)
                .ask("run-twice", ThreadLocalGrader::runTwice)
                .askWithoutVmlens("waited-for", ThreadLocalGrader::waitedFor)
                .askSparingly("after-a-collection", 1, ThreadLocalGrader::afterACollection)
                .hint("Which thread calls capture(), and which one runs what it returned?")
                .hint("Inside the lambda that capture() returns, current() is somebody else's id.")
                .hint("Look the id up in capture(), keep it, and set it when the task runs."))
        .check(
            Check.named(
                    "captured-tasks-restore", "leaves the id of whoever runs a captured task alone")
                .points(3)
                .needs("captures-the-id")
                .ask("own-id", ThreadLocalGrader::ownId)
                .ask("captured-task-throws", ThreadLocalGrader::capturedTaskThrows)
                .ask("captured-in-captured", ThreadLocalGrader::capturedInCaptured)
                .askWithoutVmlens("pooled-thread", ThreadLocalGrader::pooledThread)
                .hint(
                    "A thread that works on a request of its own runs a captured task. What has it afterwards?")
                .hint("What was before is what the running thread had, not the capturing one.")
                .hint(
                    "A captured task is run like any other: remember, set, run, restore in finally."))
        .check(
            Check.named(
                    "captures-that-there-is-none", "runs a task that was captured without an id so")
                .points(1)
                .needs("captures-the-id")
                .ask("on-a-thread-with-an-id", ThreadLocalGrader::onAThreadWithAnId)
                .hint("No id was current in capture(). The thread that runs the task has one.")
                .hint("\"No id\" is also something that can be captured, set and restored."))
        .check(
            Check.named(
                    "captured-run-together",
                    "lets a captured task run on several threads, or inside itself")
                .points(2)
                .needs("captured-tasks-restore")
                .ask("on-two-threads", ThreadLocalGrader::onTwoThreads)
                .ask("inside-itself", ThreadLocalGrader::insideItself)
                .askWithoutVmlens("at-the-same-time", ThreadLocalGrader::atTheSameTime)
                .hint("Two threads run the same captured task. Where is kept what each had before?")
                .hint("A field of the captured task exists once, a local variable once per call."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return ThreadLocalMistakes.all();
  }

  // One thread.

  private static void oneRequest(Scene scene) {
    expectNow(scene, NONE, "before the first task");
    Journal<String> seen = scene.journal();
    RequestContext.runWith("request 1", () -> seen.add(now()));
    expectSeen(scene, seen, "a task that was run with \"request 1\"", quoted("request 1"));
    expectNow(scene, NONE, "after the only task has ended");
  }

  private static void twoInARow(Scene scene) {
    Journal<String> seen = scene.journal();
    RequestContext.runWith(
        "request 1",
        () -> {
          seen.add(now());
          seen.add(now());
        });
    RequestContext.runWith("request 2", () -> seen.add(now()));
    expectSeen(
        scene,
        seen,
        "a task with \"request 1\" that looked twice, and then one with \"request 2\"",
        quoted("request 1"),
        quoted("request 1"),
        quoted("request 2"));
    expectNow(scene, NONE, "after both tasks have ended");
  }

  private static void anyString(Scene scene) {
    for (String id : List.of("", "null", "none", " a ", "\t")) {
      Journal<String> seen = scene.journal();
      RequestContext.runWith(id, () -> seen.add(now()));
      expectSeen(scene, seen, "a task that was run with \"" + id + "\"", quoted(id));
      expectNow(scene, NONE, "after the task with \"" + id + "\" has ended");
    }
  }

  private static void deeply(Scene scene) {
    Journal<String> seen = scene.journal();
    deeper(seen, 150);
    expectNow(scene, NONE, "after 150 nested tasks have ended");
    for (int depth = 1; depth <= 150; depth++) {
      String found = seen.entries().get(depth - 1);
      scene.expect(
          found.equals(quoted("request " + depth)),
          Kind.WRONG_RESULT,
          "150 tasks were nested, and at the end of number %d the current id was %s.",
          depth,
          found);
    }
  }

  private static void deeper(Journal<String> seen, int levels) {
    if (levels > 0) {
      RequestContext.runWith(
          "request " + levels,
          () -> {
            deeper(seen, levels - 1);
            seen.add(now());
          });
    }
  }

  private static void nested(Scene scene) {
    Journal<String> seen = scene.journal();
    RequestContext.runWith(
        "outer",
        () -> {
          RequestContext.runWith(
              "inner",
              () -> {
                RequestContext.runWith("innermost", () -> seen.add(now()));
                seen.add(now());
              });
          seen.add(now());
          RequestContext.runWith("another", () -> seen.add(now()));
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "the innermost task, the inner one after it, the outer one after that, another inner one, and the outer one at its end",
        quoted("innermost"),
        quoted("inner"),
        quoted("outer"),
        quoted("another"),
        quoted("outer"));
    expectNow(scene, NONE, "after all nested tasks have ended");
  }

  private static void theSameId(Scene scene) {
    Journal<String> seen = scene.journal();
    RequestContext.runWith(
        "request 1",
        () -> {
          RequestContext.runWith("request 1", () -> seen.add(now()));
          seen.add(now());
          RequestContext.runWith(
              "request 2",
              () -> {
                RequestContext.runWith("request 1", () -> seen.add(now()));
                seen.add(now());
              });
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "a task within a task, both with \"request 1\", the outer one after it, then one with \"request 1\" within one with"
            + " \"request 2\", that one after it, and the outermost one",
        quoted("request 1"),
        quoted("request 1"),
        quoted("request 1"),
        quoted("request 2"),
        quoted("request 1"));
    expectNow(scene, NONE, "after all tasks with the same id have ended");
  }

  private static void nestedOnTwoThreads(Scene scene) {
    for (int i = 1; i <= scene.scale(2, 4); i++) {
      String outer = "outer " + i;
      String inner = "inner " + i;
      scene.actor(
          "handler " + i,
          () -> {
            for (int turn = 0; turn < scene.scale(1, 10); turn++) {
              RequestContext.runWith(
                  outer,
                  () -> {
                    RequestContext.runWith(
                        inner, () -> expectNow(scene, quoted(inner), "in the inner task"));
                    expectNow(
                        scene,
                        quoted(outer),
                        "in the outer task after the inner one, beside another thread");
                  });
            }
          });
    }
    scene.play();
  }

  private static void anException(Scene scene) {
    RuntimeException thrown = new IllegalStateException("The task fails");
    fail(() -> RequestContext.runWith("request 1", () -> raise(thrown)));
    expectNow(scene, NONE, "after the only task has ended by an exception");
  }

  private static void anError(Scene scene) {
    Error thrown = new AssertionError("The task fails");
    fail(() -> RequestContext.runWith("request 1", () -> raise(thrown)));
    expectNow(scene, NONE, "after the only task has ended by an error");
  }

  private static void inAnInnerTask(Scene scene) {
    Journal<String> seen = scene.journal();
    RequestContext.runWith(
        "outer",
        () -> {
          fail(
              () ->
                  RequestContext.runWith(
                      "inner", () -> raise(new IllegalStateException("The inner task fails"))));
          seen.add(now());
          fail(
              () ->
                  RequestContext.runWith(
                      "another", () -> raise(new AssertionError("This one fails too"))));
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "the outer task, after an inner one has ended by an exception and another one by an error",
        quoted("outer"),
        quoted("outer"));
  }

  // Several threads.

  private static void twoRequests(Scene scene) {
    int count = scene.scale(2, 6);
    for (int i = 1; i <= count; i++) {
      String id = "request " + i;
      scene.actor(
          "handler " + i,
          () -> {
            for (int turn = 0; turn < scene.scale(1, 10); turn++) {
              RequestContext.runWith(
                  id,
                  () -> {
                    expectNow(scene, quoted(id), "in a task with that id, beside other threads");
                    expectNow(scene, quoted(id), "in a task with that id, beside other threads");
                  });
              expectNow(scene, NONE, "after the thread's only task, beside other threads");
            }
          });
    }
    scene.play();
  }

  /** More threads than a table of a fixed size may have places. */
  private static void eightyThreads(Scene scene) {
    for (int i = 1; i <= 80; i++) {
      String id = "request " + i;
      scene.actor(
          "handler " + i,
          () ->
              RequestContext.runWith(
                  id,
                  () -> {
                    Thread.yield();
                    expectNow(scene, quoted(id), "in a task with that id, beside 79 other threads");
                    pause();
                    expectNow(scene, quoted(id), "in a task with that id, beside 79 other threads");
                  }));
    }
    scene.play();
  }

  /** Long enough for all the others to begin, if they may. */
  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void oneWithout(Scene scene) {
    int times = scene.scale(1, 20);
    scene.actor(
        "handler",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            RequestContext.runWith(
                "request 1", () -> expectNow(scene, quoted("request 1"), "in a task with that id"));
          }
        });
    scene.actor(
        "idler",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            expectNow(scene, NONE, "on a thread without a task, while another one has one");
          }
        });
    scene.play();
  }

  /** Two threads with the same id: the end of one takes nothing from the other. */
  private static void twoForOneRequest(Scene scene) {
    for (int i = 1; i <= 2; i++) {
      scene.actor(
          "handler " + i,
          () -> {
            for (int turn = 0; turn < scene.scale(1, 10); turn++) {
              RequestContext.runWith(
                  "request 1",
                  () ->
                      expectNow(
                          scene,
                          quoted("request 1"),
                          "in a task with that id, beside another thread with the same id"));
              expectNow(
                  scene,
                  NONE,
                  "after the thread's only task, beside another thread with the same id");
            }
          });
    }
    scene.play();
  }

  private static void threadsOfOneName(Scene scene) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Journal<String> wrong = scene.journal();
    for (int i = 1; i <= 2; i++) {
      String id = "request " + i;
      Runnable look =
          () -> {
            String now = now();
            if (!now.equals(quoted(id))) {
              wrong.add(now + " in the task with " + quoted(id));
            }
          };
      threads.add(
          new Thread(
              () -> {
                RequestContext.runWith(id, look);
                RequestContext.runWith(id, look);
              },
              "worker"));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    scene.expect(
        wrong.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "Two threads that are both called \"worker\" run tasks, and current() said %s.",
        String.join(", ", wrong.entries()));
  }

  private static void aNewThread(Scene scene) {
    Journal<String> seen = scene.journal();
    RequestContext.runWith(
        "request 1",
        () -> {
          onNewThread(() -> seen.add(now()));
          onNewThread(() -> RequestContext.runWith("request 2", () -> seen.add(now())));
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "a thread that a task with \"request 1\" started, another one in a task with \"request 2\", and the first task after"
            + " that",
        NONE,
        quoted("request 2"),
        quoted("request 1"));
  }

  private static void aPoolThatStays(Scene scene) throws Exception {
    Journal<String> seen = scene.journal();
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      RequestContext.runWith("request 1", () -> pool.execute(() -> seen.add(now())));
      pool.submit(() -> RequestContext.runWith("request 2", () -> seen.add(now()))).get();
      pool.submit(() -> seen.add(now())).get();
    } finally {
      pool.shutdown();
    }
    expectSeen(
        scene,
        seen,
        "a pool's thread that was made during \"request 1\": in an ordinary task, in one with \"request 2\", and in an ordinary"
            + " one again",
        NONE,
        quoted("request 2"),
        NONE);
  }

  // Captured tasks.

  private static void later(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable task = captured(scene, "request 1", () -> seen.add(now()));
    expectNotRun(scene, seen);
    task.run();
    expectSeen(scene, seen, "a task that was captured during \"request 1\"", quoted("request 1"));
    expectNow(scene, NONE, "after the captured task has ended");
  }

  private static void anotherThread(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable task = captured(scene, "request 1", () -> seen.add(now()));
    scene.actor(
        "helper",
        () -> {
          task.run();
          expectNow(scene, NONE, "on the helper's thread, after the captured task");
        });
    scene.actor(
        "handler",
        () ->
            RequestContext.runWith(
                "request 2", () -> expectNow(scene, quoted("request 2"), "in its own task")));
    scene.play();
    expectSeen(
        scene,
        seen,
        "a task that was captured during \"request 1\" and run by another thread",
        quoted("request 1"));
  }

  private static void twoCaptured(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable first = captured(scene, "request 1", () -> seen.add("first: " + now()));
    Runnable second = captured(scene, "request 2", () -> seen.add("second: " + now()));
    second.run();
    first.run();
    expectSeen(
        scene,
        seen,
        "two tasks, captured during \"request 1\" and \"request 2\" and run the other way round",
        "second: " + quoted("request 2"),
        "first: " + quoted("request 1"));
  }

  private static void runTwice(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable task = captured(scene, "request 1", () -> seen.add(now()));
    task.run();
    RequestContext.runWith("request 2", () -> task.run());
    expectSeen(
        scene,
        seen,
        "a task that was captured during \"request 1\" and run twice, the second time during \"request 2\"",
        quoted("request 1"),
        quoted("request 1"));
  }

  private static void waitedFor(Scene scene) {
    Journal<String> seen = scene.journal();
    RequestContext.runWith(
        "request 1",
        () -> {
          onNewThread(RequestContext.capture(() -> seen.add(now())));
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "a task that was captured during \"request 1\" and run by a thread that the request waited for, and the request itself",
        quoted("request 1"),
        quoted("request 1"));
  }

  /** Nobody but the captured task knows its id any more. */
  private static void afterACollection(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable task = captured(scene, new StringBuilder("1").toString(), () -> seen.add(now()));
    System.gc();
    task.run();
    expectSeen(
        scene, seen, "a task that was captured during \"1\" and run much later", quoted("1"));
  }

  private static void ownId(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable task = captured(scene, "request 1", () -> seen.add(now()));
    for (String own : List.of("mine", "yours")) {
      RequestContext.runWith(
          own,
          () -> {
            task.run();
            seen.add(now());
          });
    }
    expectSeen(
        scene,
        seen,
        "a task captured during \"request 1\", and the task with \"mine\" that ran it, afterwards; then the captured task"
            + " again, and the task with \"yours\" that ran it",
        quoted("request 1"),
        quoted("mine"),
        quoted("request 1"),
        quoted("yours"));
    expectNow(scene, NONE, "after all tasks have ended");
  }

  private static void capturedTaskThrows(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable failing =
        captured(
            scene, "request 1", () -> raise(new IllegalStateException("The captured task fails")));
    Runnable broken =
        captured(scene, "request 2", () -> raise(new AssertionError("This one fails too")));
    fail(failing);
    expectNow(scene, NONE, "after a captured task has ended by an exception");
    RequestContext.runWith(
        "mine",
        () -> {
          fail(failing);
          seen.add(now());
          fail(broken);
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "a task with \"mine\", after a captured task has ended by an exception, and another one by an error",
        quoted("mine"),
        quoted("mine"));
  }

  private static void capturedInCaptured(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable inner = captured(scene, "request 1", () -> seen.add(now()));
    Runnable outer =
        captured(
            scene,
            "request 2",
            () -> {
              RequestContext.capture(() -> seen.add(now())).run();
              inner.run();
              seen.add(now());
            });
    outer.run();
    expectSeen(
        scene,
        seen,
        "a task captured during \"request 2\": in what it captures itself, in one captured during \"request 1\", and after that",
        quoted("request 2"),
        quoted("request 1"),
        quoted("request 2"));
    expectNow(scene, NONE, "after all captured tasks have ended");
  }

  private static void pooledThread(Scene scene) throws InterruptedException, ExecutionException {
    Journal<String> seen = scene.journal();
    Runnable task = captured(scene, "request 1", () -> seen.add(now()));
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      pool.submit(task).get();
      pool.submit(() -> seen.add(now())).get();
    } finally {
      pool.shutdown();
    }
    expectSeen(
        scene,
        seen,
        "a pool's thread, in a task that was captured during \"request 1\", and in the next task",
        quoted("request 1"),
        NONE);
  }

  private static void onAThreadWithAnId(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable task = RequestContext.capture(() -> seen.add(now()));
    expectNotRun(scene, seen);
    Runnable failing =
        RequestContext.capture(() -> raise(new IllegalStateException("The captured task fails")));
    RequestContext.runWith(
        "mine",
        () -> {
          task.run();
          seen.add(now());
          fail(failing);
          seen.add(now());
        });
    task.run();
    expectSeen(
        scene,
        seen,
        "a task captured without an id and run during \"mine\", then \"mine\" itself, twice, and the captured task once more"
            + " outside",
        NONE,
        quoted("mine"),
        quoted("mine"),
        NONE);
  }

  private static void atTheSameTime(Scene scene) {
    Gate gate =
        scene.gate(
            2,
            Kind.NOT_PARALLEL,
            "A captured task may be run by several threads at the same time, but the second one does not begin before the"
                + " first one has ended.");
    Runnable task =
        captured(
            scene,
            "request 1",
            () -> {
              gate.pass();
              expectNow(scene, quoted("request 1"), "in the captured task");
            });
    for (int i = 1; i <= 2; i++) {
      scene.actor("helper " + i, () -> task.run());
    }
    scene.play();
  }

  private static void onTwoThreads(Scene scene) {
    Runnable task =
        captured(
            scene,
            "request 1",
            () -> expectNow(scene, quoted("request 1"), "in the captured task"));
    int threads = scene.scale(2, 5);
    for (int i = 1; i <= threads; i++) {
      String own = "own " + i;
      scene.actor(
          "helper " + i,
          () -> {
            for (int turn = 0; turn < scene.scale(1, 10); turn++) {
              RequestContext.runWith(
                  own,
                  () -> {
                    task.run();
                    expectNow(
                        scene,
                        quoted(own),
                        "in a task with that id, after it ran a captured task that other threads run at the same time");
                  });
              expectNow(scene, NONE, "after the thread's only task");
            }
          });
    }
    scene.play();
  }

  private static void insideItself(Scene scene) {
    Journal<String> seen = scene.journal();
    Runnable[] self = new Runnable[1];
    self[0] =
        captured(
            scene,
            "request 1",
            () -> {
              seen.add(now());
              if (seen.entries().size() == 1) {
                self[0].run();
              }
            });
    RequestContext.runWith(
        "mine",
        () -> {
          self[0].run();
          seen.add(now());
        });
    expectSeen(
        scene,
        seen,
        "a task captured during \"request 1\" that runs itself once more, both times, and the task with \"mine\" that ran it",
        quoted("request 1"),
        quoted("request 1"),
        quoted("mine"));
  }

  // Help.

  /** What is current, in words. */
  private static String now() {
    return RequestContext.current().map(ThreadLocalGrader::quoted).orElse(NONE);
  }

  private static String quoted(String id) {
    return "\"" + id + "\"";
  }

  /** A task captured by a task with this id, which has ended since. */
  private static Runnable captured(Scene scene, String id, Runnable task) {
    Runnable[] made = new Runnable[1];
    RequestContext.runWith(id, () -> made[0] = RequestContext.capture(task));
    scene.expect(
        made[0] != null,
        Kind.WRONG_RESULT,
        "A task that was run with \"%s\" called capture(), but when runWith() has returned there is no captured task.",
        id);
    return made[0];
  }

  private static void onNewThread(Runnable task) {
    Thread thread = new Thread(() -> task.run(), "helper");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void raise(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** Runs what throws; whether and how that comes out is not asked. */
  private static void fail(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | AssertionError expected) {
      // What matters is what is current now.
    }
  }

  private static void expectNotRun(Scene scene, Journal<String> seen) {
    scene.expect(seen.entries().isEmpty(), Kind.WRONG_RESULT, RUN_AT_ONCE);
  }

  private static void expectNow(Scene scene, String expected, String when) {
    String now = now();
    scene.expect(
        now.equals(expected),
        Kind.WRONG_RESULT,
        "current() is %s, but it should be %s: %s.",
        now,
        expected,
        when);
  }

  private static void expectSeen(
      Scene scene, Journal<String> seen, String who, String... expected) {
    scene.expect(
        seen.entries().equals(List.of(expected)),
        Kind.WRONG_RESULT,
        ANOTHER_ID,
        who,
        String.join(", ", expected),
        seen.entries().isEmpty()
            ? "nothing, as nobody asked it"
            : String.join(", ", seen.entries()));
  }
}
