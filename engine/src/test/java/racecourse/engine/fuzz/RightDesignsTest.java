package racecourse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Right code of many designs is never accused, also when all cores are kept busy by something else.
 */
@Timeout(300)
@Tag("soak")
class RightDesignsTest {
  private static final int ROUNDS = 200;

  @TempDir Path folder;

  /**
   * A right program.
   *
   * @param since the oldest Java that has what it uses
   */
  record Design(String name, int since, String check, String members) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Design design(String name, String check, String members) {
    return new Design(name, 17, check, members);
  }

  static Stream<Design> designs() {
    return Stream.of(
        design(
            "linked blocking queue",
            "waits",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>(1);
            public void act(int who) throws Exception { if (who == 0) { queue.take(); } else { queue.put(1); } }
            """),
        design(
            "array blocking queue",
            "waits",
            """
            private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
            public void act(int who) throws Exception { if (who == 0) { queue.take(); } else { queue.put(1); } }
            """),
        design(
            "priority queue",
            "ends-many",
            """
            private final BlockingQueue<Integer> queue = new PriorityBlockingQueue<>();
            public void act(int who) throws Exception {
              for (int i = 0; i < 10; i++) { if (who % 2 == 0) { queue.put(i); } else { queue.take(); } }
            }
            """),
        design(
            "transfer queue",
            "waits",
            """
            private final TransferQueue<Integer> queue = new LinkedTransferQueue<>();
            public void act(int who) throws Exception { if (who == 0) { queue.take(); } else { queue.transfer(1); } }
            """),
        design(
            "synchronous queue",
            "ends-many",
            """
            private final SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            public void act(int who) throws Exception {
              for (int i = 0; i < 10; i++) { if (who % 2 == 0) { queue.put(i); } else { queue.take(); } }
            }
            """),
        design(
            "semaphore",
            "waits",
            """
            private final Semaphore permits = new Semaphore(0);
            public void act(int who) throws Exception { if (who == 0) { permits.acquire(); } else { permits.release(); } }
            """),
        design(
            "exchanger",
            "waits",
            """
            private final Exchanger<Integer> exchanger = new Exchanger<>();
            public void act(int who) throws Exception { exchanger.exchange(who); }
            """),
        design(
            "latch",
            "waits",
            """
            private final CountDownLatch latch = new CountDownLatch(1);
            public void act(int who) throws Exception { if (who == 0) { latch.await(); } else { latch.countDown(); } }
            """),
        design(
            "condition",
            "waits",
            """
            private final ReentrantLock lock = new ReentrantLock();
            private final Condition changed = lock.newCondition();
            private boolean ready;
            public void act(int who) throws Exception {
              lock.lock();
              try {
                if (who == 0) { while (!ready) { changed.await(); } } else { ready = true; changed.signalAll(); }
              } finally { lock.unlock(); }
            }
            """),
        design(
            "condition in turns",
            "waits",
            """
            private final ReentrantLock lock = new ReentrantLock();
            private final Condition changed = lock.newCondition();
            private boolean ready;
            public void act(int who) throws Exception {
              lock.lock();
              try {
                if (who == 0) { while (!ready) { changed.await(3, TimeUnit.MILLISECONDS); } } else { ready = true; }
              } finally { lock.unlock(); }
            }
            """),
        design(
            "lock handed over",
            "waits",
            """
            private final Semaphore ready = new Semaphore(0);
            private final Lock lock = new ReentrantLock();
            public void act(int who) throws Exception {
              if (who == 0) { lock.lock(); try { ready.acquire(); } finally { lock.unlock(); } }
              else { ready.release(); lock.lock(); lock.unlock(); }
            }
            """),
        design(
            "completable future",
            "waits",
            """
            private final CompletableFuture<Integer> future = new CompletableFuture<>();
            public void act(int who) throws Exception { if (who == 0) { future.thenApply(i -> i + 1).join(); } else { future.complete(1); } }
            """),
        design(
            "future with a time-out",
            "waits",
            """
            private final CompletableFuture<Integer> future = new CompletableFuture<>();
            public void act(int who) throws Exception { if (who == 0) { future.orTimeout(1, TimeUnit.MINUTES).get(); } else { future.complete(1); } }
            """),
        design(
            "delayed executor",
            "alone",
            """
            public void act(int who) throws Exception {
              CompletableFuture.supplyAsync(() -> 1, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS)).get();
            }
            """),
        design(
            "cyclic barrier",
            "ends-many",
            """
            private final CyclicBarrier barrier = new CyclicBarrier(4);
            public void act(int who) throws Exception { for (int i = 0; i < 5; i++) { barrier.await(); } }
            """),
        design(
            "phaser",
            "ends-many",
            """
            private final Phaser phaser = new Phaser(4);
            public void act(int who) throws Exception { for (int i = 0; i < 5; i++) { phaser.arriveAndAwaitAdvance(); } }
            """),
        design(
            "read-write lock",
            "adds-up",
            """
            private final ReadWriteLock lock = new ReentrantReadWriteLock();
            private int value;
            public void act(int who) { lock.writeLock().lock(); try { value++; } finally { lock.writeLock().unlock(); } }
            public int value() { lock.readLock().lock(); try { return value; } finally { lock.readLock().unlock(); } }
            """),
        design(
            "stamped lock",
            "adds-up",
            """
            private final StampedLock lock = new StampedLock();
            private int value;
            public void act(int who) { long stamp = lock.writeLock(); try { value++; } finally { lock.unlockWrite(stamp); } }
            public int value() {
              long stamp = lock.tryOptimisticRead();
              int copy = value;
              if (!lock.validate(stamp)) { stamp = lock.readLock(); try { copy = value; } finally { lock.unlockRead(stamp); } }
              return copy;
            }
            """),
        design(
            "spin lock",
            "adds-up",
            """
            private final AtomicBoolean taken = new AtomicBoolean();
            private int value;
            public void act(int who) {
              while (!taken.compareAndSet(false, true)) { Thread.onSpinWait(); }
              try { value++; } finally { taken.set(false); }
            }
            public int value() { return value; }
            """),
        design(
            "one thread owns it",
            "adds-up",
            """
            private static final ExecutorService OWNER = Executors.newSingleThreadExecutor(task -> {
              Thread thread = new Thread(task, "owner");
              thread.setDaemon(true);
              return thread;
            });
            private int value;
            public void act(int who) throws Exception { OWNER.submit(() -> value++).get(); }
            public int value() { try { return OWNER.submit(() -> value).get(); } catch (Exception e) { throw new IllegalStateException(e); } }
            """),
        design(
            "fork and join",
            "alone",
            """
            static final class Sum extends RecursiveTask<Integer> {
              private final int from;
              private final int to;
              Sum(int from, int to) { this.from = from; this.to = to; }
              @Override protected Integer compute() {
                if (to - from < 3) { int sum = 0; for (int i = from; i < to; i++) { sum += i; } return sum; }
                Sum left = new Sum(from, (from + to) / 2);
                Sum right = new Sum((from + to) / 2, to);
                left.fork();
                return right.compute() + left.join();
              }
            }
            public void act(int who) throws Exception {
              if (ForkJoinPool.commonPool().invoke(new Sum(0, 50)) != 1225) { throw new IllegalStateException(); }
            }
            """),
        design(
            "a fork-join pool of one's own",
            "no-threads",
            """
            public void act(int who) throws Exception {
              ForkJoinPool pool = new ForkJoinPool(3);
              pool.submit(() -> 1).get();
              pool.shutdown();
            }
            """),
        design(
            "parallel stream",
            "alone",
            """
            public void act(int who) throws Exception {
              if (java.util.stream.IntStream.range(0, 1000).parallel().sum() != 499500) { throw new IllegalStateException(); }
            }
            """),
        design(
            "timer",
            "no-threads",
            """
            public void act(int who) throws Exception {
              Timer timer = new Timer("ticker");
              CountDownLatch done = new CountDownLatch(1);
              timer.schedule(new TimerTask() { @Override public void run() { done.countDown(); } }, 2);
              done.await();
              timer.cancel();
            }
            """),
        design(
            "scheduled executor",
            "no-threads",
            """
            public void act(int who) throws Exception {
              ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
              timer.schedule(() -> 1, 2, TimeUnit.MILLISECONDS).get();
              timer.shutdownNow();
              timer.awaitTermination(1, TimeUnit.MINUTES);
            }
            """),
        design(
            "pool that is awaited",
            "no-threads",
            """
            public void act(int who) throws Exception {
              ExecutorService pool = Executors.newCachedThreadPool();
              List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
              pool.invokeAll(tasks);
              pool.shutdown();
              if (!pool.awaitTermination(1, TimeUnit.MINUTES)) { throw new IllegalStateException(); }
            }
            """),
        design(
            "worker that ends on its flag",
            "no-threads",
            """
            private volatile boolean stop;
            public void act(int who) throws Exception {
              Thread worker = new Thread(() -> {
                while (!stop) { try { Thread.sleep(500); } catch (InterruptedException e) { return; } }
              }, "worker");
              worker.start();
              stop = true;
            }
            """),
        design(
            "thread subclass",
            "alone",
            """
            static class Worker extends Thread {
              int result;
              @Override public void run() { try { sleep(300); } catch (InterruptedException e) { return; } result = 1; }
            }
            public void act(int who) throws Exception {
              Worker worker = new Worker();
              worker.start();
              worker.join();
              if (worker.result != 1) { throw new IllegalStateException("lost"); }
            }
            """),
        design(
            "both inside",
            "together",
            """
            private final Semaphore two = new Semaphore(2);
            public void act(int who) throws Exception { two.acquire(); try { callback.run(); } finally { two.release(); } }
            """),
        design(
            "inside on pool threads",
            "together",
            """
            private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
            public void act(int who) throws Exception { POOL.submit(callback).get(); }
            """),
        design(
            "thread local",
            "ends-many",
            """
            private static final ThreadLocal<List<Integer>> MINE = ThreadLocal.withInitial(ArrayList::new);
            public void act(int who) throws Exception {
              for (int i = 0; i < 5; i++) { MINE.get().add(i); }
              if (MINE.get().size() != 5) { throw new IllegalStateException("shared"); }
            }
            """),
        design(
            "throws while it holds the monitor",
            "ends-many",
            """
            private int calls;
            private synchronized void fail() { calls++; throw new IllegalStateException(); }
            public void act(int who) throws Exception {
              for (int i = 0; i < 5; i++) { try { fail(); } catch (IllegalStateException e) { } }
              synchronized (this) { if (calls < 5) { throw new AssertionError(); } }
            }
            """),
        design(
            "park with a flag",
            "waits",
            """
            private final AtomicBoolean ready = new AtomicBoolean();
            private final AtomicReference<Thread> waiter = new AtomicReference<>();
            public void act(int who) throws Exception {
              if (who == 0) { waiter.set(Thread.currentThread()); while (!ready.get()) { LockSupport.park(this); } }
              else { ready.set(true); LockSupport.unpark(waiter.get()); }
            }
            """),
        new Design(
            "virtual threads",
            21,
            "ends-many",
            """
            private final Lock lock = new ReentrantLock();
            private int value;
            public void act(int who) throws Exception {
              Thread thread = Thread.ofVirtual().start(() -> { lock.lock(); try { value++; Thread.sleep(100); } catch (InterruptedException e) { } finally { lock.unlock(); } });
              thread.join();
            }
            """),
        new Design(
            "virtual threads per task",
            21,
            "no-threads",
            """
            public void act(int who) throws Exception {
              try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                CountDownLatch latch = new CountDownLatch(2);
                for (int i = 0; i < 2; i++) { pool.submit(() -> { latch.countDown(); latch.await(); return 1; }); }
              }
            }
            """),
        new Design(
            "virtual threads in a fixed pool",
            21,
            "ends-many",
            """
            public void act(int who) throws Exception {
              ExecutorService pool = Executors.newFixedThreadPool(2, Thread.ofVirtual().factory());
              List<Future<?>> tasks = new ArrayList<>();
              for (int i = 0; i < 3; i++) { tasks.add(pool.submit(() -> { Thread.sleep(5_000); return 1; })); }
              for (Future<?> task : tasks) { task.get(); }
              pool.shutdown();
              pool.awaitTermination(1, TimeUnit.DAYS);
            }
            """),
        new Design(
            "virtual threads that have slept",
            21,
            "no-threads",
            """
            public void act(int who) throws Exception {
              List<Thread> threads = new ArrayList<>();
              for (int i = 0; i < 2; i++) { threads.add(Thread.startVirtualThread(() -> { try { Thread.sleep(1_000); } catch (InterruptedException e) { } })); }
              for (Thread thread : threads) { thread.join(); }
            }
            """),
        new Design(
            "virtual waiter",
            21,
            "waits",
            """
            private final SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            public void act(int who) throws Exception {
              if (who == 0) { Thread.startVirtualThread(() -> { try { queue.take(); } catch (InterruptedException e) { } }).join(); } else { queue.put(1); }
            }
            """));
  }

  @ParameterizedTest
  @MethodSource("designs")
  void isNotAccused(Design design) throws Exception {
    play(design, ROUNDS);
  }

  @ParameterizedTest
  @MethodSource("designs")
  void isNotAccusedOnABusyMachine(Design design) throws Exception {
    // Another process: to the engine, threads of its own that run all the time would be part of
    // what it watches.
    Process spinner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Spinner.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      spinner.getInputStream().read();
      play(design, ROUNDS / 5);
    } finally {
      spinner.destroyForcibly().waitFor();
    }
  }

  private void play(Design design, int count) throws Exception {
    assumeTrue(Runtime.version().feature() >= design.since(), "needs Java " + design.since());
    Rounds rounds =
        new Rounds(
            Lab.job(new Lab(folder).compile(design.members()), 42, design.check()), Limits.USUAL);
    try {
      for (int i = 0; i < count; i++) {
        assertThat(rounds.play(design.check(), "only", i))
            .as("round %d", i)
            .isInstanceOf(Rounds.Fine.class);
      }
    } finally {
      rounds.close();
    }
  }
}
