package racecourse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Observation.Clean;
import racecourse.engine.model.Observation.Found;

/** Each detector has a program that it must catch, and its repaired twin that it must not. */
@Timeout(120)
class FuzzRunnerTest {
  @TempDir Path folder;

  /**
   * A wrong program.
   *
   * @param says a part of the message
   */
  record Wrong(String name, String check, List<Kind> kinds, String says, String members) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A right program. */
  record Right(String name, String check, String members) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Wrong wrong(String name, String check, Kind kind, String says, String members) {
    return new Wrong(name, check, List.of(kind), says, members);
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        wrong(
            "thousands of threads",
            "ends",
            Kind.OUT_OF_RESOURCES,
            "threads are alive at once",
            """
            public void act(int who) {
              for (int i = 0; i < 10_000; i++) {
                Thread thread = new Thread(() -> { try { Thread.sleep(100_000); } catch (InterruptedException e) { } });
                thread.setDaemon(true);
                thread.start();
              }
            }
            """),
        wrong(
            "lost update",
            "adds-up",
            Kind.LOST_UPDATE,
            "4 updates have left the value at",
            """
            private int value;
            public void act(int who) { value++; }
            public int value() { return value; }
            """),
        wrong(
            "volatile is not atomic",
            "adds-up",
            Kind.LOST_UPDATE,
            "4 updates",
            """
            private volatile int value;
            public void act(int who) { int copy = value; value = copy + 1; }
            public int value() { return value; }
            """),
        wrong(
            "a lock of one's own",
            "adds-up",
            Kind.LOST_UPDATE,
            "4 updates",
            """
            private int value;
            public void act(int who) throws InterruptedException {
              Lock lock = new ReentrantLock();
              lock.lock();
              try { int copy = value; Thread.sleep(100); value = copy + 1; } finally { lock.unlock(); }
            }
            public int value() { return value; }
            """),
        wrong(
            "a join that gives up",
            "adds-up",
            Kind.LOST_UPDATE,
            "4 updates",
            """
            private final AtomicInteger value = new AtomicInteger();
            public void act(int who) throws Exception {
              Thread helper = new Thread(() -> value.incrementAndGet());
              helper.setDaemon(true);
              helper.start();
              helper.join(5);
            }
            public int value() { return value.get(); }
            """),
        wrong(
            "array element",
            "adds-up",
            Kind.LOST_UPDATE,
            "4 updates",
            """
            private final int[] values = new int[1];
            public void act(int who) { values[0] = values[0] + 1; }
            public int value() { return values[0]; }
            """),
        wrong(
            "check then act",
            "one-gets-it",
            Kind.WRONG_RESULT,
            "2 got it",
            """
            private final AtomicInteger left = new AtomicInteger(1);
            private final AtomicInteger got = new AtomicInteger();
            public void act(int who) {
              if (left.get() > 0) { left.decrementAndGet(); got.incrementAndGet(); }
            }
            public int value() { return got.get(); }
            """),
        wrong(
            "check then take blocks",
            "ends",
            Kind.STUCK,
            "LinkedBlockingQueue.take()",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>(List.of(1));
            public void act(int who) throws Exception { if (!queue.isEmpty()) { queue.take(); } }
            """),
        wrong(
            "missing volatile",
            "ends",
            Kind.LIVELOCK,
            "first runs round and round at Subject.java",
            """
            private boolean done;
            private long turns;
            public void act(int who) throws Exception {
              if (who == 0) { while (!done) { turns++; } } else { done = true; }
            }
            """),
        wrong(
            "opposite locks",
            "ends",
            Kind.DEADLOCK,
            "waits to lock",
            """
            private final Lock left = new ReentrantLock();
            private final Lock right = new ReentrantLock();
            public void act(int who) throws Exception {
              Lock one = who == 0 ? left : right;
              Lock two = who == 0 ? right : left;
              one.lock();
              try { two.lock(); two.unlock(); } finally { one.unlock(); }
            }
            """),
        wrong(
            "opposite monitors",
            "ends",
            Kind.DEADLOCK,
            "which is held by",
            """
            private final Object left = new Object();
            private final Object right = new Object();
            public void act(int who) throws Exception {
              Object one = who == 0 ? left : right;
              Object two = who == 0 ? right : left;
              synchronized (one) { synchronized (two) { callback.run(); } }
            }
            """),
        wrong(
            "lost wake-up",
            "ends",
            Kind.STUCK,
            "first waits at Subject.java",
            """
            private volatile boolean ready;
            public void act(int who) throws Exception {
              if (who == 0) {
                if (!ready) { synchronized (this) { wait(); } }
              } else {
                ready = true;
                synchronized (this) { notifyAll(); }
              }
            }
            """),
        wrong(
            "notify wakes the wrong one",
            "ends-many",
            Kind.STUCK,
            "in wait()",
            """
            private Integer slot;
            public synchronized void act(int who) throws Exception {
              for (int i = 0; i < 5; i++) {
                if (who % 2 == 0) { while (slot != null) { wait(); } slot = i; notify(); }
                else { while (slot == null) { wait(); } slot = null; notify(); }
              }
            }
            """),
        wrong(
            "poll for ever",
            "ends",
            Kind.STUCK,
            "first waits",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            public void act(int who) throws Exception {
              if (who == 0) { while (queue.poll(10, TimeUnit.MILLISECONDS) == null) { } }
            }
            """),
        wrong(
            "busy wait",
            "waits",
            Kind.LIVELOCK,
            "waiter burns a core while it waits",
            """
            private volatile boolean ready;
            public void act(int who) { if (who == 0) { while (!ready) { } } else { ready = true; } }
            """),
        wrong(
            "busy wait that yields",
            "waits",
            Kind.LIVELOCK,
            "waiter burns a core while it waits",
            """
            private final Queue<Integer> queue = new ConcurrentLinkedQueue<>();
            public void act(int who) {
              if (who == 0) { while (queue.poll() == null) { Thread.yield(); } } else { queue.add(1); }
            }
            """),
        wrong(
            "does not wait",
            "waits",
            Kind.WRONG_RESULT,
            "did not wait",
            """
            """),
        wrong(
            "swallows the interrupt",
            "answers-interrupt",
            Kind.STUCK,
            "waiter waits",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            public void act(int who) {
              while (true) { try { queue.take(); return; } catch (InterruptedException e) { } }
            }
            """),
        wrong(
            "pool is not shut down",
            "no-threads",
            Kind.LEAK,
            "A thread is still there after act() has returned. Still there: pool-",
            """
            public void act(int who) throws Exception {
              ExecutorService pool = Executors.newFixedThreadPool(2);
              pool.submit(() -> 1).get();
            }
            """),
        wrong(
            "thread goes on in turns",
            "no-threads",
            Kind.LEAK,
            "beater",
            """
            private volatile boolean stopped;
            public void act(int who) {
              Thread beater = new Thread(() -> {
                while (!stopped) { try { Thread.sleep(10); } catch (InterruptedException e) { } }
              }, "beater");
              beater.setDaemon(true);
              beater.start();
            }
            """),
        wrong(
            "serialised",
            "together",
            Kind.NOT_PARALLEL,
            "does not begin while the first is inside",
            """
            public synchronized void act(int who) { callback.run(); }
            """),
        wrong(
            "exception",
            "ends",
            Kind.EXCEPTION,
            "second threw IllegalMonitorStateException at Subject.java:",
            """
            public void act(int who) { if (who == 1) { notify(); } }
            """),
        wrong(
            "exception on main",
            "alone",
            Kind.EXCEPTION,
            "main threw IllegalStateException at Subject.java:",
            """
            public void act(int who) { throw new IllegalStateException("closed"); }
            """),
        wrong(
            "a worker dies",
            "alone",
            Kind.STUCK,
            "worker 2 ended with NullPointerException at Subject.java:",
            """
            public void act(int who) throws Exception {
              CyclicBarrier barrier = new CyclicBarrier(3);
              for (int i = 1; i < 3; i++) {
                String name = "worker " + i;
                new Thread(() -> {
                  if (name.endsWith("2")) { throw new NullPointerException(); }
                  try { barrier.await(); } catch (Exception e) { throw new IllegalStateException(e); }
                }, name).start();
              }
              barrier.await();
            }
            """),
        wrong(
            "catches all",
            "reports",
            Kind.WRONG_RESULT,
            "The callback came too early.",
            """
            public void act(int who) { try { callback.run(); } catch (Throwable t) { } }
            """),
        wrong(
            "right the first time only",
            "alone",
            Kind.STUCK,
            "main waits at Subject.java",
            """
            private static final Semaphore TICKETS = new Semaphore(5);
            public void act(int who) throws Exception { TICKETS.acquire(); }
            """),
        wrong(
            "unguarded list",
            "adds-up",
            Kind.LOST_UPDATE,
            "4 updates",
            """
            private List<Integer> list = List.of();
            public void act(int who) { List<Integer> copy = new ArrayList<>(list); copy.add(who); list = copy; }
            public int value() { return list.size(); }
            """),
        wrong(
            "join of oneself",
            "ends",
            Kind.STUCK,
            "Thread.join()",
            """
            public void act(int who) throws Exception { if (who == 0) { Thread.currentThread().join(); } }
            """));
  }

  static Stream<Right> right() {
    return Stream.of(
        new Right(
            "synchronized",
            "adds-up",
            """
            private int value;
            public synchronized void act(int who) { value++; }
            public synchronized int value() { return value; }
            """),
        new Right(
            "slow under a lock",
            "adds-up",
            """
            private int value;
            private final Lock lock = new ReentrantLock(true);
            public void act(int who) throws InterruptedException {
              lock.lock();
              try { int copy = value; Thread.sleep(100); value = copy + 1; } finally { lock.unlock(); }
            }
            public int value() { lock.lock(); try { return value; } finally { lock.unlock(); } }
            """),
        new Right(
            "compare and set",
            "adds-up",
            """
            private final AtomicInteger value = new AtomicInteger();
            public void act(int who) {
              int old;
              do { old = value.get(); } while (!value.compareAndSet(old, old + 1));
            }
            public int value() { return value.get(); }
            """),
        new Right(
            "semaphore as a lock",
            "adds-up",
            """
            private final Semaphore one = new Semaphore(1);
            private int value;
            public void act(int who) throws Exception { one.acquire(); try { value++; } finally { one.release(); } }
            public int value() { return value; }
            """),
        new Right(
            "check and act at once",
            "one-gets-it",
            """
            private final Semaphore left = new Semaphore(1);
            private final AtomicInteger got = new AtomicInteger();
            public void act(int who) { if (left.tryAcquire()) { got.incrementAndGet(); } }
            public int value() { return got.get(); }
            """),
        new Right(
            "volatile",
            "ends",
            """
            private volatile boolean done;
            private long turns;
            public void act(int who) throws Exception {
              if (who == 0) { while (!done) { turns++; } } else { done = true; }
            }
            """),
        new Right(
            "locks in order",
            "ends",
            """
            private final Object left = new Object();
            private final Object right = new Object();
            public void act(int who) throws Exception {
              synchronized (left) { synchronized (right) { callback.run(); } }
            }
            """),
        new Right(
            "two hundred threads",
            "ends",
            """
            public void act(int who) throws Exception {
              List<Thread> threads = new ArrayList<>();
              for (int i = 0; i < 100; i++) {
                Thread thread = new Thread(() -> { try { Thread.sleep(1_000); } catch (InterruptedException e) { } });
                threads.add(thread);
                thread.start();
              }
              for (Thread thread : threads) { thread.join(); }
            }
            """),
        new Right(
            "tries again",
            "ends",
            """
            private final Lock left = new ReentrantLock();
            private final Lock right = new ReentrantLock();
            public void act(int who) throws Exception {
              Lock one = who == 0 ? left : right;
              Lock two = who == 0 ? right : left;
              while (true) {
                if (one.tryLock(50, TimeUnit.MILLISECONDS)) {
                  try { if (two.tryLock(who + 1, TimeUnit.MILLISECONDS)) { two.unlock(); return; } } finally { one.unlock(); }
                }
                Thread.sleep(1);
              }
            }
            """),
        new Right(
            "wait in a loop",
            "ends",
            """
            private boolean ready;
            public synchronized void act(int who) throws Exception {
              if (who == 0) { while (!ready) { wait(); } } else { ready = true; notifyAll(); }
            }
            """),
        new Right(
            "notify all",
            "ends-many",
            """
            private Integer slot;
            public synchronized void act(int who) throws Exception {
              for (int i = 0; i < 5; i++) {
                if (who % 2 == 0) { while (slot != null) { wait(); } slot = i; notifyAll(); }
                else { while (slot == null) { wait(); } slot = null; notifyAll(); }
              }
            }
            """),
        new Right(
            "poll until it is there",
            "waits",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            public void act(int who) throws Exception {
              if (who == 0) { while (queue.poll(10, TimeUnit.MILLISECONDS) == null) { } } else { queue.put(1); }
            }
            """),
        new Right(
            "one long timed wait",
            "waits",
            """
            private final CountDownLatch latch = new CountDownLatch(1);
            public void act(int who) throws Exception {
              if (who == 0) { if (!latch.await(60, TimeUnit.SECONDS)) { throw new IllegalStateException(); } } else { latch.countDown(); }
            }
            """),
        new Right(
            "sleeps in turns",
            "waits",
            """
            private volatile boolean ready;
            public void act(int who) throws Exception {
              if (who == 0) { while (!ready) { Thread.sleep(1); } } else { ready = true; }
            }
            """),
        new Right(
            "monitor",
            "waits",
            """
            private boolean ready;
            public synchronized void act(int who) throws Exception {
              if (who == 0) { while (!ready) { wait(); } } else { ready = true; notifyAll(); }
            }
            """),
        new Right(
            "park",
            "waits",
            """
            private volatile boolean ready;
            private volatile Thread waiter;
            public void act(int who) throws Exception {
              if (who == 0) { waiter = Thread.currentThread(); while (!ready) { LockSupport.park(); } }
              else { ready = true; LockSupport.unpark(waiter); }
            }
            """),
        new Right(
            "waits for another thread",
            "waits",
            """
            private final SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            public void act(int who) throws Exception {
              if (who == 0) { CompletableFuture.supplyAsync(() -> { try { return queue.take(); } catch (InterruptedException e) { return 0; } }).get(); }
              else { queue.put(1); }
            }
            """),
        new Right(
            "answers",
            "answers-interrupt",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            public void act(int who) throws Exception { queue.take(); }
            """),
        new Right(
            "answers in a monitor",
            "answers-interrupt",
            """
            public synchronized void act(int who) throws Exception { while (true) { wait(); } }
            """),
        new Right(
            "answers in turns",
            "answers-interrupt",
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            public void act(int who) throws Exception { while (queue.poll(5, TimeUnit.MILLISECONDS) == null) { } }
            """),
        new Right(
            "pool is shut down",
            "no-threads",
            """
            public void act(int who) throws Exception {
              ExecutorService pool = Executors.newFixedThreadPool(2);
              pool.submit(() -> 1).get();
              pool.shutdown();
            }
            """),
        new Right(
            "a join that waits",
            "adds-up",
            """
            private final AtomicInteger value = new AtomicInteger();
            public void act(int who) throws Exception {
              Thread helper = new Thread(() -> value.incrementAndGet());
              helper.start();
              helper.join();
            }
            public int value() { return value.get(); }
            """),
        new Right(
            "thread is joined",
            "no-threads",
            """
            public void act(int who) throws Exception { Thread t = new Thread(() -> { }); t.start(); t.join(); }
            """),
        new Right(
            "thread ends a little later",
            "no-threads",
            """
            private final CountDownLatch stop = new CountDownLatch(1);
            public void act(int who) throws Exception {
              new Thread(() -> { try { stop.await(200, TimeUnit.MILLISECONDS); } catch (InterruptedException e) { } }).start();
            }
            """),
        new Right(
            "pool whose idle threads end",
            "no-threads",
            """
            public void act(int who) throws Exception {
              ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 80, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());
              pool.allowCoreThreadTimeOut(true);
              pool.submit(() -> 1).get();
            }
            """),
        new Right(
            "common pool is nobody's",
            "no-threads",
            """
            public void act(int who) throws Exception {
              CompletableFuture.supplyAsync(() -> 1).orTimeout(1, TimeUnit.MINUTES).get();
              List.of(1, 2, 3, 4, 5, 6).parallelStream().mapToInt(i -> i).sum();
            }
            """),
        new Right(
            "side by side",
            "together",
            """
            public void act(int who) { callback.run(); }
            """),
        new Right(
            "catches what is expected",
            "alone",
            """
            public void act(int who) throws Exception {
              try { CompletableFuture.runAsync(() -> { throw new IllegalStateException(); }).get(); } catch (ExecutionException e) { }
            }
            """),
        new Right(
            "all workers come",
            "alone",
            """
            public void act(int who) throws Exception {
              CyclicBarrier barrier = new CyclicBarrier(3);
              for (int i = 1; i < 3; i++) {
                new Thread(() -> { try { barrier.await(); } catch (Exception e) { throw new IllegalStateException(e); } }).start();
              }
              barrier.await();
            }
            """),
        new Right(
            "a pool for ever",
            "alone",
            """
            private static final ExecutorService POOL = Executors.newFixedThreadPool(2, task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
            public void act(int who) throws Exception { POOL.submit(() -> { synchronized (POOL) { } }).get(); }
            """));
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Wrong program) throws Exception {
    Observation observed = new Lab(folder).askForLong(program.check(), program.members());

    assertThat(observed).isInstanceOf(Found.class);
    Finding finding = ((Found) observed).finding();
    assertThat(finding.kind()).as(finding.message()).isIn(program.kinds());
    assertThat(finding.message()).contains(program.says());
    assertThat(observed.effort().seed()).isEqualTo(4711);
    assertThat(observed.effort().rounds()).isPositive();
  }

  @ParameterizedTest
  @MethodSource
  void right(Right program) throws Exception {
    Observation observed = new Lab(folder).ask(program.check(), program.members());

    assertThat(observed).isInstanceOf(Clean.class);
    assertThat(observed.effort().rounds()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void whatTakesLongIsAskedAsOftenAsItsAuthorSays() throws Exception {
    Observation observed =
        new Lab(folder).askForLong("sparing", "public void act(int who) { callback.run(); }");

    assertThat(observed).isInstanceOf(Clean.class);
    assertThat(observed.effort().rounds()).isEqualTo(2);
  }
}
