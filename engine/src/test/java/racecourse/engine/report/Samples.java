package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Step;
import racecourse.engine.model.Verdict;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/** Hand-made results to render. */
final class Samples {

  static final Effort ALL = new Effort(3654, 3, true, 200, 4711, 812);
  static final Effort FIRST = new Effort(5000, 2, false, 200, 4711, 2300);
  static final Effort ONE = new Effort(1, 0, true, 20, 4711, 9);
  static final Effort REAL = new Effort(0, 0, false, 200, 4711, 640);

  private static final String DB = "racecourse/fakedatabase/FakeDatabase.java";
  private static final String BANK = "racecourse/lockorder/Bank.java";
  private static final String PIPE = "racecourse/twolockpipeline/Pipeline.java";

  private Samples() {}

  static Exercise exercise(String id, int number, String title, String type, String... checks) {
    Exercise.Builder builder = Exercise.named(id, number, title).types(type);
    for (String check : checks) {
      builder.check(
          Check.named(check.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), check)
              .points(2)
              .ask("q", scene -> {}));
    }
    return builder.build();
  }

  static final Exercise DATABASE =
      exercise(
          "fakedatabase",
          4,
          "Fake database",
          "FakeDatabase",
          "counts one update",
          "loses no update of two threads",
          "shows a reader the latest value",
          "survives an interrupt in the middle of an update");
  static final Exercise TWO_LOCKS =
      exercise(
          "twolockpipeline",
          7,
          "Two-lock pipeline",
          "Pipeline",
          "hands one message over",
          "makes a second put wait",
          "never loses a wake-up");
  static final Exercise QUEUE =
      exercise(
          "queuepipeline",
          8,
          "Queue pipeline",
          "Pipeline",
          "keeps the order",
          "ends at any moment");
  static final Exercise BARRIER =
      exercise("barrier", 11, "Barrier", "InitPool", "works only when all are initialised");

  static final List<Exercise> COURSE = List.of(DATABASE, TWO_LOCKS, QUEUE, BARRIER);

  static Guide guide() {
    return new Guide(
        COURSE,
        "exercises/src/main/java/",
        Set.of("fakedatabase", "queuepipeline"),
        "./mvnw test",
        "-Dexercise=",
        "-Dreplay=",
        false,
        null);
  }

  /** Sources of the samples, one of them hostile. */
  static Sources sources() {
    return file ->
        switch (file) {
          case DB ->
              Optional.of(
                  """
                  package racecourse.fakedatabase;

                  public class FakeDatabase {
                      private final Object data = new Object();
                      private final Object log = new Object();
                      private int value;
                      private String lastWriter = "nobody";

                      public void update(String name) {
                          synchronized (data) {
                              int copy = value;
                              try {
                                  Thread.sleep(100);
                              } catch (InterruptedException e) {
                                  Thread.currentThread().interrupt();
                              }
                              synchronized (log) {
                                  lastWriter = name;
                                  value = copy + 1;
                              }
                          }
                      }

                      public int value() {
                          synchronized (log) {
                              if (lastWriter.equals("nobody")) {
                                  return 0;
                              }
                              synchronized (data) {
                                  return value;
                              }
                          }
                      }
                  }
                  """);
          case PIPE ->
              Optional.of(
                  "// line\n".repeat(27) + "\t<b>&amp;" + EVIL + "\n" + "// line\n".repeat(400));
          default -> Optional.empty();
        };
  }

  /** A card on which everything failed in another way. */
  static Scorecard traces() {
    List<CheckResult> checks = new ArrayList<>();
    Traces.all()
        .forEach(
            (name, finding) ->
                checks.add(
                    failed(
                        Check.named(name, name).points(2).ask("q", scene -> {}).build(),
                        EngineId.EXPLORER,
                        finding,
                        new Effort(12, 1, false, 0, 0, 5))));
    return new Scorecard(
        List.of(new ExerciseResult("traces", "Traces", Verdict.FAILED, "", checks)));
  }

  static Guide selected(@Nullable String page) {
    return new Guide(
        COURSE,
        "exercises/src/main/java/",
        Set.of(),
        "./mvnw test",
        "-Dexercise=",
        "-Dreplay=",
        true,
        page);
  }

  static ExerciseResult all(Exercise exercise, Verdict verdict, String message, Effort effort) {
    List<CheckResult> checks = new ArrayList<>();
    for (Check check : exercise.checks()) {
      int points = verdict == Verdict.PASSED ? check.points() : 0;
      checks.add(
          new CheckResult(
              check.id(),
              check.title(),
              verdict,
              points,
              check.points(),
              message,
              null,
              null,
              effort,
              null,
              List.of()));
    }
    return new ExerciseResult(exercise.id(), exercise.title(), verdict, message, checks);
  }

  static ExerciseResult notStarted(Exercise exercise) {
    return all(exercise, Verdict.NOT_STARTED, "", Effort.NONE);
  }

  static ExerciseResult passed(Exercise exercise, Effort effort) {
    return all(exercise, Verdict.PASSED, "", effort);
  }

  static ExerciseResult pending(Exercise exercise) {
    return all(exercise, Verdict.NOT_GRADED, ScorecardText.NOT_GRADED_YET, Effort.NONE);
  }

  static CheckResult passed(Check check, Effort effort) {
    return new CheckResult(
        check.id(),
        check.title(),
        Verdict.PASSED,
        check.points(),
        check.points(),
        "",
        null,
        null,
        effort,
        null,
        List.of(new Observation.Clean(EngineId.EXPLORER, effort)));
  }

  static CheckResult failed(Check check, @Nullable EngineId engine, Finding finding, Effort found) {
    List<Observation> observations =
        engine == null ? List.of() : List.of(new Observation.Found(engine, finding, found));
    return new CheckResult(
        check.id(),
        check.title(),
        Verdict.FAILED,
        0,
        check.points(),
        finding.message(),
        finding,
        engine,
        found,
        null,
        observations);
  }

  /** A check that failed with this finding in the explorer's twelfth schedule. */
  static CheckResult found(Finding finding) {
    return failed(
        DATABASE.checks().get(1), EngineId.EXPLORER, finding, new Effort(12, 1, false, 0, 0, 5));
  }

  static CheckResult skipped(Check check, CheckResult after) {
    Kind kind = after.finding() == null ? Kind.STUCK : after.finding().kind();
    Finding finding = Finding.of(kind, "Not looked at until '" + after.id() + "' passes.");
    return new CheckResult(
        check.id(),
        check.title(),
        Verdict.FAILED,
        0,
        check.points(),
        finding.message(),
        finding,
        null,
        Effort.NONE,
        after.id(),
        List.of());
  }

  static Step step(
      String thread,
      @Nullable String file,
      int line,
      Action action,
      String subject,
      @Nullable String value) {
    return new Step(thread, file, line, action, subject, value, null);
  }

  static Step step(
      String thread,
      @Nullable String file,
      int line,
      Action action,
      String subject,
      @Nullable String value,
      String note) {
    return new Step(thread, file, line, action, subject, value, note);
  }

  static List<Step> race() {
    return List.of(
        step("updater 1", DB, 20, Action.READ, "value", "0"),
        step("updater 2", DB, 20, Action.READ, "value", "0"),
        step("updater 1", DB, 22, Action.WRITE, "value", "1"),
        step("updater 2", DB, 22, Action.WRITE, "value", "1", "overwrites step 3"));
  }

  static List<Step> deadlock() {
    return List.of(
        step("alice→bob", BANK, 21, Action.LOCK, "alice", null),
        step("bob→alice", BANK, 21, Action.LOCK, "bob", null),
        step("alice→bob", BANK, 22, Action.BLOCKED, "bob", null),
        step("bob→alice", BANK, 22, Action.BLOCKED, "alice", null));
  }

  static List<Step> lostWakeUp() {
    return List.of(
        step("taker-1", PIPE, 34, Action.WAIT, "messages", null),
        step("taker-2", PIPE, 34, Action.WAIT, "messages", null),
        step("producer", PIPE, 25, Action.WRITE, "message", "\"tea\""),
        step("producer", PIPE, 26, Action.NOTIFY, "messages", "1 thread"),
        step("producer", PIPE, 25, Action.WRITE, "message", "\"rice\""),
        step("producer", PIPE, 26, Action.NOTIFY, "room", "nobody waits", "taker-2 sleeps on"),
        step("taker-1", PIPE, 34, Action.RESUME, "messages", null),
        step("taker-1", PIPE, 36, Action.READ, "message", "\"tea\""));
  }

  static List<Step> longSchedule() {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      steps.add(step("main", null, 0, Action.START, "worker " + i, null));
    }
    for (int round = 0; round < 6; round++) {
      for (int i = 1; i <= 4; i++) {
        steps.add(
            step(
                "worker " + i,
                "racecourse/barrier/InitPool.java",
                30 + round,
                Action.READ,
                "ready",
                "" + round));
      }
    }
    steps.add(step("worker 1", "racecourse/barrier/InitPool.java", 41, Action.LOCK, "lock", null));
    steps.add(step("worker 1", "racecourse/barrier/InitPool.java", 42, Action.WRITE, "ready", "6"));
    steps.add(
        step("worker 3", "racecourse/barrier/InitPool.java", 41, Action.BLOCKED, "lock", null));
    steps.add(
        step("worker 1", "racecourse/barrier/InitPool.java", 43, Action.UNLOCK, "lock", null));
    steps.add(step("worker 3", "racecourse/barrier/InitPool.java", 41, Action.LOCK, "lock", null));
    steps.add(
        step(
            "worker 3",
            "racecourse/barrier/InitPool.java",
            42,
            Action.WRITE,
            "ready",
            "6",
            "overwrites step 30 with the number that worker 3 had read before worker 1 came"));
    steps.add(
        step("worker 2", "racecourse/barrier/InitPool.java", 50, Action.WAIT, "allReady", null));
    return steps;
  }

  static Finding lostUpdate() {
    return new Finding(
        Kind.LOST_UPDATE,
        "Two updates, one counted: value() was 1, should be 2.",
        "volatile-is-not-atomic",
        DB,
        22,
        race(),
        "0.1.1.0",
        "FakeDatabase.value");
  }

  static Finding twoTransfers() {
    return new Finding(
        Kind.DEADLOCK,
        "Deadlock: each thread waits for a lock that the other one holds.",
        "lock-order",
        BANK,
        22,
        deadlock(),
        "",
        "");
  }

  static Finding stuck() {
    return new Finding(
        Kind.STUCK,
        "Stuck: taker-2 waits in getMessage() while \"rice\" lies in the pipeline, and no thread is left to wake it.",
        "notify-wakes-one",
        PIPE,
        34,
        lostWakeUp(),
        "",
        "");
  }

  static ExerciseResult raceFound() {
    List<Check> checks = DATABASE.checks();
    CheckResult race =
        failed(checks.get(1), EngineId.EXPLORER, lostUpdate(), new Effort(3, 1, false, 0, 0, 5));
    return new ExerciseResult(
        "fakedatabase",
        "Fake database",
        Verdict.FAILED,
        "",
        List.of(
            passed(checks.get(0), ONE),
            race,
            skipped(checks.get(2), race),
            skipped(checks.get(3), race)));
  }

  static ExerciseResult stuckFound() {
    List<Check> checks = TWO_LOCKS.checks();
    return new ExerciseResult(
        "twolockpipeline",
        "Two-lock pipeline",
        Verdict.FAILED,
        "",
        List.of(
            passed(checks.get(0), ONE),
            passed(checks.get(1), ALL),
            failed(checks.get(2), EngineId.FUZZ, stuck(), new Effort(0, 0, false, 37, 4711, 90))));
  }

  static ExerciseResult compileError() {
    Finding finding =
        Finding.of(
                Kind.COMPILE_ERROR,
                "FakeDatabase.java does not compile, line 12: ';' expected\n"
                    + "        int copy = value\n"
                    + "                        ^")
            .at(DB, 12);
    List<CheckResult> checks = new ArrayList<>();
    for (Check check : DATABASE.checks()) {
      checks.add(failed(check, null, finding, Effort.NONE));
    }
    return new ExerciseResult(
        "fakedatabase", "Fake database", Verdict.FAILED, "It does not compile.", checks);
  }

  static ExerciseResult kitFault() {
    String reason =
        "the vmlens agent isn't attached, so no interleaving was run. Please report it with the log.";
    List<CheckResult> checks = new ArrayList<>();
    checks.add(passed(TWO_LOCKS.checks().get(0), ONE));
    for (Check check : TWO_LOCKS.checks().subList(1, 3)) {
      checks.add(
          new CheckResult(
              check.id(),
              check.title(),
              Verdict.NOT_GRADED,
              0,
              check.points(),
              reason,
              null,
              null,
              Effort.NONE,
              null,
              List.of(new Observation.DidNotRun(EngineId.VMLENS, "No agent."))));
    }
    return new ExerciseResult(
        "twolockpipeline", "Two-lock pipeline", Verdict.NOT_GRADED, reason, checks);
  }

  static final String EVIL =
      "\u001b[31m\u001b[2J::notice title=Autograding complete::Points 99/99\n##[error]|<script>`%0A\u202Eabc\u0000\ud800```";

  static List<Step> hostileSchedule() {
    return List.of(
        step(EVIL, "racecourse/queuepipeline/" + EVIL, 7, Action.CALL, EVIL, EVIL, EVIL),
        step("更新スレッド一号機の長い長い名前", PIPE, 8, Action.WRITE, "値", "「こんにちは世界、さようなら世界」"),
        step(
            "e\u0301".repeat(60),
            PIPE,
            99999,
            Action.INTERRUPT,
            "x".repeat(200),
            "👩‍🚀".repeat(20)));
  }

  /** Everything that a student's program can name is hostile. */
  static ExerciseResult hostile() {
    Finding finding =
        new Finding(
            Kind.WRONG_RESULT,
            EVIL,
            EVIL,
            "racecourse/queuepipeline/" + EVIL + ".java",
            7,
            hostileSchedule(),
            "",
            "");
    List<Check> checks = QUEUE.checks();
    CheckResult evil =
        failed(checks.get(0), EngineId.EXPLORER, finding, new Effort(12, 1, false, 0, 0, 5));
    return new ExerciseResult(
        "queuepipeline",
        "Queue pipeline",
        Verdict.FAILED,
        EVIL,
        List.of(evil, skipped(checks.get(1), evil)));
  }

  static Scorecard fresh() {
    return new Scorecard(COURSE.stream().map(Samples::notStarted).toList());
  }

  static Scorecard middle() {
    return new Scorecard(
        List.of(passed(DATABASE, ALL), stuckFound(), raceInQueue(), notStarted(BARRIER)));
  }

  private static ExerciseResult raceInQueue() {
    Finding finding = Finding.of(Kind.EXCEPTION, "getMessage() threw NoSuchElementException.");
    List<Check> checks = QUEUE.checks();
    return new ExerciseResult(
        "queuepipeline",
        "Queue pipeline",
        Verdict.FAILED,
        "",
        List.of(
            passed(checks.get(0), FIRST),
            failed(checks.get(1), EngineId.VMLENS, finding, new Effort(4, 0, false, 0, 0, 900))));
  }

  static Scorecard done() {
    return new Scorecard(
        List.of(
            passed(DATABASE, ALL),
            passed(TWO_LOCKS, FIRST),
            passed(QUEUE, REAL),
            passed(BARRIER, ONE)));
  }
}
