package racecourse.graders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Folders;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.timer.TimedCommand;
import racecourse.timer.Timer;

/**
 * Asks whether a timer's action runs once or is cancelled, never both and never neither, and
 * whether a command is read, awaited and killed. Processes are for real threads alone, and only a
 * few times.
 *
 * <p>Not asked, because the contract promises nothing about it: a delay that is negative, what an
 * action that throws does, what a second {@code cancel()} and a {@code start()} after {@code
 * cancel()} say as long as nothing runs, whether {@code cancel()} waits for an action under way,
 * how soon after a {@code cancel()} that came too late the action begins, what the standard error
 * is good for, the output and the exit code of a command that was killed, and processes that
 * outlive a command that ended by itself.
 */
public final class TimerGrader implements Grader, Explains {
  // Sentences by which TimerMistakes knows a failure, too.
  static final String NOT_TOO_LATE =
      "The action %s, so it is too late, but cancel() said that it will never run.";
  static final String RAN_ALL_THE_SAME =
      "cancel() said that the action will never run, and then it ran.";
  static final String SLEEPS_ON =
      "The timer was cancelled, but its thread stays behind: it ended %d s later.";
  static final String BOTH = "cancel() said that the action will never run, but it has run.";
  static final String INTERRUPTED_CANCELLER =
      "A thread that was interrupted calls cancel(). There is an hour left, but cancel() said that it is too late.";
  static final String ANOTHER_TIME = "The delay is %d ms, but the action ran %d ms after start().";
  static final String ANOTHER_WORD = "The command writes %s, but the output is \"%s\".";
  static final String A_CHILD = "A process that the command has started";
  static final String A_STUBBORN_ONE = "The command, which does not end if it is only asked to,";
  static final String NOT_KILLED =
      "The command ends by itself in a moment, but the result says that it was killed.";
  static final String ANOTHER_CODE = "The command ends with exit code %d, but the result says %d.";
  static final String OUTPUT_CUT =
      "The command writes %d lines, the last one is \"done\"; but the output has %d, and the last"
          + " one is \"%s\".";
  static final String ONE_AFTER_THE_OTHER =
      "A command that writes a lot was read to its end only when another one had ended, which says"
          + " nothing.";
  static final String LIVES_ON = "%s should have been killed, but it %s.";
  static final String NOT_TOLD =
      "The caller of run() was interrupted, so it has to get an InterruptedException, but"
          + " run() %s.";
  static final String NO_SUCH_COMMAND =
      "There is no such command, so run() has to throw an IOException, but %s.";
  static final String NO_LIMIT =
      "The command takes %d s, and the limit had passed long before, but the result says that it"
          + " was not killed.";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String RAN = "ran";

  /** On a busy machine a command may be killed before it has come to life, which says nothing. */
  private static final List<Duration> LIMITS =
      List.of(Duration.ofMillis(1_000), Duration.ofMillis(2_500), Duration.ofMillis(3_500));

  /** Makes the grader; it has no state. */
  public TimerGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("timer", 10, "A timer, and a command with a time limit")
        .types("Timer", "TimedCommand")
        .mayUse("java.lang.Process")
        .mayUse("java.lang.ProcessBuilder")
        .mayUse("java.lang.ProcessHandle")
        .mayUse("java.io.File")
        .mayUse("java.io.FileInputStream")
        .mayUse("java.io.FileOutputStream")
        .mayUse("java.io.FileReader")
        .mayUse("java.io.InputStreamReader")
        .mayUse("java.io.BufferedInputStream")
        .mayUse("java.nio.file")
        .mayUse("java.nio.file.attribute")
        .mayUse("java.nio.charset")
        .check(
            Check.named("runs-later", "runs the action once, when the delay is over")
                .points(3)
                .askWithoutVmlens("once", TimerGrader::once)
                .ask("five-seconds", EnumSet.of(EngineId.EXPLORER), TimerGrader::fiveSeconds)
                .ask("not-a-second", EnumSet.of(EngineId.EXPLORER), TimerGrader::notASecond)
                .ask("a-month", EnumSet.of(EngineId.EXPLORER), TimerGrader::aMonth)
                .hint("Which thread waits for the time to be over? Not the one that calls start().")
                .hint("A Duration has several parts; toMillis() and toNanos() give you all of it."))
        .check(
            Check.named("starts-only-once", "starts only once")
                .points(2)
                .needs("runs-later")
                .askWithoutVmlens("twice", TimerGrader::twice)
                .ask("two-at-the-same-time", TimerGrader::twoAtTheSameTime)
                .hint("Looking whether it was started and saying so must be one step."))
        .check(
            Check.named("cancels-in-time", "never runs once cancel() has returned true")
                .points(3)
                .needs("runs-later")
                .askWithoutVmlens("while-it-waits", TimerGrader::whileItWaits)
                .ask("before-the-start", TimerGrader::beforeTheStart)
                .askWithoutVmlens("by-an-interrupted-thread", TimerGrader::byAnInterruptedThread)
                .hint("A timer that has not been started can be cancelled, too.")
                .hint("What will start() do with a timer that was cancelled before?"))
        .check(
            Check.named("says-too-late", "says when it is too late to cancel")
                .points(3)
                .needs("runs-later")
                .askWithoutVmlens("afterwards", TimerGrader::afterwards)
                .askWithoutVmlens("meanwhile", TimerGrader::meanwhile)
                .askWithoutVmlens("from-the-action", TimerGrader::fromTheAction)
                .askWithoutVmlens("when-it-has-failed", TimerGrader::whenItHasFailed)
                .hint("Too late is from the moment the action begins, not when it has ended.")
                .hint("Write \"it has begun\" down before the action is called."))
        .check(
            Check.named("one-or-the-other", "runs or is cancelled, never both and never neither")
                .points(4)
                .needs("cancels-in-time")
                .needs("says-too-late")
                .ask("at-once", TimerGrader::atOnce)
                .askWithoutVmlens("just-in-time", TimerGrader::justInTime)
                .askWithoutVmlens("two-cancel-it", TimerGrader::twoCancelIt)
                .hint("Two threads want to have the last word. Who gives it?")
                .hint("One compareAndSet() from \"waiting\" to \"begun\", or to \"cancelled\"."))
        .check(
            Check.named("no-thread-stays", "leaves no thread behind")
                .points(3)
                .needs("runs-later")
                .askWithoutVmlens("after-the-action", TimerGrader::afterTheAction)
                .askWithoutVmlens("after-cancelling", TimerGrader::afterCancelling)
                .askWithoutVmlens("after-a-failure", TimerGrader::afterAFailure)
                .ask("gone-at-once", EnumSet.of(EngineId.EXPLORER), TimerGrader::goneAtOnce)
                .ask("none-in-between", EnumSet.of(EngineId.EXPLORER), TimerGrader::noneInBetween)
                .hint("What does the thread of a java.util.Timer, or of an executor, do next?")
                .hint("Somebody has to wake the thread that sleeps for another hour.")
                .hint(
                    "And if start() and cancel() are called at the same moment? Or the action throws?"))
        .check(
            Check.named("runs-a-command", "runs a command, and says how it ended")
                .points(2)
                .askSparingly("says-hello", 2, TimerGrader::saysHello)
                .askSparingly("exit-code", 1, TimerGrader::exitCode)
                .askSparingly("no-such-command", 1, TimerGrader::noSuchCommand)
                .hint("new ProcessBuilder(command).start() gives you a Process.")
                .hint("waitFor() returns the exit code; getInputStream() is what it writes."))
        .check(
            Check.named("reads-everything", "reads what the command writes, however much")
                .points(2)
                .needs("runs-a-command")
                .askSparingly("a-lot", 2, TimerGrader::aLot)
                .askSparingly("a-lot-of-errors", 1, TimerGrader::aLotOfErrors)
                .askSparingly("beside-a-silent-one", 1, TimerGrader::besideASilentOne)
                .hint("A pipe is a small buffer. What does its writer do when it is full?")
                .hint("Somebody has to read while you wait, and both outputs need a reader.")
                .hint("redirectErrorStream(true) makes one stream of the two."))
        .check(
            Check.named("kills-at-the-limit", "kills the command when the limit has passed")
                .points(3)
                .needs("runs-a-command")
                .askSparingly("a-second", 1, TimerGrader::aSecond)
                .askSparingly("no-time-at-all", 1, TimerGrader::noTimeAtAll)
                .hint("waitFor() can be told how long to wait, and answers whether it was enough.")
                .hint("A read has no time limit. Whoever reads first waits for the end.")
                .hint("destroy() asks a process to end. destroyForcibly() does not ask."))
        .check(
            Check.named("kills-the-children", "kills what the command has started, too")
                .points(2)
                .needs("kills-at-the-limit")
                .askSparingly("a-child", 1, TimerGrader::aChild)
                .hint("Who holds the other end of the pipe, when the command is gone?")
                .hint(
                    "descendants() knows them, as long as their parent lives: ask before you kill."))
        .check(
            Check.named("stops-on-interrupt", "stops the command when the caller is interrupted")
                .points(2)
                .needs("kills-at-the-limit")
                .askSparingly("interrupted", 1, TimerGrader::interrupted)
                .hint("A method has many ways out. Which of them kill the process?")
                .hint(
                    "A finally block sees all of them. A read hears no interrupt, waitFor() does."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return TimerMistakes.all();
  }

  // The timer.

  private static Duration delay(Scene scene) {
    return Duration.ofMillis(scene.scale(3_000, 5));
  }

  private static Gate begins(Scene scene) {
    return scene.gate(2, Kind.STUCK, "The timer was started, but its action never begins.");
  }

  private static void once(Scene scene) {
    Journal<Thread> runs = scene.journal();
    Gate begun = begins(scene);
    Timer timer =
        new Timer(
            delay(scene),
            () -> {
              runs.add(Thread.currentThread());
              begun.pass();
            });
    timer.start();
    begun.pass();
    scene.awaitNoThreads("The action has run, but a thread stays behind.");
    expectRuns(scene, runs.entries().size(), 1);
    scene.expect(
        runs.entries().get(0) != Thread.currentThread(),
        Kind.WRONG_RESULT,
        "The action ran on the thread that called start().");
  }

  private static void fiveSeconds(Scene scene) {
    runsAfter(scene, Duration.ofSeconds(5));
  }

  private static void notASecond(Scene scene) {
    runsAfter(scene, Duration.ofMillis(900));
  }

  /** More milliseconds than an int can count. */
  private static void aMonth(Scene scene) {
    runsAfter(scene, Duration.ofDays(30));
  }

  private static void runsAfter(Scene scene, Duration delay) {
    Journal<Long> times = scene.journal();
    Gate begun = begins(scene);
    Timer timer =
        new Timer(
            delay,
            () -> {
              times.add(System.nanoTime());
              begun.pass();
            });
    long begin = System.nanoTime();
    timer.start();
    begun.pass();
    long millis = (times.entries().get(0) - begin) / 1_000_000;
    // Who looks at the clock now and then comes late, and later in virtual time than in real time.
    long late = Math.max(1_000, delay.toMillis() / 100);
    scene.expect(
        millis >= delay.toMillis() - 1 && millis <= delay.toMillis() + late,
        Kind.WRONG_RESULT,
        ANOTHER_TIME,
        delay.toMillis(),
        millis);
  }

  private static void twice(Scene scene) {
    Journal<String> runs = scene.journal();
    Gate begun = begins(scene);
    Timer timer =
        new Timer(
            delay(scene),
            () -> {
              runs.add(RAN);
              begun.pass();
            });
    timer.start();
    expectRefused(scene, timer, "while it waits");
    begun.pass();
    scene.awaitNoThreads("The action has run, but a thread stays behind.");
    expectRefused(scene, timer, "after the action");
    scene.awaitNoThreads("start() was refused, but there is a thread again.");
    expectRuns(scene, runs.entries().size(), 1);
  }

  private static void expectRefused(Scene scene, Timer timer, String when) {
    scene.expect(
        start(timer).equals("refused"),
        Kind.WRONG_RESULT,
        "start() was called for the second time, %s, and has to throw an IllegalStateException, but"
            + " it returned.",
        when);
  }

  private static String start(Timer timer) {
    try {
      timer.start();
      return "started";
    } catch (IllegalStateException e) {
      return "refused";
    }
  }

  /** After cancel() nobody promises what start() says. */
  private static void startCancelled(Timer timer) {
    try {
      timer.start();
    } catch (RuntimeException e) {
      // Refused, in one way or another.
    }
  }

  private static void twoAtTheSameTime(Scene scene) {
    int count = scene.scale(2, 6);
    Journal<String> runs = scene.journal();
    Journal<String> outcomes = scene.journal();
    Timer timer = new Timer(Duration.ofMillis(1), () -> runs.add(RAN));
    for (int i = 1; i <= count; i++) {
      scene.actor("starter " + i, () -> outcomes.add(start(timer)));
    }
    scene.play();
    int started = Collections.frequency(outcomes.entries(), "started");
    scene.expect(
        started == 1,
        Kind.WRONG_RESULT,
        "%d threads called start() at the same time: one has to start it and all others have to get"
            + " an IllegalStateException, but %d of them started it.",
        count,
        started);
    scene.awaitNoThreads("The timer was started once, but a thread stays behind.");
  }

  private static void whileItWaits(Scene scene) {
    Journal<String> runs = scene.journal();
    Timer timer = new Timer(HOUR, () -> runs.add(RAN));
    timer.start();
    scene.settle();
    expectCancelled(scene, timer, "it has been started, and there is an hour left");
    startCancelled(timer);
    scene.awaitNoThreads("The timer was cancelled, but a thread stays behind.");
    expectNothingRan(scene, runs);
  }

  private static void beforeTheStart(Scene scene) {
    Journal<String> runs = scene.journal();
    Timer timer = new Timer(Duration.ofMillis(1), () -> runs.add(RAN));
    expectCancelled(scene, timer, "it has not even been started");
    startCancelled(timer);
    scene.awaitNoThreads("The timer was cancelled, but a thread stays behind.");
    expectNothingRan(scene, runs);
  }

  /** Whoever cancels may have been interrupted for reasons of his own. */
  private static void byAnInterruptedThread(Scene scene) {
    Journal<Boolean> answers = scene.journal();
    Timer timer = new Timer(HOUR, () -> {});
    timer.start();
    scene.settle();
    Actor canceller =
        scene.actor(
            "interrupted canceller",
            () -> {
              Thread.currentThread().interrupt();
              answers.add(timer.cancel());
            });
    scene.play();
    scene.expect(
        canceller.hasEnded() && answers.entries().get(0), Kind.WRONG_RESULT, INTERRUPTED_CANCELLER);
    scene.awaitNoThreads("The timer was cancelled, but a thread stays behind.");
  }

  private static void expectCancelled(Scene scene, Timer timer, String because) {
    scene.expect(
        timer.cancel(),
        Kind.WRONG_RESULT,
        "cancel() said that it is too late, but it is not: %s.",
        because);
  }

  private static void expectNothingRan(Scene scene, Journal<String> runs) {
    scene.expect(runs.entries().isEmpty(), Kind.WRONG_RESULT, RAN_ALL_THE_SAME);
  }

  private static void afterwards(Scene scene) {
    Gate begun = begins(scene);
    Timer timer = new Timer(delay(scene), () -> begun.pass());
    timer.start();
    begun.pass();
    scene.awaitNoThreads("The action has run, but a thread stays behind.");
    expectTooLate(scene, timer.cancel(), "has run");
  }

  private static void whenItHasFailed(Scene scene) {
    Gate begun = begins(scene);
    Timer timer =
        new Timer(
            delay(scene),
            () -> {
              begun.pass();
              throw new IllegalStateException("A burnt cake");
            });
    timer.start();
    begun.pass();
    scene.awaitNoThreads("The action has ended with an exception, and a thread stays behind.");
    expectTooLate(scene, timer.cancel(), "has run, and thrown an exception");
  }

  private static void meanwhile(Scene scene) {
    Gate begun = begins(scene);
    Gate held = scene.held();
    Timer timer =
        new Timer(
            delay(scene),
            () -> {
              begun.pass();
              held.pass();
            });
    timer.start();
    begun.pass();
    Journal<Boolean> answers = scene.journal();
    Actor canceller = scene.actor("canceller", () -> answers.add(timer.cancel()));
    scene.settle();
    if (canceller.hasEnded()) {
      expectTooLate(scene, answers.entries().get(0), "has begun");
    }
    held.open();
    scene.play();
    expectTooLate(scene, answers.entries().get(0), "had begun");
    scene.awaitNoThreads("The action has run, but a thread stays behind.");
  }

  private static void fromTheAction(Scene scene) {
    Journal<Timer> self = scene.journal();
    Journal<Boolean> answers = scene.journal();
    Gate answered =
        scene.gate(2, Kind.STUCK, "The action calls cancel(), and that never comes back.");
    Timer timer =
        new Timer(
            Duration.ofMillis(1),
            () -> {
              answers.add(self.entries().get(0).cancel());
              answered.pass();
            });
    self.add(timer);
    timer.start();
    answered.pass();
    scene.awaitNoThreads("The action cancels its own timer, and its thread never ends.");
    expectTooLate(scene, answers.entries().get(0), "itself asks");
  }

  private static void expectTooLate(Scene scene, boolean answer, String state) {
    scene.expect(!answer, Kind.WRONG_RESULT, NOT_TOO_LATE, state);
  }

  private static void atOnce(Scene scene) {
    Journal<String> runs = scene.journal();
    Journal<Boolean> answers = scene.journal();
    Gate over = overAtLast(scene);
    Timer timer =
        new Timer(
            Duration.ofMillis(1),
            () -> {
              runs.add(RAN);
              over.pass();
            });
    scene.actor("starter", () -> startCancelled(timer));
    scene.actor("canceller", () -> answers.add(timer.cancel()));
    scene.play();
    expectOneOrTheOther(scene, runs, answers, over);
  }

  private static void justInTime(Scene scene) {
    Journal<String> runs = scene.journal();
    Journal<Boolean> answers = scene.journal();
    Gate over = overAtLast(scene);
    Duration delay = Duration.ofMillis(scene.scale(3_000, 2));
    Timer timer =
        new Timer(
            delay,
            () -> {
              runs.add(RAN);
              over.pass();
            });
    timer.start();
    scene.actor(
        "canceller",
        () -> {
          Thread.sleep(delay.toMillis());
          answers.add(timer.cancel());
        });
    scene.play();
    expectOneOrTheOther(scene, runs, answers, over);
  }

  private static void twoCancelIt(Scene scene) {
    Journal<String> runs = scene.journal();
    Journal<Boolean> answers = scene.journal();
    Gate over = overAtLast(scene);
    Timer timer =
        new Timer(
            Duration.ofMillis(1),
            () -> {
              runs.add(RAN);
              over.pass();
            });
    timer.start();
    for (int i = 1; i <= 2; i++) {
      scene.actor("canceller " + i, () -> answers.add(timer.cancel()));
    }
    scene.play();
    expectOneOrTheOther(scene, runs, answers, over);
  }

  /** The action's thread need not have begun when cancel() says that it is too late. */
  private static Gate overAtLast(Scene scene) {
    return scene.gate(
        2, Kind.WRONG_RESULT, "cancel() said that it is too late, but the action never ran.");
  }

  private static void expectOneOrTheOther(
      Scene scene, Journal<String> runs, Journal<Boolean> answers, Gate over) {
    boolean cancelled = answers.entries().contains(true);
    if (cancelled) {
      over.open();
    } else {
      over.pass();
    }
    scene.awaitNoThreads("The timer is over, but a thread stays behind.");
    scene.expect(!(cancelled && !runs.entries().isEmpty()), Kind.WRONG_RESULT, BOTH);
    expectRuns(scene, runs.entries().size(), cancelled ? 0 : 1);
  }

  private static void expectRuns(Scene scene, int runs, int expected) {
    scene.expect(
        runs == expected,
        Kind.WRONG_RESULT,
        "The timer was started once, but its action ran %d times.",
        runs);
  }

  private static void afterTheAction(Scene scene) {
    Gate begun = begins(scene);
    Timer timer = new Timer(delay(scene), () -> begun.pass());
    timer.start();
    begun.pass();
    scene.awaitNoThreads("The action has run, but a thread stays behind.");
  }

  private static void afterCancelling(Scene scene) {
    Timer timer = new Timer(HOUR, () -> {});
    timer.start();
    timer.cancel();
    scene.awaitNoThreads("The timer was cancelled, but a thread stays behind.");
    new Timer(HOUR, () -> {}).cancel();
    scene.awaitNoThreads("A timer was cancelled that was never started, but there is a thread.");
  }

  /** Whatever becomes of an action, its thread has nothing to do afterwards. */
  private static void afterAFailure(Scene scene) {
    Gate begun = begins(scene);
    Timer timer =
        new Timer(
            delay(scene),
            () -> {
              begun.pass();
              throw new IllegalStateException("A burnt cake");
            });
    timer.start();
    begun.pass();
    scene.awaitNoThreads("The action has ended with an exception, and a thread stays behind.");
  }

  /** In virtual time a thread that sleeps on is soon over. But it is not gone at once. */
  private static void goneAtOnce(Scene scene) {
    Timer timer = new Timer(HOUR, () -> {});
    timer.start();
    scene.settle();
    long begin = System.nanoTime();
    timer.cancel();
    expectGone(scene, begin);
  }

  /** start() has looked whether it was cancelled, and has not made its thread yet. */
  private static void noneInBetween(Scene scene) {
    Timer timer = new Timer(HOUR, () -> {});
    long begin = System.nanoTime();
    scene.actor("starter", () -> startCancelled(timer));
    scene.actor("canceller", () -> timer.cancel());
    scene.play();
    expectGone(scene, begin);
  }

  private static void expectGone(Scene scene, long begin) {
    scene.awaitNoThreads("The timer was cancelled, but a thread stays behind.");
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    scene.expect(seconds <= 60, Kind.LEAK, SLEEPS_ON, seconds);
  }

  // The command.

  private interface InFolder {
    void play(Path folder) throws Exception;
  }

  private static void inFolder(InFolder act) throws Exception {
    Path folder = Files.createTempDirectory("racecourse-timer");
    try {
      act.play(folder);
    } finally {
      try {
        Folders.delete(folder);
      } catch (IOException stillInUse) {
        // A process that lives on holds it; the run's folder goes later.
      }
    }
  }

  /** Two callers at once: they have nothing in common. */
  private static void saysHello(Scene scene) {
    for (String word : List.of("hello", "goodbye")) {
      scene.actor("caller who says " + word, () -> says(scene, word));
    }
    scene.play();
  }

  private static void says(Scene scene, String word) throws IOException, InterruptedException {
    TimedCommand.Result result = TimedCommand.run(SmallProgram.command("say", word), HOUR);
    expectEnded(scene, result, 0);
    scene.expect(
        result.output().strip().equals(word),
        Kind.WRONG_RESULT,
        ANOTHER_WORD,
        word,
        shortened(result.output().strip()));
  }

  private static void exitCode(Scene scene) throws Exception {
    // The second one ends as if somebody had killed it, and nobody has.
    for (int code : new int[] {3, 137}) {
      List<String> command = SmallProgram.command("exit", String.valueOf(code));
      expectEnded(scene, TimedCommand.run(command, HOUR), code);
    }
  }

  private static void noSuchCommand(Scene scene) throws InterruptedException {
    String outcome;
    try {
      outcome = "it returned " + TimedCommand.run(List.of("no-such-command-anywhere"), HOUR);
    } catch (IOException e) {
      outcome = "";
    }
    scene.expect(outcome.isEmpty(), Kind.WRONG_RESULT, NO_SUCH_COMMAND, outcome);
  }

  private static void aLot(Scene scene) throws Exception {
    int lines = 20_000;
    TimedCommand.Result result =
        TimedCommand.run(
            SmallProgram.command("flood", "out", String.valueOf(lines)), Duration.ofSeconds(15));
    expectEnded(scene, result, 0);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      expected.add(SmallProgram.line(i));
    }
    expected.add("done");
    List<String> actual = result.output().lines().toList();
    scene.expect(
        actual.equals(expected),
        Kind.WRONG_RESULT,
        OUTPUT_CUT,
        expected.size(),
        actual.size(),
        actual.isEmpty() ? "" : shortened(actual.get(actual.size() - 1)));
  }

  private static void aLotOfErrors(Scene scene) throws Exception {
    TimedCommand.Result result =
        TimedCommand.run(SmallProgram.command("flood", "err", "20000"), Duration.ofSeconds(15));
    expectEnded(scene, result, 0);
    scene.expect(
        result.output().strip().endsWith("done"),
        Kind.WRONG_RESULT,
        "The command writes \"done\" to its standard output, but that is not in the output.");
  }

  /** Another command that says nothing for a long time must not keep this one from being read. */
  private static void besideASilentOne(Scene scene) throws Exception {
    inFolder(
        folder -> {
          Path file = folder.resolve("alive");
          Actor silent =
              scene.actor(
                  "caller of a silent command",
                  () -> {
                    try {
                      TimedCommand.run(SmallProgram.command("live", file.toString()), HOUR);
                    } catch (InterruptedException e) {
                      // The other one has been read.
                    }
                  });
          scene.actor(
              "caller of a command that writes a lot",
              () -> {
                Journal<String> looks = scene.journal();
                while (Files.notExists(file) && !silent.hasEnded()) {
                  Thread.sleep(5);
                  looks.add("not alive yet");
                }
                TimedCommand.Result result =
                    TimedCommand.run(SmallProgram.command("flood", "out", "5000"), HOUR);
                boolean beside = !silent.hasEnded();
                silent.interrupt();
                expectEnded(scene, result, 0);
                scene.expect(beside, Kind.WRONG_RESULT, ONE_AFTER_THE_OTHER);
              });
          scene.play();
        });
  }

  private static void expectEnded(Scene scene, TimedCommand.Result result, int exitCode) {
    scene.expect(!result.killed(), Kind.WRONG_RESULT, NOT_KILLED);
    scene.expect(
        result.exitCode() == exitCode,
        Kind.WRONG_RESULT,
        ANOTHER_CODE,
        exitCode,
        result.exitCode());
  }

  private static void aSecond(Scene scene) throws Exception {
    for (Duration limit : LIMITS) {
      Journal<String> seen = scene.journal();
      inFolder(
          folder -> {
            Path file = folder.resolve("alive");
            TimedCommand.Result result =
                TimedCommand.run(SmallProgram.command("stubborn", file.toString()), limit);
            expectKilled(scene, result);
            expectDead(scene, file, A_STUBBORN_ONE);
            if (Files.exists(file)) {
              seen.add("alive");
            }
          });
      if (!seen.entries().isEmpty()) {
        return;
      }
    }
  }

  private static void noTimeAtAll(Scene scene) throws Exception {
    inFolder(
        folder -> {
          Path file = folder.resolve("alive");
          TimedCommand.Result result =
              TimedCommand.run(SmallProgram.command("live", file.toString()), Duration.ZERO);
          expectKilled(scene, result);
          expectDead(scene, file, "The command");
        });
  }

  private static void aChild(Scene scene) throws Exception {
    for (Duration limit : LIMITS) {
      Journal<String> seen = scene.journal();
      inFolder(
          folder -> {
            Path parent = folder.resolve("parent");
            Path child = folder.resolve("child");
            TimedCommand.Result result =
                TimedCommand.run(
                    SmallProgram.command("parent", parent.toString(), child.toString()), limit);
            expectKilled(scene, result);
            expectDead(scene, parent, "The command");
            expectDead(scene, child, A_CHILD);
            if (Files.exists(child)) {
              seen.add("alive");
            }
          });
      if (!seen.entries().isEmpty()) {
        return;
      }
    }
  }

  private static void interrupted(Scene scene) throws Exception {
    inFolder(
        folder -> {
          Path file = folder.resolve("alive");
          Journal<String> outcome = scene.journal();
          Actor caller =
              scene.actor(
                  "interrupted caller",
                  () -> {
                    try {
                      TimedCommand.Result result =
                          TimedCommand.run(SmallProgram.command("live", file.toString()), HOUR);
                      outcome.add("returned " + result);
                    } catch (InterruptedException e) {
                      outcome.add("threw an InterruptedException");
                    }
                  });
          Journal<String> looks = scene.journal();
          scene.actor(
              "interrupter",
              () -> {
                while (Files.notExists(file) && !caller.hasEnded()) {
                  Thread.sleep(5);
                  looks.add("not alive yet");
                }
                caller.interrupt();
              });
          scene.play();
          String what = String.join(", ", outcome.entries());
          scene.expect(
              what.equals("threw an InterruptedException"),
              Kind.WRONG_RESULT,
              NOT_TOLD,
              shortened(what));
          expectDead(scene, file, "The caller was interrupted, but the command");
        });
  }

  private static void expectKilled(Scene scene, TimedCommand.Result result) {
    scene.expect(result.killed(), Kind.WRONG_RESULT, NO_LIMIT, SmallProgram.LIFE_MILLIS / 1_000);
  }

  /** A program that is alive writes into its file all the time. */
  private static void expectDead(Scene scene, Path file, String who)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long size = size(file);
    long still = begin;
    // Whoever watches the run sees that it goes on.
    Journal<Long> looks = scene.journal();
    // A process that was killed may take a moment; one that was not lives for seconds.
    while (System.nanoTime() - still < 300_000_000L && System.nanoTime() - begin < 2_000_000_000L) {
      Thread.sleep(10);
      long now = size(file);
      looks.add(now);
      if (now != size) {
        size = now;
        still = System.nanoTime();
      }
    }
    boolean lived = Files.exists(file) && Files.readString(file).endsWith(SmallProgram.LIVED);
    scene.expect(
        !lived && System.nanoTime() - still >= 300_000_000L,
        Kind.WRONG_RESULT,
        LIVES_ON,
        who,
        lived ? "has lived to its end" : "is still alive");
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
