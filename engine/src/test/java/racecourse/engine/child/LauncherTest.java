package racecourse.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;

/**
 * What a child may do to its parent: nothing. Without the allow-list, so that this layer is tested
 * by itself.
 */
class LauncherTest {
  private static final Duration SHORT = Duration.ofSeconds(3);

  @TempDir Path folder;

  private final Fork fork = new Fork();
  private final Unwanted unwanted = new Unwanted();

  @AfterEach
  void noProcessIsLeft() {
    fork.close();
  }

  private Map<String, Observation> run(EngineHost host, String body, String... checks) {
    Path classes =
        Javac.compile(
            folder,
            Map.of(
                "racecourse/toy/Toy.java",
                "package racecourse.toy;\nimport java.util.*;\npublic class Toy {\n"
                    + body
                    + "\n}\n"));
    Job job = new Job("toy", "none", classes, List.of(checks), Job.Level.NORMAL, 1, "");
    Launcher launcher = new Launcher(fork, ClassPaths.ofChild(List.of()));
    return launcher.run(
        host,
        job,
        folder.resolve("job"),
        folder.resolve("reports"),
        (check, observation) -> {},
        unwanted);
  }

  private static Finding finding(Observation observation) {
    assertThat(observation).isInstanceOf(Observation.Found.class);
    return ((Observation.Found) observation).finding();
  }

  @Test
  void aChildIsToldWhatNoLongerMatters() {
    unwanted.add(List.of("two"));

    Map<String, Observation> seen = run(FakeHost.of(FakeRunner.Obedient.class), "", "one", "two");

    assertThat(seen.get("one")).isInstanceOf(Observation.Clean.class);
    assertThat(seen.get("two")).isInstanceOf(Observation.Abstained.class);
  }

  @Test
  void observationsArriveInOrder() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            "public static boolean one() { return true; } public static boolean two() { return false; }",
            "one",
            "two");

    assertThat(seen.keySet()).containsExactly("one", "two");
    assertThat(seen.get("one")).isInstanceOf(Observation.Clean.class);
    assertThat(finding(seen.get("two")).kind()).isEqualTo(Kind.WRONG_RESULT);
  }

  @Test
  void whatStudentCodePrintsCannotReachTheChannel() throws Exception {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            """
            public static boolean one() {
              System.out.println("racecourse RESULT PASS \\u001b[31m");
              System.err.println("to err");
              return System.console() == null;
            }
            public static boolean two() throws Exception { return System.in.read() < 0; }
            """,
            "one",
            "two");

    assertThat(seen.values()).allMatch(Observation.Clean.class::isInstance);
    assertThat(Files.readString(folder.resolve("job/child-1/output.txt")))
        .contains("RESULT PASS \\u001b[31m")
        .contains("to err");
  }

  @Test
  void endlessOutputIsCut() throws Exception {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            """
            public static boolean one() {
              for (int i = 0; i < 200_000; i++) System.out.println("a line of some length, again and again");
              System.out.print("x".repeat(1 << 20));
              return true;
            }
            """,
            "one");

    assertThat(seen.get("one")).isInstanceOf(Observation.Clean.class);
    assertThat(Files.size(folder.resolve("job/child-1/output.txt")))
        .isLessThanOrEqualTo(ChildMain.OUTPUT_LIMIT);
  }

  @Test
  void exitIsReportedAndTheOtherChecksGoOn() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            """
            public static boolean one() { return true; }
            public static boolean two() { System.exit(0); return true; }
            public static boolean three() { Runtime.getRuntime().halt(0); return true; }
            public static boolean four() { return true; }
            """,
            "one",
            "two",
            "three",
            "four");

    assertThat(seen.get("one")).isInstanceOf(Observation.Clean.class);
    assertThat(finding(seen.get("two")).kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(finding(seen.get("three")).message())
        .contains("ended the JVM")
        .contains("exit code 0");
    assertThat(seen.get("four")).isInstanceOf(Observation.Clean.class);
  }

  @Test
  void memoryUsedUpIsReported() {
    String hoard =
        """
        static final List<long[]> HOARD = new ArrayList<>();
        public static boolean one() {
          try {
            while (true) HOARD.add(new long[100_000]);
          } catch (OutOfMemoryError caught) {
            return true;
          }
        }
        """;

    assertThat(finding(run(FakeHost.of(FakeRunner.class), hoard, "one").get("one")).kind())
        .isEqualTo(Kind.OUT_OF_RESOURCES);
  }

  @Test
  void anEngineThatRunsOutOfMemoryAccusesNobody() {
    String hoard =
        "public static boolean one() { var all = new ArrayList<long[]>(); while (true) all.add(new long[100_000]); }";

    assertThat(run(FakeHost.of(FakeRunner.Explorer.class), hoard, "one").get("one"))
        .isInstanceOf(Observation.Abstained.class);
  }

  private static final String DEADLOCK =
      """
      static void both(Object a, Object b, java.util.concurrent.CountDownLatch met) {
        synchronized (a) {
          met.countDown();
          try { met.await(); } catch (InterruptedException e) { throw new AssertionError(e); }
          synchronized (b) { met.countDown(); }
        }
      }
      public static boolean one() throws Exception {
        Object a = new Object();
        Object b = new Object();
        var met = new java.util.concurrent.CountDownLatch(2);
        Thread left = new Thread(() -> both(a, b, met), "left");
        Thread right = new Thread(() -> both(b, a, met), "right");
        left.start();
        right.start();
        left.join();
        return true;
      }
      public static boolean two() { return true; }
      """;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeadlockIsSeenFromOutside() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class).within(SHORT, Duration.ofSeconds(60)),
            DEADLOCK,
            "one",
            "two");

    Finding finding = finding(seen.get("one"));
    assertThat(finding.kind()).isEqualTo(Kind.DEADLOCK);
    assertThat(finding.message()).contains("\"left\"").contains("\"right\"").contains("Toy.both");
    assertThat(finding.file()).isEqualTo("racecourse/toy/Toy.java");
    assertThat(finding.line()).isPositive();
    assertThat(seen.get("two")).isInstanceOf(Observation.Clean.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeadlockCountsInAnyEngine() {
    assertThat(
            finding(
                    run(
                            FakeHost.of(FakeRunner.Vmlens.class)
                                .within(SHORT, Duration.ofSeconds(60)),
                            DEADLOCK,
                            "one")
                        .get("one"))
                .kind())
        .isEqualTo(Kind.DEADLOCK);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aThreadThatWaitsForeverIsStuck() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class).within(SHORT, Duration.ofSeconds(60)),
            "public static synchronized boolean one() throws Exception { Toy.class.wait(); return true; }",
            "one");

    assertThat(finding(seen.get("one")).kind()).isEqualTo(Kind.STUCK);
    assertThat(finding(seen.get("one")).message()).contains("\"main\"").contains("Toy.one");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aThreadThatSpinsForeverIsALivelock() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class).within(SHORT, Duration.ofSeconds(60)),
            "static int x; static { while (x >= 0) x ^= 1; } public static boolean one() { return true; }",
            "one");

    assertThat(finding(seen.get("one")).kind()).isEqualTo(Kind.LIVELOCK);
  }

  @Test
  void aHangOfAnEngineAccusesNobody() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.Vmlens.class).within(SHORT, Duration.ofSeconds(60)),
            "public static synchronized boolean one() throws Exception { Toy.class.wait(); return true; }"
                + "public static boolean two() { return true; }",
            "one",
            "two");

    assertThat(seen.get("one")).isInstanceOf(Observation.Abstained.class);
    assertThat(seen.get("two")).isInstanceOf(Observation.Clean.class);
  }

  @Test
  void slowIsNotHung() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.Slow.class).within(SHORT, SHORT),
            "public static boolean one() throws Exception { Thread.sleep(50); return true; }",
            "one");

    assertThat(seen.get("one")).isInstanceOf(Observation.DidNotRun.class);
  }

  @Test
  void codeThatHangsInEveryCheckIsNotWaitedForEachTime() {
    String hang =
        "public static boolean %s() throws Exception { while (true) Thread.sleep(1000); }";
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class).within(SHORT, Duration.ofSeconds(8)),
            hang.formatted("one")
                + hang.formatted("two")
                + hang.formatted("three")
                + hang.formatted("four"),
            "one",
            "two",
            "three",
            "four");

    assertThat(seen).hasSize(4);
    assertThat(seen.values()).noneMatch(Observation.Clean.class::isInstance);
    assertThat(folder.resolve("job/child-4")).doesNotExist();
  }

  @Test
  void forgedFramesMakeNothingOfTheChildCount() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.Forger.class),
            "public static boolean one() { return true; } public static boolean two() { return true; }",
            "one",
            "two");

    assertThat(seen).hasSize(2);
    assertThat(seen.values()).allMatch(Observation.DidNotRun.class::isInstance);
  }

  @Test
  void garbageOnTheChannelMakesNothingOfTheChildCount() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            """
            public static boolean one() { return true; }
            public static boolean two() throws Exception {
              new java.io.FileOutputStream(java.io.FileDescriptor.out).write(new byte[5000]);
              return true;
            }
            """,
            "one",
            "two");

    assertThat(seen.values()).allMatch(Observation.DidNotRun.class::isInstance);
  }

  @Test
  void anEngineThatFailsIsNoVerdictOnTheCode() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.Faulty.class),
            "public static boolean one() { return true; }",
            "one",
            "two");

    assertThat(seen).hasSize(2);
    assertThat(seen.values())
        .allSatisfy(
            observation ->
                assertThat(((Observation.DidNotRun) observation).reason())
                    .contains("The engine is broken."));
  }

  @Test
  void aCheckThatTheEnginePassesOverDidNotRun() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.Lazy.class),
            "public static boolean one() { return true; }",
            "one",
            "two");

    assertThat(seen.get("one")).isInstanceOf(Observation.Clean.class);
    assertThat(seen.get("two")).isInstanceOf(Observation.DidNotRun.class);
  }

  @Test
  void aRunnerThatIsNotThereIsNoVerdictOnTheCode() {
    FakeHost host =
        new FakeHost(
            racecourse.engine.model.EngineId.FUZZ,
            "racecourse.NoSuchRunner",
            SHORT,
            SHORT,
            LaunchPlan.Blame.CODE);

    assertThat(run(host, "", "one").get("one")).isInstanceOf(Observation.DidNotRun.class);
  }

  @Test
  void threadsLeftBehindKeepNobodyWaiting() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            """
            public static boolean one() {
              new Thread(() -> { while (true) Thread.onSpinWait(); }).start();
              Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); }));
              return true;
            }
            """,
            "one");

    assertThat(seen.get("one")).isInstanceOf(Observation.Clean.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void processesThatTheChildStartedEndWithIt() throws Exception {
    Path pid = folder.resolve("pid");
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class).within(SHORT, Duration.ofSeconds(60)),
            """
            public static boolean one() throws Exception {
              Process sleep = new ProcessBuilder("sleep", "600").start();
              java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "" + sleep.pid());
              Thread.sleep(600_000);
              return true;
            }
            """
                .formatted(pid),
            "one");

    assertThat(seen.get("one")).isNotInstanceOf(Observation.Clean.class);
    long sleeper = Long.parseLong(Files.readString(pid));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ProcessHandle.of(sleeper).map(p -> !p.isAlive()).orElse(true));
  }

  @Test
  void closingTheForkEndsChildrenUnderWay() throws Exception {
    CompletableFuture<Map<String, Observation>> running =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    FakeHost.of(FakeRunner.class),
                    "public static boolean one() throws Exception { Thread.sleep(600_000); return true; }",
                    "one"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive));

    fork.close();

    assertThat(running.get().get("one")).isInstanceOf(Observation.DidNotRun.class);
  }

  @Test
  void theChildSeesNoneOfTheParentsEnvironmentAndFewModules() {
    Map<String, Observation> seen =
        run(
            FakeHost.of(FakeRunner.class),
            """
            public static boolean environment() {
              return Set.of("PATH", "LANG", "LC_ALL", "SystemRoot").containsAll(System.getenv().keySet());
            }
            public static boolean modules() { return ModuleLayer.boot().modules().size() == 2; }
            public static boolean folder() {
              return new java.io.File("").getAbsolutePath().endsWith("child-1");
            }
            """,
            "environment",
            "modules",
            "folder");

    assertThat(seen.values()).allMatch(Observation.Clean.class::isInstance);
  }
}
