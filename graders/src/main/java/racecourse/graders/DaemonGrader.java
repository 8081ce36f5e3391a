package racecourse.graders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import racecourse.daemon.Heartbeat;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/**
 * Asks whether the heart beats on one daemon thread, and whether it is still once {@code close()}
 * has returned, whoever called it and when.
 *
 * <p>Not asked, because the contract promises nothing about it: whether the period runs from begin
 * to begin or from end to begin, what becomes of beats that were missed, what a beat that throws
 * does to the ones after it, whether {@code isRunning()} answers while a beat is under way, how
 * long {@code close()} takes apart from the beat it waits for, whether a beat is interrupted by it,
 * and what a {@code start()} after {@code close()} says, as long as nothing beats.
 */
public final class DaemonGrader implements Grader, Explains {
  // Sentences by which DaemonMistakes knows a failure, too.
  static final String IS_RUNNING = "isRunning() is %b, but it should be %b: %s.";
  static final String ANOTHER_THREAD =
      "One beat was on \"%s\", a later one on \"%s\", which is another thread.";
  static final String NO_DAEMON = "The beats were on \"%s\", which is not a daemon thread.";
  static final String FIRST_TOO_LATE =
      "The period is 5 s, and the first beat, which has to come now, came %d ms after start().";
  static final String NOT_REFUSED =
      "A period of %s has to be refused with an IllegalArgumentException.";

  private static final String BEGINS = "a beat begins";
  private static final String ENDS = "a beat ends";
  private static final String CLOSED = "close() returns";

  /** Makes the grader; it has no state. */
  public DaemonGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("daemon", 2, "A heartbeat on a daemon thread")
        .types("Heartbeat")
        .check(
            Check.named("beats-at-once", "beats as soon as it is started, and not before")
                .points(3)
                .ask("the-first-beat", DaemonGrader::theFirstBeat)
                .askWithoutVmlens("not-before", DaemonGrader::notBefore)
                .ask("now", EnumSet.of(EngineId.EXPLORER), DaemonGrader::now)
                .hint("Which method of a thread begins a new one, and which one does not?")
                .hint("Beat first and rest afterwards."))
        .check(
            Check.named("beats-every-period", "beats again after every period")
                .points(4)
                .needs("beats-at-once")
                .askWithoutVmlens("three-beats", DaemonGrader::threeBeats)
                .ask("five-seconds", EnumSet.of(EngineId.EXPLORER), DaemonGrader::fiveSeconds)
                .ask("less-than-one", EnumSet.of(EngineId.EXPLORER), DaemonGrader::lessThanOne)
                .askWithoutVmlens("beside-a-long-beat", DaemonGrader::besideALongBeat)
                .askSparingly("rests-in-between", 1, DaemonGrader::restsInBetween)
                .hint("Who calls the beat the second time?")
                .hint("A Duration has several parts. toMillis() and toNanos() give you all of it.")
                .hint("A loop: beat, rest for one period, look whether it has been closed."))
        .check(
            Check.named("one-daemon-thread", "beats always on the same thread, a daemon")
                .points(3)
                .needs("beats-every-period")
                .askWithoutVmlens("whose-thread", DaemonGrader::whoseThread)
                .hint("Who may keep the JVM from ending?")
                .hint("A new thread is a daemon if the one that makes it is, unless you say so.")
                .hint("setDaemon(true) before start(); an executor takes a ThreadFactory for it."))
        .check(
            Check.named("starts-only-once", "starts only once, and only with a period")
                .points(3)
                .needs("beats-at-once")
                .ask("no-period", DaemonGrader::noPeriod)
                .ask("twice", DaemonGrader::twice)
                .ask("two-at-the-same-time", DaemonGrader::twoAtTheSameTime)
                .hint("What does the second caller see while the first is still in start()?")
                .hint("Looking whether it was started and saying so must be one step."))
        .check(
            Check.named("says-whether-it-runs", "says whether it runs")
                .points(2)
                .needs("beats-at-once")
                .ask("before-and-after", DaemonGrader::beforeAndAfter)
                .ask("somebody-looks", DaemonGrader::somebodyLooks)
                .hint("Which thread writes what isRunning() reads?")
                .hint("A plain field that another thread reads needs a lock, or volatile."))
        .check(
            Check.named("close-ends-it", "is still once it is closed, and leaves no thread behind")
                .points(3)
                .needs("beats-at-once")
                .askWithoutVmlens("after-the-first-beat", DaemonGrader::afterTheFirstBeat)
                .ask(
                    "between-two-beats",
                    EnumSet.of(EngineId.EXPLORER),
                    DaemonGrader::betweenTwoBeats)
                .ask("never-started", DaemonGrader::neverStarted)
                .ask("twice", DaemonGrader::closedTwice)
                .askWithoutVmlens("after-a-failure", DaemonGrader::afterAFailure)
                .askWithoutVmlens("after-an-error", DaemonGrader::afterAnError)
                .ask("two-hearts", EnumSet.of(EngineId.EXPLORER), DaemonGrader::twoHearts)
                .hint("How does a thread that rests hear that it is over?")
                .hint("Never-started and closed-already are states, too: think of all three calls.")
                .hint("A flag that says \"closed\" is never taken back."))
        .check(
            Check.named("close-waits", "waits in close() for the beat that is under way")
                .points(3)
                .needs("close-ends-it")
                .askWithoutVmlens("a-long-beat", DaemonGrader::aLongBeat)
                .askWithoutVmlens("two-close-it", DaemonGrader::twoCloseIt)
                .askWithoutVmlens("an-interrupted-caller", DaemonGrader::anInterruptedCaller)
                .ask("ten-minutes", EnumSet.of(EngineId.EXPLORER), DaemonGrader::tenMinutes)
                .ask("results-can-be-read", DaemonGrader::resultsCanBeRead)
                .hint("interrupt() and shutdown() only ask. Who waits for the answer?")
                .hint("The second caller of close() must not return earlier than the first one.")
                .hint(
                    "close() may not throw InterruptedException. What does an interrupted caller do"
                        + " instead?"))
        .check(
            Check.named("close-from-a-beat", "can be closed from inside a beat")
                .points(2)
                .needs("close-ends-it")
                .ask("the-last-beat", DaemonGrader::theLastBeat)
                .askWithoutVmlens("a-beat-and-another", DaemonGrader::aBeatAndAnother)
                .askWithoutVmlens("another-and-a-beat", DaemonGrader::anotherAndABeat)
                .askWithoutVmlens("from-another-heart", DaemonGrader::fromAnotherHeart)
                .hint("Whom does close() wait for, and who is calling it?")
                .hint(
                    "A thread must not wait for its own end. Thread.currentThread() tells who"
                        + " calls."))
        .check(
            Check.named("close-at-any-moment", "can be closed at any moment")
                .points(2)
                .needs("close-waits")
                .ask("while-it-starts", DaemonGrader::whileItStarts)
                .askWithoutVmlens("as-a-beat-begins", DaemonGrader::asABeatBegins)
                .hint("The heart has looked whether it is closed, and has not begun to beat yet.")
                .hint(
                    "\"Not closed\" and \"a beat is under way\" must change under the same lock."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return DaemonMistakes.all();
  }

  /** A period in which real threads get somewhere, and in virtual time a long one. */
  private static Duration period(Scene scene) {
    return Duration.ofMillis(scene.scale(3_000, 10));
  }

  private static Gate beat(Scene scene, String which) {
    return scene.gate(
        2, Kind.STUCK, "start() has returned, but there is never a " + which + " beat.");
  }

  // Beating.

  private static void theFirstBeat(Scene scene) {
    Journal<Thread> beats = scene.journal();
    Gate first = beat(scene, "first");
    Heartbeat heart =
        new Heartbeat(
            () -> {
              beats.add(Thread.currentThread());
              first.pass();
            },
            period(scene));
    scene.expect(
        beats.entries().isEmpty(), Kind.WRONG_RESULT, "It beats before anybody has started it.");
    scene.actor("starter", () -> heart.start());
    // The actor: a beat on the thread that calls start() would wait for main, and main for it.
    scene.actor("listener", () -> first.pass());
    scene.play();
    heart.close();
  }

  private static void notBefore(Scene scene) {
    Journal<String> beats = scene.journal();
    Heartbeat heart = new Heartbeat(() -> beats.add(BEGINS), period(scene));
    scene.settle();
    scene.expect(
        beats.entries().isEmpty(), Kind.WRONG_RESULT, "It beats before anybody has started it.");
    heart.close();
  }

  /** In virtual time nothing takes longer than it says. */
  private static void now(Scene scene) {
    Gate first = beat(scene, "first");
    Journal<Long> times = scene.journal();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              times.add(System.nanoTime());
              first.pass();
            },
            Duration.ofSeconds(5));
    long begin = System.nanoTime();
    heart.start();
    first.pass();
    heart.close();
    Duration after = Duration.ofNanos(times.entries().get(0) - begin);
    scene.expect(after.toMillis() <= 2_000, Kind.WRONG_RESULT, FIRST_TOO_LATE, after.toMillis());
  }

  private static void threeBeats(Scene scene) {
    Gate third = beat(scene, "third");
    Journal<Thread> beats = scene.journal();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              beats.add(Thread.currentThread());
              if (beats.entries().size() >= 3) {
                third.pass();
              }
            },
            Duration.ofMillis(scene.scale(3_000, 2)));
    heart.start();
    third.pass();
    heart.close();
  }

  private static void fiveSeconds(Scene scene) {
    List<Long> times = timesOfThreeBeats(scene, Duration.ofSeconds(5));
    for (int i = 1; i < 3; i++) {
      long gap = (times.get(i) - times.get(i - 1)) / 1_000_000;
      scene.expect(
          gap >= 4_000 && gap <= 6_000,
          Kind.WRONG_RESULT,
          "The period is 5 s, but from beat %d to beat %d it took %d ms.",
          i,
          i + 1,
          gap);
    }
  }

  private static void lessThanOne(Scene scene) {
    List<Long> times = timesOfThreeBeats(scene, Duration.ofMillis(900));
    long all = (times.get(2) - times.get(0)) / 1_000_000;
    scene.expect(
        all >= 1_200 && all <= 2_500,
        Kind.WRONG_RESULT,
        "The period is 900 ms, but from the first beat to the third it took %d ms.",
        all);
  }

  private static void besideALongBeat(Scene scene) {
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat slow =
        new Heartbeat(
            () -> {
              first.pass();
              held.pass();
            },
            period(scene));
    slow.start();
    first.pass();
    Gate seen =
        scene.gate(
            2,
            Kind.NOT_PARALLEL,
            "While a beat of one heart is under way, another heart was started, and it does not beat.");
    Heartbeat other = new Heartbeat(() -> seen.pass(), period(scene));
    other.start();
    seen.pass();
    held.open();
    other.close();
    slow.close();
  }

  private static List<Long> timesOfThreeBeats(Scene scene, Duration period) {
    Gate third = beat(scene, "third");
    Journal<Long> times = scene.journal();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              times.add(System.nanoTime());
              if (times.entries().size() >= 3) {
                third.pass();
              }
            },
            period);
    heart.start();
    third.pass();
    heart.close();
    return times.entries();
  }

  private static void whoseThread(Scene scene) {
    Gate third = beat(scene, "third");
    Journal<Thread> threads = scene.journal();
    Journal<Boolean> daemons = scene.journal();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              threads.add(Thread.currentThread());
              daemons.add(Thread.currentThread().isDaemon());
              if (daemons.entries().size() >= 3) {
                third.pass();
              }
            },
            Duration.ofMillis(scene.scale(3_000, 2)));
    heart.start();
    third.pass();
    heart.close();
    Thread first = threads.entries().get(0);
    scene.expect(
        first != Thread.currentThread(),
        Kind.WRONG_RESULT,
        "The first beat was on the thread that called start(); beats are on a thread of their own.");
    for (Thread thread : threads.entries()) {
      scene.expect(
          thread == first, Kind.WRONG_RESULT, ANOTHER_THREAD, first.getName(), thread.getName());
    }
    scene.expect(!daemons.entries().contains(false), Kind.WRONG_RESULT, NO_DAEMON, first.getName());
  }

  // Starting.

  private static void noPeriod(Scene scene) {
    for (Duration period :
        List.of(
            Duration.ZERO,
            Duration.ofMillis(-1),
            Duration.ofSeconds(-1, 1),
            Duration.ofNanos(-1))) {
      boolean refused = false;
      try {
        new Heartbeat(() -> {}, period);
      } catch (IllegalArgumentException e) {
        refused = true;
      }
      scene.expect(refused, Kind.WRONG_RESULT, NOT_REFUSED, period);
    }
    new Heartbeat(() -> {}, Duration.ofMillis(1)).close();
    new Heartbeat(() -> {}, Duration.ofNanos(1)).close();
  }

  private static void twice(Scene scene) {
    Heartbeat hasty = new Heartbeat(() -> {}, period(scene));
    hasty.start();
    expectRefused(scene, start(hasty), "at once");
    hasty.close();
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(() -> first.pass(), period(scene));
    heart.start();
    first.pass();
    expectRefused(scene, start(heart), "after the first beat");
    heart.close();
  }

  private static void expectRefused(Scene scene, String outcome, String when) {
    scene.expect(
        outcome.equals("refused"),
        Kind.WRONG_RESULT,
        "start() was called for the second time, %s, and has to throw an IllegalStateException, but"
            + " it returned.",
        when);
  }

  private static void twoAtTheSameTime(Scene scene) {
    int count = scene.scale(2, 6);
    Heartbeat heart = new Heartbeat(() -> {}, period(scene));
    Journal<String> outcomes = scene.journal();
    for (int i = 1; i <= count; i++) {
      scene.actor("starter " + i, () -> outcomes.add(start(heart)));
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
    heart.close();
  }

  /** After close() nobody promises what start() says. */
  private static void startClosed(Heartbeat heart) {
    try {
      heart.start();
    } catch (RuntimeException e) {
      // Refused, in one way or another.
    }
  }

  private static String start(Heartbeat heart) {
    try {
      heart.start();
      return "started";
    } catch (IllegalStateException e) {
      return "refused";
    }
  }

  // Whether it runs.

  private static void beforeAndAfter(Scene scene) {
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(() -> first.pass(), period(scene));
    expectRunning(scene, heart, false, "nobody has started it");
    heart.start();
    first.pass();
    expectRunning(scene, heart, true, "it has been started and has begun to beat");
    heart.close();
    expectRunning(scene, heart, false, "close() has returned");
  }

  private static void somebodyLooks(Scene scene) {
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(() -> first.pass(), period(scene));
    scene.actor(
        "owner",
        () -> {
          heart.start();
          first.pass();
          heart.close();
        });
    scene.actor(
        "onlooker",
        () -> {
          for (int i = 0; i < scene.scale(1, 50); i++) {
            heart.isRunning();
          }
        });
    scene.play();
    expectRunning(scene, heart, false, "close() has returned");
  }

  private static void expectRunning(
      Scene scene, Heartbeat heart, boolean expected, String because) {
    boolean running = heart.isRunning();
    scene.expect(running == expected, Kind.WRONG_RESULT, IS_RUNNING, running, expected, because);
  }

  // Closing.

  /**
   * To settle means that everybody waits; a heart that runs round and round never does. An int has
   * no room for this number of milliseconds, and makes none of it.
   */
  private static void restsInBetween(Scene scene) {
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(first::pass, Duration.ofMillis(1L << 32));
    heart.start();
    first.pass();
    scene.settle();
    heart.close();
  }

  private static void afterTheFirstBeat(Scene scene) throws InterruptedException {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(() -> passing(events, first), period(scene));
    heart.start();
    first.pass();
    heart.close();
    events.add(CLOSED);
    staysStill(scene, events);
  }

  /** Where time is real, a heart that beats again and again never lets the scene settle. */
  private static void betweenTwoBeats(Scene scene) throws InterruptedException {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(() -> passing(events, first), period(scene));
    heart.start();
    first.pass();
    scene.settle();
    scene.actor(
        "closer",
        () -> {
          heart.close();
          events.add(CLOSED);
        });
    scene.play();
    staysStill(scene, events);
  }

  private static void neverStarted(Scene scene) {
    Journal<String> events = scene.journal();
    Heartbeat heart = new Heartbeat(() -> events.add(BEGINS), period(scene));
    heart.close();
    events.add(CLOSED);
    expectRunning(scene, heart, false, "it was closed before anybody started it");
    startClosed(heart);
    heart.close();
    expectStill(scene, events);
    scene.awaitNoThreads("It was closed before it was started, but a thread lives on.");
    expectStill(scene, events);
  }

  private static void closedTwice(Scene scene) {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Heartbeat heart = new Heartbeat(() -> passing(events, first), period(scene));
    heart.start();
    first.pass();
    heart.close();
    events.add(CLOSED);
    heart.close();
    startClosed(heart);
    expectRunning(scene, heart, false, "close() has returned");
    heart.close();
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
    expectStill(scene, events);
  }

  /** What comes after a beat that throws is nobody's promise; but close() has to return. */
  private static void afterAFailure(Scene scene) {
    closesAfter(
        scene,
        () -> {
          throw new IllegalStateException("A weak heart");
        });
  }

  private static void afterAnError(Scene scene) {
    closesAfter(
        scene,
        () -> {
          throw new AssertionError("A broken heart");
        });
  }

  private static void closesAfter(Scene scene, Runnable failure) {
    Gate first = beat(scene, "first");
    Heartbeat heart =
        new Heartbeat(
            () -> {
              first.pass();
              failure.run();
            },
            period(scene));
    heart.start();
    first.pass();
    scene.actor("closer", () -> heart.close());
    scene.play();
    expectRunning(scene, heart, false, "close() has returned");
    scene.awaitNoThreads("A beat has failed and the heartbeat was closed, but a thread lives on.");
  }

  private static void twoHearts(Scene scene) {
    Journal<String> events = scene.journal();
    Journal<String> others = scene.journal();
    Gate othersFirst = beat(scene, "first");
    Gate othersThird = beat(scene, "third");
    Heartbeat other =
        new Heartbeat(
            () -> {
              others.add(BEGINS);
              othersFirst.pass();
              if (others.entries().size() >= 3) {
                othersThird.pass();
              }
            },
            Duration.ofMillis(scene.scale(3_000, 2)));
    other.start();
    othersFirst.pass();
    scene.settle();
    Gate first = beat(scene, "first");
    Heartbeat one = new Heartbeat(() -> passing(events, first), period(scene));
    one.start();
    first.pass();
    one.close();
    events.add(CLOSED);
    expectRunning(scene, other, true, "only another heartbeat was closed");
    othersThird.pass();
    other.close();
    expectStill(scene, events);
    scene.awaitNoThreads("Both heartbeats were closed, but a thread lives on.");
  }

  /** In virtual time ten minutes cost nothing; a close() that waits for a second only is seen. */
  private static void tenMinutes(Scene scene) {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Heartbeat heart =
        new Heartbeat(
            () -> {
              events.add(BEGINS);
              first.pass();
              sleepThroughInterrupts(Duration.ofMinutes(10));
              events.add(ENDS);
            },
            period(scene));
    heart.start();
    first.pass();
    heart.close();
    events.add(CLOSED);
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
    expectStill(scene, events);
  }

  private static void sleepThroughInterrupts(Duration length) {
    boolean interrupted = false;
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      try {
        Thread.sleep(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void aLongBeat(Scene scene) throws InterruptedException {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat heart = new Heartbeat(() -> longBeat(events, first, held), period(scene));
    heart.start();
    first.pass();
    Actor closer = scene.actor("closer", () -> closing(heart, events));
    scene.settle();
    expectWaiting(scene, closer);
    held.open();
    scene.play();
    staysStill(scene, events);
  }

  private static void twoCloseIt(Scene scene) {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat heart = new Heartbeat(() -> longBeat(events, first, held), period(scene));
    heart.start();
    first.pass();
    Actor one = scene.actor("closer 1", () -> closing(heart, events));
    Actor other = scene.actor("closer 2", () -> closing(heart, events));
    scene.settle();
    expectWaiting(scene, one);
    expectWaiting(scene, other);
    held.open();
    scene.play();
    expectStill(scene, events);
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
  }

  private static void anInterruptedCaller(Scene scene) {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat heart = new Heartbeat(() -> longBeat(events, first, held), period(scene));
    heart.start();
    first.pass();
    Actor before = scene.actor("interrupted before", () -> closing(heart, events));
    before.interrupt();
    scene.settle();
    expectWaiting(scene, before);
    Actor meanwhile = scene.actor("interrupted meanwhile", () -> closing(heart, events));
    scene.settle();
    meanwhile.interrupt();
    scene.settle();
    expectWaiting(scene, meanwhile);
    held.open();
    scene.play();
    expectStill(scene, events);
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
  }

  /** The array is shared on purpose: close() has to order what the beats did before its return. */
  private static void resultsCanBeRead(Scene scene) {
    int[] beats = new int[1];
    Gate first = beat(scene, "first");
    Heartbeat heart =
        new Heartbeat(
            () -> {
              first.pass();
              beats[0]++;
            },
            period(scene));
    heart.start();
    first.pass();
    heart.close();
    int seen = beats[0];
    scene.expect(
        seen >= 1,
        Kind.WRONG_RESULT,
        "A beat had begun, and it adds one to a number; but when close() had returned, the number"
            + " was still %d.",
        seen);
  }

  private static void theLastBeat(Scene scene) {
    Journal<String> events = scene.journal();
    Journal<Heartbeat> self = scene.journal();
    Gate first = beat(scene, "first");
    Heartbeat heart =
        new Heartbeat(
            () -> {
              if (events.entries().isEmpty()) {
                first.pass();
                self.entries().get(0).close();
                events.add(CLOSED);
              } else {
                events.add(BEGINS);
              }
            },
            period(scene));
    self.add(heart);
    heart.start();
    first.pass();
    scene.awaitNoThreads("A beat has closed the heartbeat, but a thread lives on.");
    expectStill(scene, events);
    expectRunning(scene, heart, false, "a beat has closed it");
    heart.close();
  }

  private static void aBeatAndAnother(Scene scene) {
    Journal<String> events = scene.journal();
    Journal<Heartbeat> self = scene.journal();
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              events.add(BEGINS);
              self.entries().get(0).close();
              first.pass();
              held.pass();
              events.add(ENDS);
            },
            period(scene));
    self.add(heart);
    heart.start();
    first.pass();
    Actor closer = scene.actor("closer", () -> closing(heart, events));
    scene.settle();
    expectWaiting(scene, closer);
    held.open();
    scene.play();
    expectStill(scene, events);
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
  }

  /** The other one waits already when the beat closes it, too. */
  private static void anotherAndABeat(Scene scene) {
    Journal<String> events = scene.journal();
    Journal<Heartbeat> self = scene.journal();
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              events.add(BEGINS);
              first.pass();
              held.pass();
              self.entries().get(0).close();
              events.add(ENDS);
            },
            period(scene));
    self.add(heart);
    heart.start();
    first.pass();
    scene.actor("closer", () -> closing(heart, events));
    scene.settle();
    held.open();
    scene.play();
    expectStill(scene, events);
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
  }

  /** The thread that closes it beats, too, but for another heart. */
  private static void fromAnotherHeart(Scene scene) {
    Journal<String> events = scene.journal();
    Gate first = beat(scene, "first");
    Gate held = scene.held();
    Heartbeat heart = new Heartbeat(() -> longBeat(events, first, held), period(scene));
    heart.start();
    first.pass();
    Gate closed = scene.gate(2, Kind.STUCK, "A beat of another heart cannot close this one.");
    Heartbeat other =
        new Heartbeat(
            () -> {
              closing(heart, events);
              closed.pass();
            },
            period(scene));
    other.start();
    scene.settle();
    scene.expect(
        !events.entries().contains(CLOSED),
        Kind.WRONG_RESULT,
        "close() has returned, but a beat is still under way. Its caller was a beat of another"
            + " heart, so it has to wait.");
    held.open();
    closed.pass();
    other.close();
    expectStill(scene, events);
    scene.awaitNoThreads("Both heartbeats were closed, but a thread lives on.");
  }

  private static void whileItStarts(Scene scene) {
    Journal<String> events = scene.journal();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              events.add(BEGINS);
              events.add(ENDS);
            },
            period(scene));
    scene.actor("starter", () -> startClosed(heart));
    scene.actor("closer", () -> closing(heart, events));
    scene.play();
    scene.awaitNoThreads("The heartbeat was closed while it was started, and a thread lives on.");
    expectStill(scene, events);
    expectRunning(scene, heart, false, "close() has returned");
  }

  private static void asABeatBegins(Scene scene) {
    Journal<String> events = scene.journal();
    Duration period = Duration.ofMillis(scene.scale(3_000, 1));
    Heartbeat heart =
        new Heartbeat(
            () -> {
              events.add(BEGINS);
              events.add(ENDS);
            },
            period);
    heart.start();
    scene.actor(
        "closer",
        () -> {
          // Just when the second beat is due.
          Thread.sleep(period.toMillis());
          closing(heart, events);
        });
    scene.play();
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
    expectStill(scene, events);
  }

  // Help.

  private static void passing(Journal<String> events, Gate first) {
    events.add(BEGINS);
    first.pass();
    events.add(ENDS);
  }

  private static void longBeat(Journal<String> events, Gate first, Gate held) {
    events.add(BEGINS);
    first.pass();
    held.pass();
    events.add(ENDS);
  }

  private static void closing(Heartbeat heart, Journal<String> events) {
    heart.close();
    events.add(CLOSED);
  }

  /** A gate that only main opens. */
  private static void expectWaiting(Scene scene, Actor closer) {
    scene.expect(
        !closer.hasEnded(),
        Kind.WRONG_RESULT,
        "close() has returned to %s, but a beat is still under way; it has to wait for its end.",
        closer.name());
  }

  private static void staysStill(Scene scene, Journal<String> events) throws InterruptedException {
    // Long enough for three more beats.
    Thread.sleep(scene.scale(10_000, 30));
    expectStill(scene, events);
    scene.awaitNoThreads("The heartbeat was closed, but a thread lives on.");
  }

  /** Nothing has begun or ended after a close() had returned. */
  private static void expectStill(Scene scene, Journal<String> events) {
    List<String> all = new ArrayList<>(events.entries());
    int closed = all.indexOf(CLOSED);
    for (String event : all.subList(closed + 1, all.size())) {
      scene.expect(
          event.equals(CLOSED), Kind.WRONG_RESULT, "close() has returned, and then %s.", event);
    }
  }
}
