package racecourse.programs;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** CompletableFuture and fork/join. */
final class Futures {
  private Futures() {}

  private static final Executor NEW_THREADS = task -> new Thread(task).start();

  @Program("passes")
  static void supplyAsync(Scene scene) throws Exception {
    int got = CompletableFuture.supplyAsync(() -> 1, NEW_THREADS).thenApply(i -> i + 1).get();
    scene.expect(got == 2, Kind.WRONG_RESULT, "Got %d.", got);
  }

  @Program("passes")
  static void supplyAsyncInTheCommonPool(Scene scene) throws Exception {
    int got = CompletableFuture.supplyAsync(() -> 1).thenApplyAsync(i -> i + 1).join();
    scene.expect(got == 2, Kind.WRONG_RESULT, "Got %d.", got);
  }

  @Program("passes")
  static void thenCombine(Scene scene) throws Exception {
    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> 1, NEW_THREADS);
    CompletableFuture<Integer> two = CompletableFuture.supplyAsync(() -> 2, NEW_THREADS);
    int sum = one.thenCombine(two, Integer::sum).get();
    scene.expect(sum == 3, Kind.WRONG_RESULT, "Got %d.", sum);
  }

  @Program("passes")
  static void thenCompose(Scene scene) throws Exception {
    int got =
        CompletableFuture.supplyAsync(() -> 1, NEW_THREADS)
            .thenCompose(i -> CompletableFuture.supplyAsync(() -> i + 1, NEW_THREADS))
            .get();
    scene.expect(got == 2, Kind.WRONG_RESULT, "Got %d.", got);
  }

  @Program("passes")
  static void allOf(Scene scene) throws Exception {
    AtomicInteger done = new AtomicInteger();
    CompletableFuture<?>[] futures = new CompletableFuture<?>[3];
    for (int i = 0; i < 3; i++) {
      futures[i] = CompletableFuture.runAsync(done::incrementAndGet, NEW_THREADS);
    }
    CompletableFuture.allOf(futures).get();
    scene.expect(done.get() == 3, Kind.WRONG_RESULT, "Only %d are done.", done.get());
  }

  @Program("wrong-result")
  static void allOfNotWaitedFor(Scene scene) {
    AtomicInteger done = new AtomicInteger();
    CompletableFuture.allOf(
        CompletableFuture.runAsync(done::incrementAndGet, NEW_THREADS),
        CompletableFuture.runAsync(done::incrementAndGet, NEW_THREADS));
    scene.expect(done.get() == 2, Kind.WRONG_RESULT, "Only %d are done.", done.get());
  }

  @Program("wrong-result")
  static void anyOfIsNotTheFirst(Scene scene) throws Exception {
    Object any =
        CompletableFuture.anyOf(
                CompletableFuture.supplyAsync(() -> 1, NEW_THREADS),
                CompletableFuture.supplyAsync(() -> 2, NEW_THREADS))
            .get();
    scene.expect(any.equals(1), Kind.WRONG_RESULT, "Got %s.", any);
  }

  @Program("lost-update")
  static void callbacksRunWhereTheyLike(Scene scene) throws Exception {
    int[] box = new int[1];
    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> box[0]++, NEW_THREADS);
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> box[0]++, NEW_THREADS);
    CompletableFuture.allOf(one, two).join();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("passes")
  static void exceptionally(Scene scene) throws Exception {
    int got =
        CompletableFuture.supplyAsync(() -> Integer.parseInt("x"), NEW_THREADS)
            .exceptionally(e -> e instanceof CompletionException ? -1 : -2)
            .get();
    scene.expect(got == -1, Kind.WRONG_RESULT, "Got %d.", got);
  }

  @Program("passes")
  static void handleAndWhenComplete(Scene scene) throws Exception {
    Journal<String> journal = scene.journal();
    String got =
        CompletableFuture.<Integer>supplyAsync(
                () -> {
                  throw new IllegalStateException("on purpose");
                },
                NEW_THREADS)
            .whenComplete((value, e) -> journal.add("complete"))
            .handle((value, e) -> e == null ? "fine" : e.getCause().getMessage())
            .get();
    scene.expect(got.equals("on purpose"), Kind.WRONG_RESULT, "Got %s.", got);
    scene.expect(journal.entries().size() == 1, Kind.WRONG_RESULT, "%s", journal.entries());
  }

  @Program("exception")
  static void exceptionNotHandled(Scene scene) throws Exception {
    CompletableFuture.supplyAsync(() -> Integer.parseInt("x"), NEW_THREADS).join();
  }

  @Program("stuck")
  static void neverCompleted(Scene scene) {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    scene.actor("getter", future::get);
    scene.play();
  }

  @Program("stuck")
  static void notCompletedWhenTheWorkFails(Scene scene) {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              int result = Integer.parseInt("x");
              future.complete(result);
            });
    worker.start();
    scene.actor("getter", future::join);
    scene.play();
  }

  @Program("passes")
  static void completedEitherWay(Scene scene) {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                future.complete(Integer.parseInt("x"));
              } catch (NumberFormatException e) {
                future.completeExceptionally(e);
              }
            });
    worker.start();
    scene.actor(
        "getter",
        () -> {
          try {
            future.get();
            scene.fail(Kind.WRONG_RESULT, "No exception.");
          } catch (ExecutionException expected) {
            scene.expect(
                expected.getCause() instanceof NumberFormatException, Kind.WRONG_RESULT, "Other.");
          }
        });
    scene.play();
  }

  @Program("passes")
  static void oneCompletes(Scene scene) {
    CompletableFuture<String> future = new CompletableFuture<>();
    Journal<Boolean> won = scene.journal();
    for (String name : List.of("a", "b")) {
      scene.actor(name, () -> won.add(future.complete(name)));
    }
    scene.actor("getter", () -> scene.expect(future.get() != null, Kind.WRONG_RESULT, "Null."));
    scene.play();
    scene.expect(
        won.entries().stream().filter(each -> each).count() == 1,
        Kind.WRONG_RESULT,
        "%s",
        won.entries());
  }

  @Program("passes")
  static void cancelled(Scene scene) {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    scene.actor("canceller", () -> future.cancel(true));
    scene.actor(
        "getter",
        () -> {
          try {
            future.join();
            scene.fail(Kind.WRONG_RESULT, "Not cancelled.");
          } catch (CancellationException expected) {
            // As it should be.
          }
        });
    scene.play();
  }

  @Program("passes")
  static void orTimeout(Scene scene) {
    try {
      new CompletableFuture<Integer>().orTimeout(2, TimeUnit.SECONDS).join();
      scene.fail(Kind.WRONG_RESULT, "Who completed it?");
    } catch (CompletionException e) {
      scene.expect(e.getCause() instanceof TimeoutException, Kind.WRONG_RESULT, "%s", e);
    }
  }

  @Program("passes")
  static void orTimeoutThatIsNotNeeded(Scene scene) throws Exception {
    int got =
        CompletableFuture.supplyAsync(() -> 1, NEW_THREADS).orTimeout(5, TimeUnit.SECONDS).get();
    scene.expect(got == 1, Kind.WRONG_RESULT, "Got %d.", got);
  }

  @Program("exception")
  static void orTimeoutTooShort(Scene scene) throws Exception {
    CompletableFuture.supplyAsync(() -> 1, NEW_THREADS).orTimeout(5, TimeUnit.MILLISECONDS).get();
  }

  @Program("passes")
  static void completeOnTimeout(Scene scene) throws Exception {
    int got = new CompletableFuture<Integer>().completeOnTimeout(7, 1, TimeUnit.SECONDS).get();
    scene.expect(got == 7, Kind.WRONG_RESULT, "Got %d.", got);
  }

  @Program("passes")
  static void delayedExecutor(Scene scene) {
    long before = System.nanoTime();
    long then =
        CompletableFuture.supplyAsync(
                System::nanoTime,
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, NEW_THREADS))
            .join();
    scene.expect(then - before >= 1_000_000_000L, Kind.WRONG_RESULT, "Too early.");
  }

  // ----------------------------------------------------------------------------------------
  // fork/join

  private static final class Sum extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;
    private final int[] numbers;
    private final int from;
    private final int to;

    Sum(int[] numbers, int from, int to) {
      this.numbers = numbers;
      this.from = from;
      this.to = to;
    }

    @Override
    protected Integer compute() {
      if (to - from < 2) {
        return numbers[from];
      }
      int middle = (from + to) / 2;
      Sum left = new Sum(numbers, from, middle);
      left.fork();
      return new Sum(numbers, middle, to).compute() + left.join();
    }
  }

  @Program("passes")
  static void recursiveTask(Scene scene) {
    ForkJoinPool pool = new ForkJoinPool(2);
    int sum = pool.invoke(new Sum(new int[] {1, 2, 3}, 0, 3));
    scene.expect(sum == 6, Kind.WRONG_RESULT, "Got %d.", sum);
    pool.shutdown();
    scene.awaitNoThreads("A thread is left.");
  }

  @Program("passes")
  static void recursiveTaskInTheCommonPool(Scene scene) {
    int sum = ForkJoinPool.commonPool().invoke(new Sum(new int[] {1, 2}, 0, 2));
    scene.expect(sum == 3, Kind.WRONG_RESULT, "Got %d.", sum);
  }

  private static final class Increment extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final int[] box;
    private final int times;

    Increment(int[] box, int times) {
      this.box = box;
      this.times = times;
    }

    @Override
    protected void compute() {
      if (times == 1) {
        box[0]++;
      } else {
        invokeAll(new Increment(box, times / 2), new Increment(box, times - times / 2));
      }
    }
  }

  @Program("lost-update")
  static void recursiveActionsShareABox(Scene scene) {
    int[] box = new int[1];
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.invoke(new Increment(box, 2));
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("data-race")
  static void forkedAndNotJoined(Scene scene) {
    int[] box = new int[1];
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.execute(new Increment(box, 1));
    scene.expect(box[0] <= 1, Kind.WRONG_RESULT, "Got %d.", box[0]);
  }

  @Program("exception")
  static void forkedTaskThrows(Scene scene) {
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.invoke(new Sum(new int[0], 0, 1));
  }

  @Program("passes")
  static void forkJoinPoolAsAnExecutor(Scene scene) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    ForkJoinTask<Integer> one = pool.submit(() -> 1);
    ForkJoinTask<Integer> two = pool.submit(() -> 2);
    scene.expect(one.get() + two.get() == 3, Kind.WRONG_RESULT, "Not 3.");
    pool.shutdown();
    scene.expect(pool.awaitTermination(5, TimeUnit.SECONDS), Kind.STUCK, "Not terminated.");
    scene.awaitNoThreads("A thread is left.");
  }

  private static final class Count extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1L;
    private final AtomicInteger count;
    private final int depth;

    Count(CountedCompleter<?> parent, AtomicInteger count, int depth) {
      super(parent);
      this.count = count;
      this.depth = depth;
    }

    @Override
    public void compute() {
      if (depth > 0) {
        setPendingCount(2);
        new Count(this, count, depth - 1).fork();
        new Count(this, count, depth - 1).fork();
      } else {
        count.incrementAndGet();
      }
      tryComplete();
    }
  }

  @Program("passes")
  static void countedCompleter(Scene scene) {
    AtomicInteger count = new AtomicInteger();
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.invoke(new Count(null, count, 1));
    scene.expect(count.get() == 2, Kind.WRONG_RESULT, "Got %d.", count.get());
  }

  @Program("unsupported")
  static void parallelSort(Scene scene) {
    int[] numbers = {3, 1, 2};
    java.util.Arrays.parallelSort(numbers);
    scene.expect(numbers[0] == 1, Kind.WRONG_RESULT, "Got %d.", numbers[0]);
  }

  @Program("passes")
  static void sequentialStreams(Scene scene) {
    AtomicInteger sum = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () ->
              List.of(1, 2, 3).stream()
                  .filter(each -> each > 1)
                  .sorted(java.util.Comparator.reverseOrder())
                  .forEach(sum::addAndGet));
    }
    scene.play();
    scene.expect(sum.get() == 10, Kind.LOST_UPDATE, "Got %d.", sum.get());
  }
}
