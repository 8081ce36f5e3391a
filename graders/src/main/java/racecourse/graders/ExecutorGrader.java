package racecourse.graders;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.executor.ParallelMap;

/**
 * Asks whether every item is mapped once and in its place, as many at a time as was allowed, and
 * whether no failure and no thread is left behind.
 *
 * <p>Not asked, because the contract promises nothing about it: fewer than one worker, null as an
 * item or a result, whether the caller's thread works too, whether items are still begun after a
 * failure or an interrupt, and what a call that is under way hears of an interrupt.
 */
public final class ExecutorGrader implements Grader {

  /** Makes the grader; it has no state. */
  public ExecutorGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("executor", 3, "An ordered parallel map")
        .types("ParallelMap")
        .check(
            Check.named("maps-in-order", "maps every item once, results in the order of the items")
                .points(4)
                .askWithoutVmlens("one-worker", ExecutorGrader::oneWorker)
                .askWithoutVmlens("two-workers", ExecutorGrader::twoWorkers)
                .askWithoutVmlens("more-workers-than-items", ExecutorGrader::moreWorkersThanItems)
                .askWithoutVmlens("equal-items", ExecutorGrader::equalItems)
                .ask("a-thousand", EnumSet.of(EngineId.FUZZ), ExecutorGrader::aThousand)
                .askWithoutVmlens("the-first-ends-last", ExecutorGrader::theFirstEndsLast)
                .hint("Which of the calls ends first? Does the order of the results depend on it?")
                .hint(
                    "submit() returns a Future at once. Keep the futures in the order of the items.")
                .hint("Submit all of them first; then call get() on one after the other."))
        .check(
            Check.named("no-items", "maps no items to no results")
                .points(1)
                .askWithoutVmlens("empty", ExecutorGrader::empty)
                .hint("What does newFixedThreadPool(0) say?"))
        .check(
            Check.named("as-many-at-once", "runs as many calls at once as it may")
                .points(4)
                .needs("maps-in-order")
                .askWithoutVmlens("two-meet", ExecutorGrader::twoMeet)
                .askWithoutVmlens("two-of-three-meet", ExecutorGrader::twoOfThreeMeet)
                .ask("forty-meet", EnumSet.of(EngineId.FUZZ), ExecutorGrader::fortyMeet)
                .askWithoutVmlens("nobody-rests", ExecutorGrader::nobodyRests)
                .hint(
                    "When do you ask the first future: before or after the second task was submitted?")
                .hint("get() waits. Submit everything before you wait for anything."))
        .check(
            Check.named("never-more-at-once", "never runs more calls at once than it may")
                .points(4)
                .needs("maps-in-order")
                .askWithoutVmlens("at-most-two", ExecutorGrader::atMostTwo)
                .askWithoutVmlens("at-most-one", ExecutorGrader::atMostOne)
                .hint(
                    "How many threads do you start when there are a hundred items and two workers?")
                .hint("A fixed pool has as many threads as you say; a cached one has no limit."))
        .check(
            Check.named("hands-on-the-failure", "throws the first failing item's exception")
                .points(4)
                .needs("maps-in-order")
                .askWithoutVmlens("one-fails", ExecutorGrader::oneFails)
                .askWithoutVmlens("an-error", ExecutorGrader::anError)
                .askWithoutVmlens("two-fail", ExecutorGrader::twoFail)
                .askWithoutVmlens("one-worker-two-failures", ExecutorGrader::oneWorkerTwoFailures)
                .askWithoutVmlens("the-only-item-fails", ExecutorGrader::theOnlyItemFails)
                .askWithoutVmlens("the-same-failure", ExecutorGrader::theSameFailure)
                .askWithoutVmlens("a-failure-with-a-cause", ExecutorGrader::aFailureWithACause)
                .hint("Where does an exception go that a task throws in a pool?")
                .hint(
                    "get() wraps it in an ExecutionException. That is what map() throws; don't wrap it again.")
                .hint(
                    "Ask the futures in the order of the items: the first that throws is the right one."))
        .check(
            Check.named("leaves-nobody-behind", "leaves no thread and no call behind")
                .points(4)
                .needs("maps-in-order")
                .askWithoutVmlens("after-the-results", ExecutorGrader::afterTheResults)
                .askWithoutVmlens("after-a-failure", ExecutorGrader::afterAFailure)
                .askWithoutVmlens("waits-for-a-slow-call", ExecutorGrader::waitsForASlowCall)
                .ask("half-an-hour", EnumSet.of(EngineId.EXPLORER), ExecutorGrader::halfAnHour)
                .hint("Who ends the threads of a pool?")
                .hint(
                    "shutdown() lets them end, and doesn't wait for it. Does your way out after a failure call it?")
                .hint("In a finally: shutdown(), and then awaitTermination()."))
        .check(
            Check.named("answers-an-interrupt", "answers an interrupt")
                .points(2)
                .needs("leaves-nobody-behind")
                .askWithoutVmlens("interrupted", ExecutorGrader::interrupted)
                .hint("What should the caller learn who was interrupted while he waited?")
                .hint("Let the InterruptedException out, and shut the pool down on that way too."))
        .check(
            Check.named("calls-do-not-meet", "keeps two calls of map() apart")
                .points(2)
                .needs("maps-in-order")
                .askWithoutVmlens("two-callers", ExecutorGrader::twoCallers)
                .askWithoutVmlens("map-in-map", ExecutorGrader::mapInMap)
                .hint("Whose results are in a static list when two threads map at the same time?")
                .hint("Make everything that belongs to one call inside map()."))
        .build();
  }

  // Order.

  private static void oneWorker(Scene scene) throws Exception {
    maps(scene, 1, 2);
  }

  private static void twoWorkers(Scene scene) throws Exception {
    maps(scene, 2, scene.scale(3, 50));
  }

  private static void moreWorkersThanItems(Scene scene) throws Exception {
    maps(scene, 3, 1);
  }

  private static void maps(Scene scene, int workers, int count) throws Exception {
    Journal<Integer> calls = scene.journal();
    List<String> results =
        ParallelMap.map(
            workers,
            item -> {
              calls.add(item);
              return "r" + item;
            },
            items(count));
    expectResults(scene, results, count);
    List<Integer> called = calls.entries();
    for (int item : items(count)) {
      int times = Collections.frequency(called, item);
      scene.expect(
          times == 1,
          Kind.WRONG_RESULT,
          "The function has to be called once for each of %d items, but it was called %d times for item %d.",
          count,
          times,
          item);
    }
  }

  /** More than a bound that somebody may think is no bound. */
  private static void aThousand(Scene scene) throws Exception {
    maps(scene, 3, 1_100);
  }

  /** Items that are equal are still several items. */
  private static void equalItems(Scene scene) throws Exception {
    Journal<String> calls = scene.journal();
    List<String> items = List.of("tea", "rice", "tea", "tea");
    List<String> results =
        ParallelMap.map(
            2,
            item -> {
              calls.add(item);
              return "hot " + item;
            },
            items);
    scene.expect(
        results.equals(List.of("hot tea", "hot rice", "hot tea", "hot tea")),
        Kind.WRONG_RESULT,
        "The items were %s, some of them equal, and the results are %s.",
        items,
        results);
    scene.expect(
        calls.entries().size() == 4,
        Kind.WRONG_RESULT,
        "The function has to be called once for each of 4 items, equal or not, but it was called %d times.",
        calls.entries().size());
  }

  private static void theFirstEndsLast(Scene scene) throws Exception {
    Gate gate =
        scene.gate(2, Kind.NOT_PARALLEL, "Two workers, two items, and only one of them is called.");
    Journal<Integer> ended = scene.journal();
    List<String> results =
        ParallelMap.map(
            2,
            item -> {
              if (item == 0) {
                gate.pass();
              }
              ended.add(item);
              if (item == 1) {
                gate.pass();
              }
              return "r" + item;
            },
            items(2));
    scene.expect(
        ended.entries().equals(List.of(1, 0)),
        Kind.WRONG_RESULT,
        "Item 0 waits for item 1, but they ended in the order %s.",
        ended.entries());
    expectResults(scene, results, 2);
  }

  private static void empty(Scene scene) throws Exception {
    expectResults(scene, ParallelMap.map(2, item -> "r" + item, items(0)), 0);
    scene.awaitNoThreads("map() of no items has returned, but a thread that it started lives on.");
  }

  // How many at once.

  private static void twoMeet(Scene scene) throws Exception {
    meet(scene, 2, 2);
  }

  private static void twoOfThreeMeet(Scene scene) throws Exception {
    int workers = scene.scale(2, 6);
    meet(scene, workers, workers + 1);
  }

  private static void fortyMeet(Scene scene) throws Exception {
    meet(scene, 40, 41);
  }

  /** One worker is busy with the first item until the other one has done all the others. */
  private static void nobodyRests(Scene scene) throws Exception {
    Journal<Integer> done = scene.journal();
    Gate others =
        scene.gate(
            2,
            Kind.NOT_PARALLEL,
            "Two calls may run at once. The first one takes as long as the three others together, but not all of those are made"
                + " meanwhile: a worker rests, though there is work.");
    expectResults(
        scene,
        ParallelMap.map(
            2,
            item -> {
              if (item > 0) {
                done.add(item);
              }
              if (item == 0 || done.entries().size() == 3) {
                others.pass();
              }
              return "r" + item;
            },
            items(4)),
        4);
  }

  private static void meet(Scene scene, int workers, int count) throws Exception {
    Gate gate =
        scene.gate(
            workers,
            Kind.NOT_PARALLEL,
            "Each call waits until as many have begun as there may be workers, but fewer run at the same time.");
    expectResults(
        scene,
        ParallelMap.map(
            workers,
            item -> {
              gate.pass();
              return "r" + item;
            },
            items(count)),
        count);
  }

  private static void atMostTwo(Scene scene) {
    atMost(scene, 2, scene.scale(3, 12));
  }

  private static void atMostOne(Scene scene) {
    atMost(scene, 1, 2);
  }

  private static void atMost(Scene scene, int workers, int count) {
    Gate gate = scene.held();
    Journal<Integer> begun = scene.journal();
    Journal<Integer> mapped = scene.journal();
    scene.actor(
        "caller",
        () ->
            mapped.add(
                ParallelMap.map(
                        workers,
                        item -> {
                          begun.add(item);
                          gate.pass();
                          return item;
                        },
                        items(count))
                    .size()));
    scene.settle();
    int together = begun.entries().size();
    scene.expect(
        together <= workers,
        Kind.WRONG_RESULT,
        "At most %d call(s) may be under way at the same time, but there are %d.",
        workers,
        together);
    gate.open();
    scene.play();
    scene.expect(
        mapped.entries().equals(List.of(count)),
        Kind.WRONG_RESULT,
        "There were %d items, but map() returned %s results.",
        count,
        mapped.entries());
  }

  // Failures.

  private static void oneFails(Scene scene) throws InterruptedException {
    fails(scene, new IllegalStateException("The pan is too hot"));
  }

  private static void anError(Scene scene) throws InterruptedException {
    fails(scene, new AssertionError("The pan is gone"));
  }

  private static void fails(Scene scene, Throwable failure) throws InterruptedException {
    expectFailure(
        scene,
        item -> {
          if (item == 1) {
            raise(failure);
          }
          return "r" + item;
        },
        3,
        failure);
  }

  /** The second item fails first, and the first one while the second's failure is known. */
  private static void twoFail(Scene scene) throws InterruptedException {
    RuntimeException first = new IllegalStateException("item 0 is burnt");
    RuntimeException second = new IllegalStateException("item 1 is burnt");
    Gate gate =
        scene.gate(2, Kind.NOT_PARALLEL, "Two workers, two items, and only one of them is called.");
    expectFailure(
        scene,
        item -> {
          gate.pass();
          raise(item == 0 ? first : second);
          return "";
        },
        2,
        first);
  }

  private static void oneWorkerTwoFailures(Scene scene) throws InterruptedException {
    RuntimeException first = new IllegalStateException("item 0 is burnt");
    RuntimeException last = new IllegalStateException("item 2 is burnt");
    expectFailure(
        scene,
        1,
        item -> {
          if (item != 1) {
            raise(item == 0 ? first : last);
          }
          return "r" + item;
        },
        3,
        first);
  }

  private static void theOnlyItemFails(Scene scene) throws InterruptedException {
    RuntimeException failure = new IllegalStateException("The only item is burnt");
    expectFailure(
        scene,
        item -> {
          raise(failure);
          return "";
        },
        1,
        failure);
  }

  /** No exception can be told to have suppressed itself. */
  private static void theSameFailure(Scene scene) throws InterruptedException {
    RuntimeException failure = new IllegalStateException("All is burnt");
    expectFailure(
        scene,
        item -> {
          raise(failure);
          return "";
        },
        2,
        failure);
  }

  private static void aFailureWithACause(Scene scene) throws InterruptedException {
    fails(scene, new IllegalStateException("It is burnt", new IllegalArgumentException("Why?")));
  }

  private static void expectFailure(
      Scene scene, Function<Integer, String> function, int count, Throwable failure)
      throws InterruptedException {
    expectFailure(scene, 2, function, count, failure);
  }

  private static void expectFailure(
      Scene scene, int workers, Function<Integer, String> function, int count, Throwable failure)
      throws InterruptedException {
    String what;
    try {
      what = "it returned " + ParallelMap.map(workers, function, items(count));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      what = cause == failure ? "" : "the cause is " + cause;
    } catch (RuntimeException | Error e) {
      if (e != failure) {
        throw e;
      }
      what = "it came without that";
    }
    scene.expect(
        what.isEmpty(),
        Kind.WRONG_RESULT,
        "The first item that fails throws %s, so map() has to throw an ExecutionException with that very object as its cause; but"
            + " %s.",
        failure,
        what);
  }

  // What is left.

  private static void afterTheResults(Scene scene) throws Exception {
    int count = scene.scale(2, 10);
    int[] squares = new int[count];
    expectResults(
        scene,
        ParallelMap.map(
            2,
            item -> {
              // Shared on purpose: map() has to order the calls before its own return.
              squares[item] = item * item;
              return "r" + item;
            },
            items(count)),
        count);
    for (int i = 0; i < count; i++) {
      scene.expect(
          squares[i] == i * i,
          Kind.WRONG_RESULT,
          "The call for item %d writes %d into an array, but after map() has returned it holds %d.",
          i,
          i * i,
          squares[i]);
    }
    scene.awaitNoThreads("map() has returned, but a thread that it started lives on.");
  }

  private static void afterAFailure(Scene scene) throws InterruptedException {
    oneFails(scene);
    scene.awaitNoThreads("map() has thrown, but a thread that it started lives on.");
  }

  private static void waitsForASlowCall(Scene scene) {
    Gate gate = scene.held();
    Journal<Integer> begun = scene.journal();
    Journal<String> outcome = scene.journal();
    Actor caller =
        scene.actor(
            "caller",
            () -> {
              try {
                outcome.add(
                    "returned "
                        + ParallelMap.map(
                            2,
                            item -> {
                              if (item == 0) {
                                throw new IllegalStateException("The pan is too hot");
                              }
                              begun.add(item);
                              gate.pass();
                              return item;
                            },
                            items(2)));
              } catch (ExecutionException e) {
                outcome.add("threw");
              }
            });
    scene.settle();
    // Whether an item is still begun after a failure is not promised.
    scene.expect(
        !caller.hasEnded() || begun.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "The call for item 0 has failed, and the one for item 1 is still under way, but map() has ended (%s). No thread may outlive"
            + " it.",
        String.join(", ", outcome.entries()));
    gate.open();
    scene.play();
    scene.expect(
        outcome.entries().equals(List.of("threw")),
        Kind.WRONG_RESULT,
        "The call for item 0 has failed, but map() %s.",
        String.join(", ", outcome.entries()));
  }

  /** In virtual time half an hour costs nothing; who gives up after ten minutes is seen. */
  private static void halfAnHour(Scene scene) throws Exception {
    Journal<Integer> slept = scene.journal();
    List<String> results =
        ParallelMap.map(
            2,
            item -> {
              sleep(slept);
              return "r" + item;
            },
            items(2));
    expectResults(scene, results, 2);
    Journal<Integer> begun = scene.journal();
    Journal<Integer> ended = scene.journal();
    try {
      ParallelMap.map(
          2,
          item -> {
            if (item == 0) {
              throw new IllegalStateException("The pan is too hot");
            }
            begun.add(item);
            sleep(ended);
            return item;
          },
          items(2));
    } catch (ExecutionException expected) {
      // What it has to be is asked elsewhere.
    }
    scene.expect(
        begun.entries().size() == ended.entries().size(),
        Kind.WRONG_RESULT,
        "The call for item 0 has failed, and the one for item 1 takes half an hour; but map() has ended before that has.");
  }

  /** Half an hour, also for who is interrupted; an entry then. */
  private static void sleep(Journal<Integer> over) {
    long end = System.nanoTime() + LongTime.HALF_AN_HOUR * 1_000_000;
    for (long left = LongTime.HALF_AN_HOUR;
        left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      try {
        Thread.sleep(left);
      } catch (InterruptedException sleepsOn) {
        // Only whoever calls map() may be interrupted for good.
      }
    }
    over.add(1);
  }

  /**
   * Whether map() throws at once or waits for the call under way is not promised. A caller who
   * takes an item himself does not have to wait in map(): he may also return, if he is still
   * interrupted.
   */
  private static void interrupted(Scene scene) {
    Gate gate = scene.held();
    Journal<String> outcome = scene.journal();
    Journal<Integer> callersOwn = scene.journal();
    Actor caller =
        scene.actor(
            "caller",
            () -> {
              Thread me = Thread.currentThread();
              try {
                List<Integer> results =
                    ParallelMap.map(
                        2,
                        item -> {
                          if (Thread.currentThread() == me) {
                            callersOwn.add(item);
                          }
                          gate.pass();
                          return item;
                        },
                        items(2));
                boolean stillInterrupted = !callersOwn.entries().isEmpty() && me.isInterrupted();
                outcome.add(stillInterrupted ? "interrupted" : "returned " + results);
              } catch (InterruptedException e) {
                outcome.add("interrupted");
              } catch (ExecutionException e) {
                outcome.add("threw an ExecutionException");
              }
            });
    scene.settle();
    caller.interrupt();
    scene.settle();
    gate.open();
    scene.play();
    scene.expect(
        outcome.entries().equals(List.of("interrupted")),
        Kind.WRONG_RESULT,
        "The caller was interrupted while it had to wait in map(), so it has to get an InterruptedException, but map() %s.",
        String.join(", ", outcome.entries()));
    scene.awaitNoThreads(
        "The caller of map() was interrupted, but a thread that it started lives on.");
  }

  // Two calls.

  private static void twoCallers(Scene scene) {
    int count = scene.scale(1, 5);
    for (int i = 1; i <= 2; i++) {
      String prefix = i + "-";
      List<String> expected = items(count).stream().map(item -> prefix + item).toList();
      scene.actor(
          "caller " + i,
          () -> {
            List<String> results = ParallelMap.map(1, item -> prefix + item, items(count));
            scene.expect(
                expected.equals(results),
                Kind.WRONG_RESULT,
                "Two threads call map() at the same time, and one of them should get %s, but it got %s.",
                expected,
                results);
          });
    }
    scene.play();
  }

  private static void mapInMap(Scene scene) throws Exception {
    List<String> results =
        ParallelMap.map(
            1,
            outer -> {
              try {
                return outer + ParallelMap.map(1, inner -> "r" + inner, items(1)).get(0);
              } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
              }
            },
            items(1));
    scene.expect(
        results.equals(List.of("0r0")),
        Kind.WRONG_RESULT,
        "A function that itself calls map() should give [0r0], but it gave %s.",
        results);
  }

  // Help.

  private static List<Integer> items(int count) {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(i);
    }
    return List.copyOf(items);
  }

  /** A gate that only main opens. */
  private static void raise(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static void expectResults(Scene scene, List<String> results, int count) {
    List<String> expected = new ArrayList<>();
    for (int item : items(count)) {
      expected.add("r" + item);
    }
    scene.expect(
        expected.equals(results),
        Kind.WRONG_RESULT,
        "Each item has to become \"r\" and its number, so the results should be %s, but they are %s.",
        expected,
        results);
  }
}
