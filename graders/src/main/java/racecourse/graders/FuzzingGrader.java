package racecourse.graders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.fuzzing.Counter;
import racecourse.fuzzing.Fuzz;
import racecourse.fuzzing.RaceFinder;

/**
 * Turns the tables: the student's fuzzer is let loose on ten counters that lose updates and on nine
 * that do not.
 *
 * <p>Which engine decides what:
 *
 * <ul>
 *   <li>Whether a wrong counter is found is mostly the explorer's to say. Under its virtual clock a
 *       sleep costs nothing and always lets the others go on, so that finding depends on the fuzz
 *       and not on how busy the machine is. A fuzz that sleeps in one call of twenty finds each of
 *       the counters within the rounds it gets, but for bad luck of one in a thousand. Real threads
 *       are asked only about a counter whose increments meet at a gate, and which so loses updates
 *       with any fuzz.
 *   <li>What {@code point()} does is visible only as time that passes, and only the virtual clock
 *       tells time exactly.
 *   <li>Whether a right counter is ever accused is asked on both. The explorer also knows, in every
 *       schedule, which counters have really lost an update, and compares.
 *   <li>vmlens is not asked: a fuzzer's rounds are too many steps for it.
 * </ul>
 *
 * <p>Not asked, because the contract promises nothing about it: which seeds are tried, whether a
 * seed loses an update again when it is run again (threads are not ruled by seeds alone), how often
 * and how long a point sleeps, what two threads that share a fuzz see of its choices, what the
 * threads are called and whether they are kept for later, and increments that throw.
 */
public final class FuzzingGrader implements Grader, Explains {
  // Sentences by which FuzzingMistakes knows a failure, too.
  static final String ACCUSED =
      "The counter is %s, but find() says that it lost an update, under the seed %s.";
  static final String NOT_THE_TRUTH =
      "With %d threads the counters of the rounds had the counts %s in the end, but find() returned %s.";
  static final String NOT_FRESH =
      "There were %d rounds, and nothing to find, so %d fresh counters had to be made, but it was %d.";
  static final String NOT_INCREMENTED =
      "find() was given %d threads and has returned. Each counter had to be incremented by each of them once, but of one"
          + " of them %d increments have begun and %d have ended.";
  static final String OTHER_CHOICES =
      "Two fuzzes with the seed %d, used %s, have to make the same choices, but at %d of %d points they did not sleep equally"
          + " long.";
  static final String NOT_FOUND =
      "The counter %s loses updates, but find() did not find that out in %d rounds with %d threads.";

  /** What threads are called that call find(). */
  static final String FINDER = "finder";

  static final String NEVER_SLEEPS =
      "Fuzz.seeded(%d) never sleeps at %d points, though other seeds do so %d times and more.";
  static final String NOT_OFF = "The points of Fuzz.off() have to do nothing, but %d of 200 slept.";
  static final String ANOTHER_SEED =
      "Counters that lose their update by the choices of the fuzz alone were found under the seeds %s, but with most of"
          + " these seeds they do not lose it.";

  private static final Set<EngineId> EXPLORER = EnumSet.of(EngineId.EXPLORER);
  private static final int POINTS = 100;
  private static final Set<EngineId> FUZZ = EnumSet.of(EngineId.FUZZ);

  /** Makes the grader; it has no state. */
  public FuzzingGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("fuzzing", 15, "A fuzzer for other people's races")
        .types("Counter", "Fuzz", "RaceFinder")
        .check(
            Check.named("off-does-nothing", "does nothing at the points of a fuzz that is off")
                .points(1)
                .ask("off", EXPLORER, FuzzingGrader::off)
                .hint("Which of your fields says whether the fuzz is off?")
                .hint("point() of Fuzz.off() returns at once, each time."))
        .check(
            Check.named("same-seed-same-choices", "makes the same choices for the same seed")
                .points(4)
                .ask("one-after-the-other", EXPLORER, FuzzingGrader::oneAfterTheOther)
                .ask("by-turns", EXPLORER, FuzzingGrader::byTurns)
                .ask("by-two-threads", EXPLORER, FuzzingGrader::byTwoThreads)
                .ask("any-seed", EXPLORER, FuzzingGrader::anySeed)
                .hint("What does a point look at before it decides to sleep?")
                .hint(
                    "Math.random() and ThreadLocalRandom know nothing of your seed, and a static Random belongs to all.")
                .hint("Give each Fuzz a java.util.Random of its own, made with the seed."))
        .check(
            Check.named("runs-each-round", "increments a fresh counter in each round, at one time")
                .points(4)
                .ask("rounds-are-counted", bothEngines(), FuzzingGrader::roundsAreCounted)
                .ask("no-rounds", bothEngines(), FuzzingGrader::noRounds)
                .ask("threads-meet", bothEngines(), FuzzingGrader::threadsMeet)
                .hint("How many counters are made, and how often is each of them incremented?")
                .hint("A counter that was used in the last round does not begin at 0.")
                .hint(
                    "In each round: fresh.get(), start all threads, and only then wait for them."))
        .check(
            Check.named("no-false-alarm", "never accuses a counter that loses nothing")
                .points(5)
                .needs("runs-each-round")
                .ask("one-right-counter", bothEngines(), FuzzingGrader::oneRightCounter)
                .ask("with-locks", bothEngines(), FuzzingGrader::withLocks)
                .ask("without-locks", bothEngines(), FuzzingGrader::withoutLocks)
                .ask("interrupted", bothEngines(), FuzzingGrader::interrupted)
                .ask("two-finders", bothEngines(), FuzzingGrader::twoFinders)
                .hint("When you read the count, where are the threads?")
                .hint("A thread that sleeps in a point has not added anything yet.")
                .hint("join() every thread before get(), however long it takes."))
        .check(
            Check.named("tells-the-truth", "says that it found one only when it did, and whenever")
                .points(3)
                .needs("runs-each-round")
                .ask("two-threads", EXPLORER, FuzzingGrader::twoThreads)
                .ask("three-threads", EXPLORER, FuzzingGrader::threeThreads)
                .ask("one-thread", bothEngines(), FuzzingGrader::oneThread)
                .ask("the-seed-is-the-one", EXPLORER, FuzzingGrader::theSeedIsTheOne)
                .hint("With what do you compare the count?")
                .hint(
                    "The seed to return is the one that the fuzz of the losing round was made with.")
                .hint("After the joins: if (counter.get() != threads) return that round's seed."))
        .check(
            Check.named("finds-lost-updates", "finds counters that lose updates")
                .points(4)
                .needs("runs-each-round")
                .ask("get-then-set", EXPLORER, s -> finds(s, FuzzedCounters.GetThenSet::new, 2))
                .ask("lock-given-up", EXPLORER, s -> finds(s, FuzzedCounters.LockGivenUp::new, 2))
                .ask("read-lock", EXPLORER, s -> finds(s, FuzzedCounters.ReadLock::new, 2))
                .ask("gives-up", EXPLORER, s -> finds(s, FuzzedCounters.GivesUp::new, 2))
                .ask("tries-the-lock", EXPLORER, s -> finds(s, FuzzedCounters.TriesTheLock::new, 2))
                .ask("on-real-threads", FUZZ, FuzzingGrader::onRealThreads)
                .hint("A thread has read 0 and comes to a point. What has to happen for a loss?")
                .hint(
                    "If no point ever sleeps, an increment is over before the next thread has even begun.")
                .hint("Let about every third point sleep for a millisecond or two."))
        .check(
            Check.named("finds-rare-ones", "finds counters that lose updates rarely")
                .points(4)
                .needs("finds-lost-updates")
                .ask("lazy-box", EXPLORER, s -> finds(s, FuzzedCounters.LazyBox::new, 3))
                .ask("two-places", EXPLORER, s -> finds(s, FuzzedCounters.TwoPlaces::new, 3))
                .ask(
                    "second-and-third",
                    EXPLORER,
                    s -> finds(s, FuzzedCounters.SecondAndThird::new, 3))
                .ask(
                    "only-in-a-crowd", EXPLORER, s -> finds(s, FuzzedCounters.OnlyInACrowd::new, 3))
                .hint("What differs from round to round?")
                .hint(
                    "If all threads sleep at the same places for the same time, they come by one after the other again.")
                .hint(
                    "Another seed in each round, and some points that sleep, longer or shorter, and many that don't."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return FuzzingMistakes.all();
  }

  private static Set<EngineId> bothEngines() {
    return EnumSet.of(EngineId.EXPLORER, EngineId.FUZZ);
  }

  /** A counter of which the scenario knows what happened to it. */
  private static final class Watched implements Counter {
    private final Counter counter;
    private final Journal<String> begun;
    private final Journal<String> ended;

    Watched(Scene scene, Counter counter) {
      this.counter = counter;
      this.begun = scene.journal();
      this.ended = scene.journal();
    }

    @Override
    public void increment(Fuzz fuzz) {
      begun.add("begun");
      counter.increment(fuzz);
      ended.add("ended");
    }

    @Override
    public int get() {
      return counter.get();
    }
  }

  // Points.

  private static void off(Scene scene) throws InterruptedException {
    int slept = 0;
    for (int tenths : slept(Fuzz.off(), 200)) {
      slept += tenths > 0 ? 1 : 0;
    }
    scene.expect(slept == 0, Kind.WRONG_RESULT, NOT_OFF, slept);
  }

  private static void oneAfterTheOther(Scene scene) throws InterruptedException {
    for (long seed : new long[] {0, 7, -1, 1L << 40}) {
      List<Integer> first = slept(Fuzz.seeded(seed), POINTS);
      List<Integer> second = slept(Fuzz.seeded(seed), POINTS);
      expectSame(scene, seed, first, second, "one after the other");
    }
  }

  private static void byTurns(Scene scene) throws InterruptedException {
    long seed = 11;
    List<Integer> alone = slept(Fuzz.seeded(seed), POINTS);
    Fuzz first = Fuzz.seeded(seed);
    Fuzz second = Fuzz.seeded(seed);
    Fuzz other = Fuzz.seeded(seed + 1);
    List<Integer> ofFirst = new ArrayList<>();
    List<Integer> ofSecond = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      ofFirst.addAll(slept(first, 1));
      other.point();
      ofSecond.addAll(slept(second, 1));
    }
    expectSame(scene, seed, alone, ofFirst, "alone and by turns with others");
    expectSame(scene, seed, alone, ofSecond, "alone and by turns with others");
  }

  /**
   * No seed is special; how much a fuzz sleeps is its own affair, but one that never does is off.
   */
  private static void anySeed(Scene scene) throws InterruptedException {
    int least = Integer.MAX_VALUE;
    for (long seed : new long[] {1, 2, 3}) {
      least = Math.min(least, sleeps(seed));
    }
    for (long seed : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      scene.expect(
          least < 8 || sleeps(seed) > 0, Kind.WRONG_RESULT, NEVER_SLEEPS, seed, POINTS, least);
    }
  }

  private static int sleeps(long seed) throws InterruptedException {
    int slept = 0;
    for (int tenths : slept(Fuzz.seeded(seed), POINTS)) {
      slept += tenths > 0 ? 1 : 0;
    }
    return slept;
  }

  /** Each fuzz has a thread of its own: the seed decides, and not who it is. */
  private static void byTwoThreads(Scene scene) {
    long seed = 5;
    Journal<List<Integer>> slept = scene.journal();
    for (String name : List.of("first", "second")) {
      scene.actor(name, () -> slept.add(slept(Fuzz.seeded(seed), POINTS)));
      scene.play();
    }
    List<List<Integer>> both = slept.entries();
    expectSame(scene, seed, both.get(0), both.get(1), "by one thread and then by another");
  }

  /**
   * How long each of so many points sleeps, in tenths of a millisecond of virtual time. Main sleeps
   * in between: the virtual clock goes faster for a thread that does nothing but look at it.
   */
  private static List<Integer> slept(Fuzz fuzz, int points) throws InterruptedException {
    List<Integer> slept = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      Thread.sleep(1);
      long begin = System.nanoTime();
      fuzz.point();
      slept.add((int) ((System.nanoTime() - begin + 50_000) / 100_000));
    }
    return slept;
  }

  /** A parked thread may wake early, for no reason; so a few differences are nobody's fault. */
  private static void expectSame(
      Scene scene, long seed, List<Integer> first, List<Integer> second, String how) {
    int different = 0;
    for (int i = 0; i < first.size(); i++) {
      different += first.get(i).equals(second.get(i)) ? 0 : 1;
    }
    scene.expect(
        different <= 3, Kind.WRONG_RESULT, OTHER_CHOICES, seed, how, different, first.size());
  }

  // Rounds.

  private static void roundsAreCounted(Scene scene) {
    int threads = scene.scale(2, 5);
    int rounds = scene.scale(2, 10);
    Journal<Watched> made = scene.journal();
    OptionalLong found =
        RaceFinder.find(() -> watched(scene, made, new FuzzedCounters.Atomic()), threads, rounds);
    expectNothing(scene, found, "always right");
    scene.expect(
        made.entries().size() == rounds,
        Kind.WRONG_RESULT,
        NOT_FRESH,
        rounds,
        rounds,
        made.entries().size());
    for (Watched counter : made.entries()) {
      int begun = counter.begun.entries().size();
      int ended = counter.ended.entries().size();
      scene.expect(
          begun == threads && ended == threads,
          Kind.WRONG_RESULT,
          NOT_INCREMENTED,
          threads,
          begun,
          ended);
    }
  }

  private static void noRounds(Scene scene) {
    Journal<Watched> made = scene.journal();
    OptionalLong found =
        RaceFinder.find(() -> watched(scene, made, new FuzzedCounters.GetThenSet()), 2, 0);
    expectNothing(scene, found, "not even used");
    for (Watched counter : made.entries()) {
      scene.expect(
          counter.begun.entries().isEmpty(),
          Kind.WRONG_RESULT,
          "find() was given 0 rounds, but it incremented a counter.");
    }
  }

  private static void threadsMeet(Scene scene) {
    int threads = scene.scale(3, 5);
    OptionalLong found =
        RaceFinder.find(() -> meeting(scene, threads, new FuzzedCounters.Atomic()), threads, 2);
    expectNothing(scene, found, "always right");
  }

  /** A counter whose increments wait until all the others have begun too. */
  private static Counter meeting(Scene scene, int threads, Counter counter) {
    Gate gate =
        scene.gate(
            threads,
            Kind.NOT_PARALLEL,
            "Each increment waits until all the others of the round have begun too, but they do not run at the same time.");
    return new Counter() {
      @Override
      public void increment(Fuzz fuzz) {
        gate.pass();
        counter.increment(fuzz);
      }

      @Override
      public int get() {
        return counter.get();
      }
    };
  }

  private static Watched watched(Scene scene, Journal<Watched> made, Counter counter) {
    Watched watched = new Watched(scene, counter);
    made.add(watched);
    return watched;
  }

  // Right counters.

  private static void oneRightCounter(Scene scene) {
    spares(scene, FuzzedCounters.Atomic::new, "Atomic");
  }

  private static void withLocks(Scene scene) {
    spares(scene, FuzzedCounters.Synchronized::new, "Synchronized");
    spares(scene, FuzzedCounters.Locked::new, "Locked");
    spares(scene, FuzzedCounters.OnePermit::new, "OnePermit");
  }

  private static void withoutLocks(Scene scene) {
    spares(scene, FuzzedCounters.Retrying::new, "Retrying");
    spares(scene, FuzzedCounters.Adding::new, "Adding");
    spares(scene, FuzzedCounters.Queueing::new, "Queueing");
    spares(scene, FuzzedCounters.Merging::new, "Merging");
    spares(scene, FuzzedCounters.Slots::new, "Slots");
  }

  /** What find() does then is its own affair, but for accusing a counter that is right. */
  private static void interrupted(Scene scene) {
    scene.actor(
        "interrupted " + FINDER,
        () -> {
          Thread.currentThread().interrupt();
          OptionalLong found = OptionalLong.empty();
          try {
            found = RaceFinder.find(FuzzedCounters.Atomic::new, 2, 2);
          } catch (RuntimeException e) {
            // It has given up, and said so.
          }
          expectNothing(
              scene, found, "always right, and find() was called by an interrupted thread");
        });
    scene.play();
  }

  private static void twoFinders(Scene scene) {
    for (int i = 1; i <= 2; i++) {
      scene.actor(
          FINDER + " " + i,
          () ->
              expectNothing(
                  scene,
                  RaceFinder.find(FuzzedCounters.Atomic::new, 2, scene.scale(1, 5)),
                  "always right, and another thread looks at another one at the same time"));
    }
    scene.play();
  }

  private static void spares(Scene scene, Supplier<? extends Counter> fresh, String name) {
    expectNothing(
        scene,
        RaceFinder.find(fresh, scene.scale(2, 4), scene.scale(1, 5)),
        "always right: " + name);
  }

  private static void expectNothing(Scene scene, OptionalLong found, String what) {
    scene.expect(
        found.isEmpty(),
        Kind.WRONG_RESULT,
        ACCUSED,
        what,
        found.isPresent() ? String.valueOf(found.getAsLong()) : "");
  }

  // The truth.

  private static void twoThreads(Scene scene) {
    truth(scene, FuzzedCounters.GetThenSet::new, 2, 2);
  }

  private static void threeThreads(Scene scene) {
    truth(scene, FuzzedCounters.GivesUp::new, 3, 1);
  }

  private static void oneThread(Scene scene) {
    truth(scene, FuzzedCounters.GetThenSet::new, 1, 2);
    OptionalLong found = RaceFinder.find(Forgetful::new, 1, 2);
    scene.expect(found.isPresent(), Kind.WRONG_RESULT, NOT_FOUND, "Forgetful", 2, 1);
  }

  /** Loses every increment, with nobody beside it. */
  private static final class Forgetful implements Counter {
    @Override
    public void increment(Fuzz fuzz) {
      fuzz.point();
    }

    @Override
    public int get() {
      return 0;
    }
  }

  /** Whatever the schedule: what find() says is what happened. */
  private static void truth(
      Scene scene, Supplier<? extends Counter> fresh, int threads, int rounds) {
    Journal<Watched> made = scene.journal();
    OptionalLong found = RaceFinder.find(() -> watched(scene, made, fresh.get()), threads, rounds);
    List<Integer> counts = new ArrayList<>();
    for (Watched counter : made.entries()) {
      counts.add(counter.get());
    }
    boolean lost = counts.stream().anyMatch(count -> count != threads);
    scene.expect(
        lost == found.isPresent(),
        Kind.WRONG_RESULT,
        NOT_THE_TRUTH,
        threads,
        counts,
        found.isPresent() ? "a seed" : "no seed");
  }

  /**
   * One thread alone, and a counter that loses its update if the first point that sleeps has a
   * certain number. So it depends on the seed only, and the seed that is returned must do it again.
   * A schedule that lets time pass elsewhere may spoil some of them, but not nearly all.
   */
  private static void theSeedIsTheOne(Scene scene) throws InterruptedException {
    List<Long> seeds = new ArrayList<>();
    int again = 0;
    for (int number = 1; number <= 4; number++) {
      int losing = number;
      OptionalLong found = RaceFinder.find(() -> new Choosy(losing), 1, 60);
      if (found.isPresent()) {
        seeds.add(found.getAsLong());
        if (firstSleep(Fuzz.seeded(found.getAsLong())) % Choosy.MODULUS == losing) {
          again++;
        }
      }
    }
    scene.expect(seeds.size() < 3 || again >= 2, Kind.WRONG_RESULT, ANOTHER_SEED, seeds);
  }

  /** Which point is the first one to sleep, from 0; -1 if none of many does. */
  private static int firstSleep(Fuzz fuzz) throws InterruptedException {
    List<Integer> slept = slept(fuzz, 20);
    for (int i = 0; i < slept.size(); i++) {
      if (slept.get(i) > 0) {
        return i;
      }
    }
    return -1;
  }

  /** Loses its update if the first point that sleeps has a certain number, modulo five. */
  private static final class Choosy implements Counter {
    private static final int MODULUS = 5;
    private final AtomicInteger value = new AtomicInteger();
    private final int losing;

    Choosy(int losing) {
      this.losing = losing;
    }

    @Override
    public void increment(Fuzz fuzz) {
      int first;
      try {
        first = firstSleep(fuzz);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (first < 0 || first % MODULUS != losing) {
        value.incrementAndGet();
      }
    }

    @Override
    public int get() {
      return value.get();
    }
  }

  // Wrong counters.

  private static void finds(Scene scene, Supplier<? extends Counter> fresh, int threads) {
    // As many as the explorer has threads for.
    int rounds = threads == 2 ? 190 : 130;
    OptionalLong found = RaceFinder.find(fresh, threads, rounds);
    scene.expect(
        found.isPresent(),
        Kind.WRONG_RESULT,
        NOT_FOUND,
        fresh.get().getClass().getSimpleName(),
        rounds,
        threads);
  }

  private static void onRealThreads(Scene scene) {
    finds(scene, () -> new AllReadFirst(scene, 4), 4);
  }

  /** Loses updates whatever the fuzz does, as nobody writes before all have read. */
  private static final class AllReadFirst implements Counter {
    private final AtomicInteger value = new AtomicInteger();
    private final Gate gate;

    AllReadFirst(Scene scene, int threads) {
      gate =
          scene.gate(
              threads,
              Kind.NOT_PARALLEL,
              "Each increment waits until all the others of the round have read the count too, but they do not run at the same time.");
    }

    @Override
    public void increment(Fuzz fuzz) {
      int old = value.get();
      gate.pass();
      fuzz.point();
      value.set(old + 1);
    }

    @Override
    public int get() {
      return value.get();
    }
  }
}
