package racecourse.engine.vmlens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.LaunchPlan;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Verdict;
import racecourse.engine.run.Job;

/** vmlens as an engine, in real child JVMs: each takes about two seconds. */
@Tag("slow")
final class VmlensTest {
  private static final String LOST_UPDATE =
      """
      private final AtomicInteger count = new AtomicInteger();
      public void left() { int seen = count.get(); count.set(seen + 1); }
      public void right() { left(); }
      public int result() { return count.get(); }
      """;

  private static final String DEADLOCK =
      """
      private final Object bread = new Object();
      private final StringBuilder butter = new StringBuilder();
      private int count;
      public void left() { synchronized (bread) { synchronized (butter) { count++; } } }
      public void right() { synchronized (butter) { synchronized (bread) { count++; } } }
      public int result() { return count; }
      """;

  @TempDir Path folder;

  @Test
  void findsALostUpdate() {
    ProbeRun run = ProbeRun.patiently(folder, LOST_UPDATE, "both");
    assertThat(found(run.of("both")))
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.WRONG_RESULT);
              assertThat(finding.message()).isEqualTo("Two threads counted to 1, not to 2.");
            });
    assertThat(run.verdict("both")).isEqualTo(Verdict.FAILED);
    assertThat(run.report("both/once.txt")).content().contains("AtomicInteger.get");
  }

  @Test
  void passesTheRepairedLostUpdate() {
    ProbeRun run =
        ProbeRun.of(
            folder,
            LOST_UPDATE.replace(
                "left() {", "left() { count.incrementAndGet(); }\n" + "public void unused() {"),
            "both");
    assertThat(run.of("both")).isInstanceOf(Observation.Clean.class);
    assertThat(run.verdict("both")).isEqualTo(Verdict.PASSED);
  }

  @Test
  void suspectsADataRace() {
    ProbeRun run =
        ProbeRun.of(
            folder,
            """
            private int count;
            public void left() { synchronized (this) { count++; } }
            public void right() { count++; }
            public int result() { return 2; }
            """,
            "both");
    assertThat(run.of("both"))
        .asInstanceOf(type(Observation.Suspected.class))
        .extracting(Observation.Suspected::finding)
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.DATA_RACE);
              assertThat(finding.subject()).isEqualTo("Probe.count");
              assertThat(finding.message()).contains("Probe.left on thread left");
            });
    assertThat(run.report("both/once.txt")).content().contains("Data Race");
  }

  @Test
  void findsADeadlockWithItsCycleAndGoesOn() {
    ProbeRun run = ProbeRun.patiently(folder, DEADLOCK, "both", "again");
    for (String check : List.of("both", "again")) {
      assertThat(found(run.of(check)))
          .satisfies(
              finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.DEADLOCK);
                assertThat(finding.message())
                    .contains("left waits to lock StringBuilder, held by right")
                    .contains("right waits to lock Object, held by left");
                assertThat(finding.file()).isEqualTo("racecourse/vmprobe/Probe.java");
                assertThat(finding.line()).isPositive();
              });
    }
  }

  @Test
  void findsADeadlockOfLocks() {
    ProbeRun run =
        ProbeRun.patiently(
            folder,
            """
            private final Lock bread = new ReentrantLock();
            private final Lock butter = new ReentrantLock();
            public void left() { both(bread, butter); }
            public void right() { both(butter, bread); }
            private void both(Lock first, Lock second) {
              first.lock();
              try {
                second.lock();
                second.unlock();
              } finally {
                first.unlock();
              }
            }
            public int result() { return 2; }
            """,
            "both");
    assertThat(found(run.of("both")))
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.DEADLOCK);
              assertThat(finding.message())
                  .contains("ReentrantLock 1, held by")
                  .contains("ReentrantLock 2, held by");
            });
  }

  @Test
  void namesThePlaceOfAnException() {
    ProbeRun run =
        ProbeRun.patiently(
            folder,
            """
            public void left() { throw new IllegalStateException("no butter"); }
            public void right() {}
            public int result() { return 2; }
            """,
            "both");
    assertThat(found(run.of("both")))
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.EXCEPTION);
              assertThat(finding.message())
                  .isEqualTo(
                      "Thread left ended with IllegalStateException in Probe.left: no butter.");
              assertThat(finding.file()).isEqualTo("racecourse/vmprobe/Probe.java");
              assertThat(finding.line()).isEqualTo(9);
            });
  }

  @Test
  void aFailureEndsTheRunThoughAnotherThreadHangs() {
    ProbeRun run =
        ProbeRun.patiently(
            folder,
            """
            public void left() { throw new IllegalStateException("no butter"); }
            public void right() throws Exception { new CountDownLatch(1).await(); }
            public int result() { return 2; }
            """,
            "both");
    assertThat(found(run.of("both")).kind()).isEqualTo(Kind.EXCEPTION);
  }

  @Test
  void aHangWithoutACycleSaysNothing() {
    ProbeRun run =
        ProbeRun.of(
            folder,
            """
            public void left() throws Exception { new CountDownLatch(1).await(); }
            public void right() {}
            public int result() { return 2; }
            """,
            "both",
            "again");
    assertThat(run.of("both")).isInstanceOf(Observation.Abstained.class);
    assertThat(run.of("again")).isInstanceOf(Observation.Abstained.class);
    assertThat(run.verdict("both")).isEqualTo(Verdict.PASSED);
  }

  @Test
  void settlingIsLeftToOthersAndGatesWork() {
    ProbeRun run =
        ProbeRun.of(
            folder,
            """
            public void left() {}
            public void right() {}
            public int result() { return 2; }
            """,
            "waits",
            "meets",
            "both");
    assertThat(run.of("waits")).isInstanceOf(Observation.Abstained.class);
    assertThat(run.of("meets")).isInstanceOf(Observation.Clean.class);
    assertThat(run.of("both")).isInstanceOf(Observation.Clean.class);
  }

  @Test
  void withoutTheAgentNothingIsGraded() {
    EngineHost withoutAgent = new WithoutAgent(new VmlensHost());
    ProbeRun run = ProbeRun.of(withoutAgent, folder, LOST_UPDATE, "both");
    assertThat(run.of("both"))
        .asInstanceOf(type(Observation.DidNotRun.class))
        .extracting(Observation.DidNotRun::reason)
        .asString()
        .contains("agent is not attached");
    assertThat(run.verdict("both")).isEqualTo(Verdict.NOT_GRADED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rightPrograms")
  void rightProgramsPassWhateverVmlensThinks(String name, boolean suspected, String body) {
    ProbeRun run = ProbeRun.of(folder, body, "both", "again");
    assertThat(run.verdict("both")).as("%s", run.of("both")).isEqualTo(Verdict.PASSED);
    assertThat(run.verdict("again")).as("%s", run.of("again")).isEqualTo(Verdict.PASSED);
    if (suspected) {
      // Where a run did not end, as may be on a busy machine, vmlens says nothing at all.
      assumeThat(run.of("both")).isNotInstanceOf(Observation.Abstained.class);
      // Else the test would show nothing: the false alarm must be there.
      assertThat(run.of("both")).isInstanceOf(Observation.Suspected.class);
    }
  }

  static List<Arguments> rightPrograms() {
    return List.of(
        Arguments.of(
            "semaphore",
            true,
            """
            private final Semaphore turn = new Semaphore(1);
            private int count;
            public void left() throws Exception {
              turn.acquire();
              try { count++; } finally { turn.release(); }
            }
            public void right() throws Exception { left(); }
            public int result() { return count; }
            """),
        Arguments.of(
            "array blocking queue",
            true,
            """
            private final BlockingQueue<int[]> queue = new ArrayBlockingQueue<>(2);
            private int taken;
            public void left() throws Exception { int[] box = new int[1]; box[0] = 2; queue.put(box); }
            public void right() throws Exception { taken = queue.take()[0]; }
            public int result() { return taken; }
            """),
        Arguments.of(
            "latch",
            true,
            """
            private final CountDownLatch first = new CountDownLatch(1);
            private int count;
            public void left() { count = 1; first.countDown(); }
            public void right() throws Exception { first.await(); count++; }
            public int result() { return count; }
            """),
        Arguments.of(
            "wait and notify",
            true,
            """
            private boolean full;
            private int count;
            public synchronized void left() { count = 2; full = true; notifyAll(); }
            public synchronized void right() throws Exception { while (!full) wait(); full = false; }
            public synchronized int result() { return count; }
            """),
        Arguments.of(
            "sleep in synchronized",
            false,
            """
            private int count;
            public void left() throws Exception { add(); }
            public void right() throws Exception { add(); }
            private synchronized void add() throws Exception {
              int seen = count;
              Thread.sleep(100);
              count = seen + 1;
            }
            public synchronized int result() { return count; }
            """),
        Arguments.of(
            "synchronized method that throws",
            false,
            """
            private int count;
            private synchronized void add() { count++; throw new IllegalStateException(); }
            public void left() { try { add(); } catch (IllegalStateException expected) {} }
            public void right() { left(); }
            public synchronized int result() { return count; }
            """),
        Arguments.of(
            "nested synchronized",
            false,
            """
            private int count;
            private synchronized void down(int depth) { if (depth == 0) count++; else across(depth - 1); }
            private synchronized void across(int depth) { down(depth); }
            public void left() { down(30); }
            public void right() { across(30); }
            public synchronized int result() { return count; }
            """),
        Arguments.of(
            "linked blocking queue",
            false,
            """
            private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            private int taken;
            public void left() throws Exception { for (int i = 0; i < 2; i++) queue.put(i); }
            public void right() throws Exception { taken = 1 + queue.take() + queue.take(); }
            public int result() { return taken; }
            """),
        Arguments.of(
            "lock and condition",
            false,
            """
            private final Lock lock = new ReentrantLock();
            private final Condition changed = lock.newCondition();
            private boolean full;
            private int count;
            public void left() throws Exception {
              for (int i = 0; i < 2; i++) {
                lock.lock();
                try { while (full) changed.await(); full = true; count++; changed.signalAll(); }
                finally { lock.unlock(); }
              }
            }
            public void right() throws Exception {
              for (int i = 0; i < 2; i++) {
                lock.lock();
                try { while (!full) changed.await(); full = false; changed.signalAll(); }
                finally { lock.unlock(); }
              }
            }
            public int result() { return count; }
            """),
        Arguments.of(
            "pool of one thread",
            false,
            """
            private int count;
            public void left() throws Exception {
              ExecutorService pool = Executors.newFixedThreadPool(1);
              try {
                Future<?> one = pool.submit(() -> { count++; });
                Future<?> two = pool.submit(() -> { count++; });
                one.get();
                two.get();
              } finally {
                pool.shutdown();
              }
              try {
                pool.submit(() -> { count++; });
                throw new IllegalStateException("A pool that was shut down took a task.");
              } catch (RejectedExecutionException expected) {}
            }
            public void right() {}
            public int result() { return count; }
            """),
        Arguments.of(
            "threads that begin in a synchronized method",
            false,
            """
            private int count;
            private synchronized void add() { count++; }
            public void left() throws Exception {
              Thread one = new Thread(this::add);
              Thread two = new Thread(this::add);
              one.start();
              two.start();
              one.join();
              two.join();
            }
            public void right() {}
            public synchronized int result() { return count; }
            """),
        Arguments.of(
            "locks in opposite order with a time-out and another try",
            false,
            """
            private final Lock bread = new ReentrantLock();
            private final Lock butter = new ReentrantLock();
            private final AtomicInteger count = new AtomicInteger();
            public void left() throws Exception { both(bread, butter, 120); }
            public void right() throws Exception { both(butter, bread, 190); }
            private void both(Lock first, Lock second, int millis) throws Exception {
              while (true) {
                first.lock();
                try {
                  if (second.tryLock(millis, TimeUnit.MILLISECONDS)) {
                    try { count.incrementAndGet(); return; } finally { second.unlock(); }
                  }
                } finally {
                  first.unlock();
                }
              }
            }
            public int result() { return count.get(); }
            """));
  }

  private static Finding found(Observation seen) {
    assertThat(seen).isInstanceOf(Observation.Found.class);
    return ((Observation.Found) seen).finding();
  }

  /** Forgets the agent, as a broken set-up would. */
  private record WithoutAgent(EngineHost real) implements EngineHost {
    @Override
    public EngineId id() {
      return real.id();
    }

    @Override
    public String runner() {
      return real.runner();
    }

    @Override
    public LaunchPlan plan(Job.Level level, Path folder) throws Exception {
      LaunchPlan plan = real.plan(level, folder);
      return new LaunchPlan(
          List.of(),
          plan.classPath(),
          plan.modules(),
          plan.opensJavaBase(),
          plan.heapMegabytes(),
          plan.silence(),
          plan.total(),
          plan.blame());
    }

    @Override
    public Map<String, Observation> afterwards(
        Job job, Path folder, Path reports, Map<String, Observation> observed) throws Exception {
      return real.afterwards(job, folder, reports, observed);
    }
  }
}
