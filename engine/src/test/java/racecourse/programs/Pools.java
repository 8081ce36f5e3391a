package racecourse.programs;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** Executors and FutureTask. */
final class Pools {
  private Pools() {}

  private static void end(Scene scene, ExecutorService pool) throws InterruptedException {
    pool.shutdown();
    scene.expect(pool.awaitTermination(10, TimeUnit.SECONDS), Kind.STUCK, "Not terminated.");
    scene.awaitNoThreads("A thread is left.");
  }

  /** Two tasks add one each to a counter. */
  private static void twoTasks(Scene scene, ExecutorService pool, boolean guarded)
      throws Exception {
    int[] box = new int[1];
    Runnable task =
        () -> {
          if (guarded) {
            synchronized (box) {
              box[0]++;
            }
          } else {
            box[0]++;
          }
        };
    Future<?> one = pool.submit(task);
    Future<?> two = pool.submit(task);
    one.get();
    two.get();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
    end(scene, pool);
  }

  @Program("passes")
  static void fixedPool(Scene scene) throws Exception {
    twoTasks(scene, Executors.newFixedThreadPool(2), true);
  }

  @Program("lost-update")
  static void fixedPoolUnguarded(Scene scene) throws Exception {
    twoTasks(scene, Executors.newFixedThreadPool(2), false);
  }

  @Program("passes")
  static void singleThreadNeedsNoGuard(Scene scene) throws Exception {
    twoTasks(scene, Executors.newSingleThreadExecutor(), false);
  }

  @Program("passes")
  static void cachedPool(Scene scene) throws Exception {
    twoTasks(scene, Executors.newCachedThreadPool(), true);
  }

  @Program("passes")
  static void poolWithAThreadFactory(Scene scene) throws Exception {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "worker " + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    String name = pool.submit(() -> Thread.currentThread().getName()).get();
    scene.expect(name.equals("worker 0"), Kind.WRONG_RESULT, "Ran on %s.", name);
    end(scene, pool);
  }

  @Program("passes")
  static void poolNamesItsThreads(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    String name = pool.submit(() -> Thread.currentThread().getName()).get();
    scene.expect(name.equals("pool-1-thread-1"), Kind.WRONG_RESULT, "Ran on %s.", name);
    end(scene, pool);
  }

  @Program("passes")
  static void cachedPoolThreadsEndAfterAMinute(Scene scene) throws Exception {
    Executors.newCachedThreadPool().submit(() -> 1).get();
    scene.awaitNoThreads("A thread is left.");
  }

  @Program("passes")
  static void invokeAll(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
    int sum = 0;
    for (Future<Integer> future : pool.invokeAll(tasks)) {
      sum += future.get();
    }
    scene.expect(sum == 6, Kind.WRONG_RESULT, "The sum is %d.", sum);
    end(scene, pool);
  }

  @Program("passes")
  static void invokeAny(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    int any = pool.invokeAny(List.<Callable<Integer>>of(() -> 1, () -> 2));
    scene.expect(any == 1 || any == 2, Kind.WRONG_RESULT, "Got %d.", any);
    end(scene, pool);
  }

  @Program("wrong-result")
  static void invokeAnyIsNotTheFirst(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    int any = pool.invokeAny(List.<Callable<Integer>>of(() -> 1, () -> 2));
    scene.expect(any == 1, Kind.WRONG_RESULT, "Got %d.", any);
    end(scene, pool);
  }

  @Program("passes")
  static void completionService(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CompletionService<Integer> service = new ExecutorCompletionService<>(pool);
    service.submit(() -> 1);
    service.submit(() -> 2);
    int sum = service.take().get() + service.take().get();
    scene.expect(sum == 3, Kind.WRONG_RESULT, "The sum is %d.", sum);
    end(scene, pool);
  }

  @Program("stuck")
  static void taskWaitsForATaskInTheSamePool(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Future<Integer> outer = pool.submit(() -> pool.submit(() -> 1).get() + 1);
    outer.get();
  }

  @Program("passes")
  static void taskWaitsForATaskInALargerPool(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<Integer> outer = pool.submit(() -> pool.submit(() -> 1).get() + 1);
    scene.expect(outer.get() == 2, Kind.WRONG_RESULT, "Not 2.");
    end(scene, pool);
  }

  @Program("stuck")
  static void twoOuterTasksInAPoolOfTwo(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Callable<Integer> outer = () -> pool.submit(() -> 1).get() + 1;
    Future<Integer> one = pool.submit(outer);
    Future<Integer> two = pool.submit(outer);
    scene.expect(one.get() + two.get() == 4, Kind.WRONG_RESULT, "Not 4.");
    end(scene, pool);
  }

  @Program("exception")
  static void exceptionOfATaskIsACause(Scene scene) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<Integer> future = pool.submit(() -> Integer.parseInt("x"));
    future.get();
  }

  @Program("passes")
  static void exceptionOfATaskIsCaught(Scene scene) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<Integer> future = pool.submit(() -> Integer.parseInt("x"));
    try {
      future.get();
      scene.fail(Kind.WRONG_RESULT, "No exception.");
    } catch (ExecutionException e) {
      scene.expect(e.getCause() instanceof NumberFormatException, Kind.WRONG_RESULT, "%s", e);
    }
    end(scene, pool);
  }

  @Program("passes")
  static void exceptionInExecuteEndsTheThreadNotThePool(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.execute(() -> List.of().get(0));
    scene.expect(pool.submit(() -> 1).get() == 1, Kind.WRONG_RESULT, "Not 1.");
    end(scene, pool);
  }

  @Program("wrong-result")
  static void exceptionNobodyLooksAt(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    AtomicInteger done = new AtomicInteger();
    pool.submit(
        () -> {
          List.of().get(0);
          done.incrementAndGet();
        });
    end(scene, pool);
    scene.expect(done.get() == 1, Kind.WRONG_RESULT, "It is not done, and nobody said so.");
  }

  @Program("exception")
  static void submitAfterShutdown(Scene scene) {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    scene.actor("submitter", () -> pool.submit(() -> 1));
    scene.actor("closer", pool::shutdown);
    scene.play();
  }

  @Program("passes")
  static void submitAfterShutdownIsExpected(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    scene.actor(
        "submitter",
        () -> {
          try {
            pool.execute(done::incrementAndGet);
            accepted.incrementAndGet();
          } catch (RejectedExecutionException expected) {
            // Too late.
          }
        });
    scene.actor("closer", pool::shutdown);
    scene.play();
    end(scene, pool);
    scene.expect(done.get() == accepted.get(), Kind.WRONG_RESULT, "Accepted and not done.");
  }

  @Program("passes")
  static void shutdownNowInterrupts(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch begun = new CountDownLatch(1);
    Journal<String> journal = scene.journal();
    pool.execute(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            journal.add("interrupted");
          }
        });
    pool.execute(() -> journal.add("never"));
    begun.await();
    int waiting = pool.shutdownNow().size();
    scene.expect(waiting == 1, Kind.WRONG_RESULT, "%d tasks waited.", waiting);
    end(scene, pool);
    scene.expect(
        journal.entries().equals(List.of("interrupted")),
        Kind.WRONG_RESULT,
        "%s",
        journal.entries());
  }

  @Program("leak")
  static void shutdownNowOfATaskThatSwallowsInterrupts(Scene scene) {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch never = new CountDownLatch(1);
    pool.execute(
        () -> {
          while (true) {
            try {
              never.await();
              return;
            } catch (InterruptedException swallowed) {
              // Waits on.
            }
          }
        });
    pool.shutdownNow();
    scene.awaitNoThreads("A thread is left.");
  }

  @Program("passes")
  static void boundedPoolRejects(Scene scene) throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    CountDownLatch open = new CountDownLatch(1);
    pool.execute(() -> awaitQuietly(open));
    pool.execute(() -> awaitQuietly(open));
    try {
      pool.execute(() -> {});
      scene.fail(Kind.WRONG_RESULT, "There is no room for it.");
    } catch (RejectedExecutionException expected) {
      open.countDown();
    }
    end(scene, pool);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Program("passes")
  static void callerRuns(Scene scene) throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      pool.execute(done::incrementAndGet);
    }
    end(scene, pool);
    scene.expect(done.get() == 3, Kind.LOST_UPDATE, "Got %d.", done.get());
  }

  @Program("wrong-result")
  static void discardPolicyDrops(Scene scene) throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.DiscardPolicy());
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      pool.execute(done::incrementAndGet);
    }
    end(scene, pool);
    scene.expect(done.get() == 2, Kind.WRONG_RESULT, "Got %d.", done.get());
  }

  @Program("passes")
  static void coreThreadsTimeOut(Scene scene) throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.allowCoreThreadTimeOut(true);
    pool.submit(() -> 1).get();
    scene.awaitNoThreads("A thread is left.");
  }

  @Program("not-parallel")
  static void poolOfOneIsNotParallel(Scene scene) throws Exception {
    atOnce(scene, Executors.newFixedThreadPool(1));
  }

  @Program("passes")
  static void poolOfTwoIsParallel(Scene scene) throws Exception {
    atOnce(scene, Executors.newFixedThreadPool(2));
  }

  private static void atOnce(Scene scene, ExecutorService pool) throws Exception {
    var gate = scene.gate(2, Kind.NOT_PARALLEL, "The two do not run at once.");
    Future<?> one = pool.submit(gate::pass);
    Future<?> two = pool.submit(gate::pass);
    one.get();
    two.get();
    end(scene, pool);
  }

  // ----------------------------------------------------------------------------------------
  // scheduled

  @Program("passes")
  static void scheduledOnce(Scene scene) throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    long before = System.nanoTime();
    ScheduledFuture<Long> future = pool.schedule(System::nanoTime, 3, TimeUnit.SECONDS);
    long waited = future.get() - before;
    scene.expect(waited >= 3_000_000_000L, Kind.WRONG_RESULT, "After %d ns.", waited);
    end(scene, pool);
  }

  @Program("passes")
  static void scheduledAtARateAndCancelled(Scene scene) throws Exception {
    ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor();
    CountDownLatch beats = new CountDownLatch(3);
    ScheduledFuture<?> future =
        pool.scheduleAtFixedRate(beats::countDown, 0, 100, TimeUnit.MILLISECONDS);
    beats.await();
    scene.expect(future.cancel(false), Kind.WRONG_RESULT, "Not cancelled.");
    end(scene, pool);
  }

  @Program("passes")
  static void scheduledWithADelayStopsAtShutdown(Scene scene) throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    AtomicInteger beats = new AtomicInteger();
    pool.scheduleWithFixedDelay(beats::incrementAndGet, 10, 10, TimeUnit.SECONDS);
    Thread.sleep(35_000);
    end(scene, pool);
    scene.expect(beats.get() == 3, Kind.WRONG_RESULT, "%d beats.", beats.get());
  }

  @Program("stuck")
  static void scheduledTaskThatThrowsIsNotRepeated(Scene scene) throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    CountDownLatch beats = new CountDownLatch(2);
    pool.scheduleAtFixedRate(
        () -> {
          beats.countDown();
          throw new IllegalStateException("on purpose");
        },
        0,
        1,
        TimeUnit.SECONDS);
    beats.await();
  }

  // ----------------------------------------------------------------------------------------
  // futures

  @Program("passes")
  static void getTimesOut(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Future<?> future = pool.submit(() -> sleepQuietly(5000));
    try {
      future.get(1, TimeUnit.SECONDS);
      scene.fail(Kind.WRONG_RESULT, "Too early.");
    } catch (TimeoutException expected) {
      future.cancel(true);
    }
    end(scene, pool);
  }

  private static void sleepQuietly(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Program("wrong-result")
  static void getTooImpatient(Scene scene) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Future<Integer> future = pool.submit(() -> 1);
    try {
      future.get(1, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      scene.fail(Kind.WRONG_RESULT, "It takes no time, and yet it came too late.");
    }
  }

  @Program("passes")
  static void cancelBeforeDuringOrAfter(Scene scene) throws Exception {
    Journal<String> journal = scene.journal();
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              journal.add("ran");
              return "done";
            });
    scene.actor("runner", task::run);
    scene.actor("canceller", () -> journal.add("cancel " + task.cancel(true)));
    scene.actor(
        "getter",
        () -> {
          try {
            scene.expect(task.get().equals("done"), Kind.WRONG_RESULT, "Not done.");
          } catch (CancellationException e) {
            scene.expect(task.isCancelled(), Kind.WRONG_RESULT, "Not cancelled.");
          }
        });
    scene.play();
    scene.expect(task.isDone(), Kind.WRONG_RESULT, "Not done.");
    scene.expect(
        journal.entries().contains("cancel " + task.isCancelled()), Kind.WRONG_RESULT, "Lied.");
  }

  @Program("passes")
  static void futureTaskPublishes(Scene scene) {
    int[] box = new int[1];
    FutureTask<String> task = new FutureTask<>(() -> box[0] = 5, "x");
    scene.actor("runner", task::run);
    scene.actor(
        "getter",
        () -> {
          task.get();
          scene.expect(box[0] == 5, Kind.WRONG_RESULT, "Got %d.", box[0]);
        });
    scene.play();
  }

  @Program("data-race")
  static void futureTaskNotWaitedFor(Scene scene) {
    int[] box = new int[1];
    FutureTask<String> task = new FutureTask<>(() -> box[0] = 5, "x");
    scene.actor("runner", task::run);
    scene.actor(
        "peeper",
        () -> {
          task.isCancelled();
          if (box[0] < 0) {
            throw new AssertionError();
          }
        });
    scene.play();
  }

  @Program("stuck")
  static void futureTaskNobodyRuns(Scene scene) {
    FutureTask<Integer> task = new FutureTask<>(() -> 1);
    scene.actor("getter", task::get);
    scene.play();
  }

  @Program("passes")
  static void interruptedGetLeavesTheTask(Scene scene) {
    FutureTask<Integer> task = new FutureTask<>(() -> 1);
    Journal<String> journal = scene.journal();
    Actor getter =
        scene.actor(
            "getter",
            () -> {
              try {
                task.get();
              } catch (InterruptedException e) {
                journal.add("interrupted");
              }
            });
    scene.settle();
    getter.interrupt();
    scene.play();
    scene.actor("runner", task::run);
    scene.actor("other", () -> scene.expect(task.get() == 1, Kind.WRONG_RESULT, "Not 1."));
    scene.play();
    scene.expect(journal.entries().size() == 1, Kind.WRONG_RESULT, "Not interrupted.");
  }

  @Program("passes")
  static void memoizer(Scene scene) {
    java.util.concurrent.ConcurrentHashMap<String, FutureTask<Integer>> cache =
        new java.util.concurrent.ConcurrentHashMap<>();
    AtomicInteger computed = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "user " + i,
          () -> {
            FutureTask<Integer> mine = new FutureTask<>(computed::incrementAndGet);
            FutureTask<Integer> other = cache.putIfAbsent("x", mine);
            if (other == null) {
              mine.run();
            }
            int result = (other == null ? mine : other).get();
            scene.expect(result == 1, Kind.WRONG_RESULT, "Got %d.", result);
          });
    }
    scene.play();
  }

  @Program("passes")
  static void seventyThreadsAtOnce(Scene scene) throws Exception {
    ExecutorService pool = Executors.newCachedThreadPool();
    CountDownLatch all = new CountDownLatch(70);
    for (int i = 0; i < 70; i++) {
      pool.execute(
          () -> {
            all.countDown();
            try {
              all.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    end(scene, pool);
  }
}
