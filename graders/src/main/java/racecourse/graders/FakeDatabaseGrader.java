package racecourse.graders;

import java.util.EnumSet;
import java.util.List;
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
import racecourse.fakedatabase.FakeDatabase;

/**
 * Asks whether updates that take a while are counted exactly once, whoever calls them and whoever
 * reads meanwhile.
 *
 * <p>Not asked, because the contract promises nothing about it: how long an update takes, whether a
 * reader waits for a running update, whether two databases can be updated at the same time, what an
 * interrupted update does itself, and which threads stand behind the database.
 */
public final class FakeDatabaseGrader implements Grader, Explains {
  // Sentences by which FakeDatabaseMistakes knows a failure, too.
  static final String NOT_FRESH = "A new database's value() is %d, not 0.";

  /** Makes the grader; it has no state. */
  public FakeDatabaseGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("fakedatabase", 4, "The locked FakeDatabase")
        .types("FakeDatabase")
        .check(
            Check.named("counts-on-one-thread", "counts the updates of one thread")
                .points(2)
                .ask("one-thread", FakeDatabaseGrader::oneThread)
                .ask(
                    "past-the-small-numbers",
                    EnumSet.of(EngineId.EXPLORER),
                    FakeDatabaseGrader::pastTheSmallNumbers)
                .hint("Which number does value() show before the first update, and after three?")
                .hint(
                    "update() has returned when the new value is written, not when the work was handed to somebody.")
                .hint(
                    "Read the field into a local variable, add one, sleep, write the local variable back."))
        .check(
            Check.named("keeps-databases-apart", "keeps two databases apart")
                .points(2)
                .needs("counts-on-one-thread")
                .ask("two-databases", FakeDatabaseGrader::twoDatabases)
                .ask("two-databases-at-once", FakeDatabaseGrader::twoDatabasesAtOnce)
                .hint("How many values are there in a program with two databases?")
                .hint("A static field belongs to the class: all objects share it."))
        .check(
            Check.named("loses-no-update", "loses no update of two threads")
                .points(6)
                .needs("counts-on-one-thread")
                .ask("two-updaters", FakeDatabaseGrader::twoUpdaters)
                .ask("two-updaters-twice", FakeDatabaseGrader::twoUpdatersTwice)
                .ask(
                    "on-a-busy-machine",
                    EnumSet.of(EngineId.EXPLORER),
                    FakeDatabaseGrader::onABusyMachine)
                .hint("What does the second thread read while the first one sleeps?")
                .hint(
                    "Between reading the value and writing it back no other thread may come in, and a lock only keeps out"
                        + " threads that take the same lock object.")
                .hint(
                    "Make one private final lock per database. Take it before the read, and give it back in a finally after"
                        + " the write."))
        .check(
            Check.named("loses-no-update-of-many", "loses no update of many threads")
                .points(4)
                .needs("loses-no-update")
                .ask("three-updaters", FakeDatabaseGrader::threeUpdaters)
                .ask("one-name-for-all", FakeDatabaseGrader::oneNameForAll)
                .ask("a-long-queue", EnumSet.of(EngineId.EXPLORER), FakeDatabaseGrader::aLongQueue)
                .hint(
                    "Two threads work. What can the third one meet that the second one could not?")
                .hint(
                    "A thread that waited and was let in must look again: somebody else may have come in first, and the lock"
                        + " object may not be the one it began to wait for."))
        .check(
            Check.named("shows-the-last-value", "shows a reader the last value written")
                .points(5)
                .needs("counts-on-one-thread")
                .ask("reader-beside-an-updater", FakeDatabaseGrader::readerBesideAnUpdater)
                .ask("reader-beside-two-updaters", FakeDatabaseGrader::readerBesideTwoUpdaters)
                .ask("reader-afterwards", FakeDatabaseGrader::readerAfterwards)
                .hint(
                    "Which thread wrote the value that value() returns, and what tells the reading thread about it?")
                .hint(
                    "A write is sure to be seen only by a thread that afterwards takes the lock that the writer gave back,"
                        + " or if the field is volatile.")
                .hint("Take the same lock in value(), and read the field before you give it back."))
        .check(
            Check.named("survives-an-interrupt", "stays usable after an interrupted update")
                .points(4)
                .needs("loses-no-update")
                .askWithoutVmlens("interrupted-before", FakeDatabaseGrader::interruptedBefore)
                .askWithoutVmlens("interrupted-meanwhile", FakeDatabaseGrader::interruptedMeanwhile)
                .askWithoutVmlens(
                    "interrupted-while-waiting", FakeDatabaseGrader::interruptedWhileWaiting)
                .hint(
                    "Which ways lead out of update() when Thread.sleep() throws? Is the lock given back on each?")
                .hint(
                    "A finally runs also when nothing was taken: give back only what you have, and write only while you"
                        + " have it.")
                .hint(
                    "lock.lock(); try { ... } finally { lock.unlock(); } with the write inside the try."))
        .check(
            Check.named("works-again", "works again after everybody has left")
                .points(2)
                .needs("loses-no-update")
                .ask("second-round", FakeDatabaseGrader::secondRound)
                .hint(
                    "What is different in your object after the first threads have come and gone?")
                .hint(
                    "Count: is everything that was taken given back, once, and is there anything that works only once?"))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return FakeDatabaseMistakes.all();
  }

  // One thread.

  private static void oneThread(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    int fresh = database.value();
    scene.expect(fresh == 0, Kind.WRONG_RESULT, NOT_FRESH, fresh);
    for (int update = 1; update <= 3; update++) {
      database.update("updater");
      int value = database.value();
      scene.expect(
          value == update,
          Kind.WRONG_RESULT,
          "One thread called update() %d time(s), one after another, but value() is %d.",
          update,
          value);
    }
  }

  /**
   * Beyond the numbers that {@link Integer} keeps ready and that fit into a byte. For the explorer
   * alone: there 13 seconds of sleep cost nothing, and one thread has only one schedule.
   */
  private static void pastTheSmallNumbers(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    for (int update = 1; update <= 130; update++) {
      database.update("updater");
    }
    int value = database.value();
    scene.expect(
        value == 130,
        Kind.WRONG_RESULT,
        "One thread called update() 130 times, one after another, but value() is %d.",
        value);
  }

  // Two objects.

  private static void twoDatabases(Scene scene) {
    FakeDatabase first = new FakeDatabase();
    first.update("updater");
    first.update("updater");
    FakeDatabase second = new FakeDatabase();
    int fresh = second.value();
    scene.expect(
        fresh == 0,
        Kind.WRONG_RESULT,
        "Another database was updated twice, and now a new database begins with value() %d instead of 0.",
        fresh);
    second.update("updater");
    int one = second.value();
    int two = first.value();
    scene.expect(
        one == 1 && two == 2,
        Kind.WRONG_RESULT,
        "One database was updated twice and the other once, but their values are %d and %d.",
        two,
        one);
  }

  private static void twoDatabasesAtOnce(Scene scene) {
    FakeDatabase first = new FakeDatabase();
    FakeDatabase second = new FakeDatabase();
    scene.actor("updater of the first", () -> first.update("updater"));
    scene.actor("updater of the second", () -> second.update("updater"));
    scene.play();
    int one = first.value();
    int two = second.value();
    scene.expect(
        one == 1 && two == 1,
        Kind.WRONG_RESULT,
        "Two databases were each updated once, by a thread of their own, but their values are %d and %d.",
        one,
        two);
  }

  // Updaters.

  private static void twoUpdaters(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    scene.actor("updater 1", () -> database.update("updater 1"));
    scene.actor("updater 2", () -> database.update("updater 2"));
    scene.play();
    expectCount(scene, database.value(), 2, "Two updaters each added one");
  }

  /** However long one may be held back, the other has to wait for him. */
  private static void onABusyMachine(Scene scene) {
    scene.letTimeOutsPass();
    FakeDatabase database = new FakeDatabase();
    scene.actor("updater 1", () -> database.update("updater 1"));
    scene.actor("updater 2", () -> database.update("updater 2"));
    scene.actor("reader", () -> expectRising(scene, database, 2, 2));
    scene.play();
    expectCount(
        scene,
        database.value(),
        2,
        "Two updaters each added one, on a machine that may hold back any thread for long");
  }

  private static void twoUpdatersTwice(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    int times = scene.scale(2, 10);
    scene.actor("updater 1", () -> updateTimes(database, "updater 1", times));
    scene.actor("updater 2", () -> updateTimes(database, "updater 2", times));
    scene.play();
    expectCount(
        scene,
        database.value(),
        2 * times,
        "Two updaters each called update() " + times + " times");
  }

  private static void threeUpdaters(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    int updaters = scene.scale(3, 8);
    int times = scene.scale(1, 4);
    for (int i = 1; i <= updaters; i++) {
      String name = "updater " + i;
      scene.actor(name, () -> updateTimes(database, name, times));
    }
    scene.play();
    expectCount(
        scene,
        database.value(),
        updaters * times,
        updaters + " updaters each called update() " + (times == 1 ? "once" : times + " times"));
  }

  /**
   * In virtual time the last of twelve waits for more than a second; an update that loses its
   * patience is seen, and a table that has fewer places than there are threads.
   */
  private static void aLongQueue(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    for (int i = 1; i <= 12; i++) {
      String name = "updater " + i;
      scene.actor(name, () -> database.update(name));
    }
    scene.play();
    expectCount(scene, database.value(), 12, "12 updaters each called update() once");
  }

  private static void oneNameForAll(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    int updaters = scene.scale(2, 4);
    for (int i = 1; i <= updaters; i++) {
      scene.actor("updater " + i, () -> database.update("the same name"));
    }
    scene.play();
    expectCount(
        scene,
        database.value(),
        updaters,
        updaters + " updaters each called update() once, all with the same name");
  }

  // A reader beside the writers.

  private static void readerBesideAnUpdater(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    scene.actor(
        "updater",
        () -> {
          database.update("updater");
          int own = database.value();
          scene.expect(
              own == 1,
              Kind.WRONG_RESULT,
              "The only update had returned to the updater, but it saw value() %d.",
              own);
        });
    scene.actor("reader", () -> expectRising(scene, database, 2, 1));
    scene.play();
  }

  private static void readerBesideTwoUpdaters(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    int reads = scene.scale(2, 20);
    for (int i = 1; i <= 2; i++) {
      String name = "updater " + i;
      scene.actor(
          name,
          () -> {
            database.update(name);
            int seen = database.value();
            scene.expect(
                seen == 1 || seen == 2,
                Kind.WRONG_RESULT,
                "One of two updates had returned, so that value() must be 1 or 2, but it is %d.",
                seen);
          });
    }
    scene.actor("reader", () -> expectRising(scene, database, reads, 2));
    scene.play();
    expectCount(scene, database.value(), 2, "Two updaters each added one while a reader looked on");
  }

  /** The gate makes the reader read after the update, without telling it what was written. */
  private static void readerAfterwards(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    Gate updated = scene.gate(2, Kind.STUCK, "The updater never came back from update().");
    scene.actor(
        "updater",
        () -> {
          database.update("updater");
          updated.pass();
        });
    scene.actor(
        "reader",
        () -> {
          updated.pass();
          int seen = database.value();
          scene.expect(
              seen == 1,
              Kind.WRONG_RESULT,
              "The reader came after the only update had returned, but it saw value() %d.",
              seen);
        });
    scene.play();
  }

  // Interrupts.

  private static void interruptedBefore(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    scene.actor(
        "interrupted updater",
        () -> {
          Thread.currentThread().interrupt();
          updateInterrupted(database, "interrupted updater");
          Thread.interrupted(); // from here on it is an ordinary update
          database.update("interrupted updater");
        });
    scene.actor("other updater", () -> updateTimes(database, "other updater", 2));
    scene.play();
    expectBetween(
        scene,
        database,
        3,
        4,
        "One updater was interrupted before its first update and then updated once more; another updated twice");
  }

  private static void interruptedMeanwhile(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    Gate interrupted =
        scene.gate(2, Kind.STUCK, "The interrupted updater never came back from update().");
    Actor target =
        scene.actor(
            "interrupted updater",
            () -> {
              updateInterrupted(database, "interrupted updater");
              interrupted.pass();
              Thread.interrupted(); // from here on it is an ordinary update
              database.update("interrupted updater");
            });
    scene.actor("other updater", () -> database.update("other updater"));
    scene.actor(
        "interrupter",
        () -> {
          target.interrupt();
          interrupted.pass();
        });
    scene.play();
    expectBetween(
        scene,
        database,
        2,
        3,
        "One updater was interrupted in its first update and then updated once more; another updated once");
  }

  /**
   * Two updaters are under way or waiting when the interrupt comes, so that it can meet one that
   * waits its turn.
   */
  private static void interruptedWhileWaiting(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    Journal<Integer> seen = scene.journal();
    Actor target =
        scene.actor(
            "interrupted updater", () -> updateInterrupted(database, "interrupted updater"));
    scene.actor("other updater", () -> updateTimes(database, "other updater", 2));
    scene.actor(
        "interrupter",
        () -> {
          target.interrupt();
          seen.add(database.value());
          seen.add(database.value());
        });
    scene.play();
    List<Integer> reads = seen.entries();
    scene.expect(
        reads.get(0) <= reads.get(1),
        Kind.WRONG_RESULT,
        "After an update was interrupted, value() went back from %d to %d.",
        reads.get(0),
        reads.get(1));
    expectBetween(
        scene,
        database,
        2,
        3,
        "One updater was interrupted in its only update; another updated twice");
  }

  // A second round.

  private static void secondRound(Scene scene) {
    FakeDatabase database = new FakeDatabase();
    int rounds = scene.scale(2, 20);
    for (int round = 1; round <= rounds; round++) {
      String first = "updater 1 of round " + round;
      String second = "updater 2 of round " + round;
      scene.actor(first, () -> database.update(first));
      scene.actor(second, () -> database.update(second));
      scene.play();
      expectCount(
          scene,
          database.value(),
          2 * round,
          "In round " + round + " as in those before, two updaters each added one");
    }
  }

  // Sentences.

  private static void updateTimes(FakeDatabase database, String name, int times) {
    for (int i = 0; i < times; i++) {
      database.update(name);
    }
  }

  /** The contract leaves open what an interrupted update does itself; it may also throw. */
  private static void updateInterrupted(FakeDatabase database, String name) {
    try {
      database.update(name);
    } catch (RuntimeException | AssertionError leftOpen) {
      // What counts is what the others find afterwards.
    }
  }

  private static void expectCount(Scene scene, int value, int expected, String what) {
    scene.expect(
        value == expected,
        value < expected ? Kind.LOST_UPDATE : Kind.WRONG_RESULT,
        "%s, but value() is %d instead of %d.",
        what,
        value,
        expected);
  }

  /**
   * Each of the updates in doubt may count or not, now or later: an interrupted update may also
   * have left its work to another thread. One more update must show in any case.
   */
  private static void expectBetween(
      Scene scene, FakeDatabase database, int least, int most, String what) {
    int value = database.value();
    expectBetween(scene, value, least, most, what);
    database.update("main");
    expectBetween(
        scene,
        database.value(),
        Math.max(least, value) + 1,
        most + 1,
        what + ", and after that main once");
  }

  private static void expectBetween(Scene scene, int value, int least, int most, String what) {
    scene.expect(
        least <= value && value <= most,
        value < least ? Kind.LOST_UPDATE : Kind.WRONG_RESULT,
        "%s. value() must be at least %d and at most %d, but it is %d.",
        what,
        least,
        most,
        value);
  }

  private static void expectRising(Scene scene, FakeDatabase database, int reads, int updates) {
    int last = 0;
    for (int i = 0; i < reads; i++) {
      int seen = database.value();
      scene.expect(
          0 <= seen && seen <= updates,
          Kind.WRONG_RESULT,
          "With %d update(s) in all, a reader saw value() %d.",
          updates,
          seen);
      scene.expect(
          last <= seen,
          Kind.WRONG_RESULT,
          "A reader saw value() %d and afterwards the older value %d.",
          last,
          seen);
      last = seen;
    }
  }
}
