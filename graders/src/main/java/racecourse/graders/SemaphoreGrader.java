package racecourse.graders;

import java.util.ArrayList;
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
import racecourse.semaphore.ConnectionPool;

/**
 * Asks whether a connection is lent to one thread at a time, whether whoever has to wait is served
 * in the end, and whether the pool notices what was never borrowed.
 *
 * <p>Not asked, because the contract promises nothing about it: who of several waiting threads
 * comes first, connections that are equal to each other or in the collection twice, a collection
 * that is changed afterwards, null, and what an interrupted thread gets when a connection is free.
 */
public final class SemaphoreGrader implements Grader, Explains {
  // Sentences by which SemaphoreMistakes knows a failure, too.
  static final String ANOTHER_NUMBER = "available() is %d, but it should be %d: %s.";
  static final String NOT_REFUSED =
      "%s is %s, so release() has to throw an IllegalArgumentException, but it returned normally.";

  private static final String INTERRUPTED = "interrupted";

  /** Makes the grader; it has no state. */
  public SemaphoreGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("semaphore", 9, "A pool of connections")
        .types("ConnectionPool")
        .check(
            Check.named("lends-and-takes-back", "lends every connection once and takes it back")
                .points(4)
                .ask("one-thread", s -> oneThread(s, 3))
                .ask("fifty", EnumSet.of(EngineId.FUZZ), s -> oneThread(s, 50))
                .ask("two-pools", SemaphoreGrader::twoPools)
                .ask("a-list-of-its-own", SemaphoreGrader::aListOfItsOwn)
                .askWithoutVmlens("beside-an-empty-one", SemaphoreGrader::besideAnEmptyOne)
                .askWithoutVmlens("two-empty-ones", SemaphoreGrader::twoEmptyOnes)
                .ask("two-readers", SemaphoreGrader::twoReaders)
                .askSparingly("after-a-collection", 1, SemaphoreGrader::afterACollection)
                .hint(
                    "How many connections are free at the start, and how many after one was lent?")
                .hint(
                    "A connection is either free or lent. Which collections do you need for that?")
                .hint(
                    "Take it out of the free ones when it is lent, and put it back in release()."))
        .check(
            Check.named("refuses-what-is-not-on-loan", "refuses what is not on loan")
                .points(4)
                .needs("lends-and-takes-back")
                .ask("a-stranger", SemaphoreGrader::aStranger)
                .ask("given-back-twice", SemaphoreGrader::givenBackTwice)
                .askWithoutVmlens("nobody-gets-a-stranger", SemaphoreGrader::nobodyGetsAStranger)
                .hint("How can release() know whether this connection was ever borrowed?")
                .hint("A Semaphore never refuses: every release() adds a permit, whoever calls it.")
                .hint("Keep the lent ones in a set, and look there before you change anything."))
        .check(
            Check.named("waits-for-a-connection", "waits while no connection is free")
                .points(4)
                .needs("lends-and-takes-back")
                .askWithoutVmlens("one-waits", SemaphoreGrader::oneWaits)
                .askWithoutVmlens("two-wait", SemaphoreGrader::twoWait)
                .askWithoutVmlens("two-come-back", SemaphoreGrader::twoComeBack)
                .askWithoutVmlens("all-come-back", SemaphoreGrader::allComeBack)
                .askWithoutVmlens("none-at-all", SemaphoreGrader::noneAtAll)
                .ask("late-release", EnumSet.of(EngineId.EXPLORER), SemaphoreGrader::lateRelease)
                .hint("What does a thread find that was woken, although another one was faster?")
                .hint(
                    "A wait can end for no reason, and a signal reaches only those who wait by then.")
                .hint("A Semaphore with one permit for each free connection does all the waiting."))
        .check(
            Check.named(
                    "never-lends-one-twice", "never lends a connection to two threads at a time")
                .points(4)
                .needs("lends-and-takes-back")
                .ask("two-threads-one-connection", SemaphoreGrader::twoThreadsOneConnection)
                .askWithoutVmlens(
                    "three-threads-two-connections", SemaphoreGrader::threeThreadsTwoConnections)
                .askWithoutVmlens("three-connections", SemaphoreGrader::threeConnections)
                .ask("a-reader-counts", SemaphoreGrader::aReaderCounts)
                .hint("What can happen between \"one is free\" and \"I take it\"?")
                .hint(
                    "What a borrower does with a connection has to be visible to the next borrower.")
                .hint(
                    "Looking and taking must be one step: under one lock, or in a concurrent queue."))
        .check(
            Check.named("another-thread-gives-back", "lets another thread give a connection back")
                .points(2)
                .needs("lends-and-takes-back")
                .ask("handed-on", SemaphoreGrader::handedOn)
                .askWithoutVmlens("by-an-interrupted-one", SemaphoreGrader::byAnInterruptedOne)
                .hint("Which things in Java can only be given back by the thread that took them?")
                .hint("A lock belongs to a thread. A permit does not."))
        .check(
            Check.named("takes-back-once", "takes a connection back only once when two threads try")
                .points(2)
                .needs("refuses-what-is-not-on-loan")
                .ask("two-give-back", SemaphoreGrader::twoGiveBack)
                .hint("Both threads look whether it is lent. What does the second one see?")
                .hint("remove() of a concurrent set tells only one of them that it was there."))
        .check(
            Check.named("answers-an-interrupt", "answers an interrupt while it waits")
                .points(3)
                .needs("waits-for-a-connection")
                .askWithoutVmlens("waiting", SemaphoreGrader::waiting)
                .askWithoutVmlens("interrupted-before", SemaphoreGrader::interruptedBefore)
                .hint("Which ways of waiting end when the thread is interrupted?")
                .hint("Let the InterruptedException out. A catch that waits again hears nothing."))
        .check(
            Check.named(
                    "loses-none-on-interrupt",
                    "loses no connection, and no waiting thread, to an interrupt")
                .points(2)
                .needs("answers-an-interrupt")
                .askWithoutVmlens("at-any-moment", SemaphoreGrader::atAnyMoment)
                .askWithoutVmlens("one-of-two-waiting", SemaphoreGrader::oneOfTwoWaiting)
                .hint("What had the thread counted, taken or been told when the interrupt came?")
                .hint(
                    "A signal that reached an interrupted thread has to be passed on to another one.")
                .hint(
                    "Change the state only after the wait is over, and nothing in between can throw."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return SemaphoreMistakes.all();
  }

  /** What is lent. Its count is a plain field on purpose: having the connection must suffice. */
  private static final class Connection {
    private final String name;
    private int uses;

    private Connection(String name) {
      this.name = name;
    }

    /** The same for all: they are told apart by equals() alone. */
    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Connection> connections(int count) {
    List<Connection> connections = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      connections.add(new Connection("connection " + i));
    }
    return List.copyOf(connections);
  }

  // One thread.

  private static void oneThread(Scene scene, int count) throws InterruptedException {
    List<Connection> all = connections(count);
    ConnectionPool<Connection> pool = new ConnectionPool<>(all);
    for (int round = 1; round <= 2; round++) {
      List<Connection> lent = new ArrayList<>();
      expectAvailable(scene, pool, count, "nothing is lent");
      for (int i = 1; i <= count; i++) {
        Connection connection = pool.acquire();
        scene.expect(
            all.contains(connection),
            Kind.WRONG_RESULT,
            "acquire() returned %s, which is none of the pool's connections.",
            connection);
        scene.expect(
            !lent.contains(connection),
            Kind.WRONG_RESULT,
            "acquire() returned %s, which was lent already.",
            connection);
        lent.add(connection);
        expectAvailable(scene, pool, count - i, i + " of " + count + " connections are lent");
      }
      for (int i = 0; i < count; i++) {
        pool.release(lent.get(i));
        expectAvailable(
            scene, pool, i + 1, (i + 1) + " of " + count + " lent connections were given back");
      }
    }
  }

  private static void twoPools(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> first = new ConnectionPool<>(connections(1));
    ConnectionPool<Connection> second = new ConnectionPool<>(connections(2));
    Connection connection = first.acquire();
    expectAvailable(scene, first, 0, "its only connection is lent");
    expectAvailable(scene, second, 2, "another pool has lent one");
    expectRefused(scene, second, connection, "on loan from another pool");
    expectAvailable(scene, second, 2, "another pool has lent one");
    first.release(connection);
    expectAvailable(scene, first, 1, "its only connection was given back");
  }

  /** The pool has what it was made of, whatever becomes of that list. */
  private static void aListOfItsOwn(Scene scene) throws InterruptedException {
    List<Connection> all = new ArrayList<>(connections(2));
    ConnectionPool<Connection> pool = new ConnectionPool<>(all);
    pool.acquire();
    scene.expect(
        all.size() == 2,
        Kind.WRONG_RESULT,
        "The pool was made from a list of 2 connections; after one acquire() there are %d in that list, which is not the"
            + " pool's.",
        all.size());
    pool = new ConnectionPool<>(all);
    all.clear();
    expectAvailable(scene, pool, 2, "only the list that it was made from has been cleared");
    pool.release(pool.acquire());
    pool.acquire();
    pool.acquire();
    expectAvailable(scene, pool, 0, "2 of 2 connections are lent");
    scene.expect(
        all.isEmpty(),
        Kind.WRONG_RESULT,
        "The list that the pool was made from was cleared, and now there are %d connections in it again.",
        all.size());
  }

  private static void besideAnEmptyOne(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> empty = new ConnectionPool<>(connections(1));
    Connection only = empty.acquire();
    scene.actor("waiting borrower", () -> empty.release(empty.acquire()));
    scene.settle();
    ConnectionPool<Connection> other = new ConnectionPool<>(connections(1));
    Actor borrower = scene.actor("borrower", () -> other.release(other.acquire()));
    scene.settle();
    scene.expect(
        borrower.hasEnded(),
        Kind.STUCK,
        "A thread waits at a pool that has lent all it has, and now another one waits at a pool that has a connection.");
    empty.release(only);
    scene.play();
    expectAvailable(scene, empty, 1, "its only connection was given back");
  }

  /** Whoever waits at the other pool has nothing from what is given back to this one. */
  private static void twoEmptyOnes(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> first = new ConnectionPool<>(connections(1));
    ConnectionPool<Connection> second = new ConnectionPool<>(connections(1));
    Connection ofFirst = first.acquire();
    Connection ofSecond = second.acquire();
    scene.actor("waits at the first", () -> first.acquire());
    scene.settle();
    Actor waiter = scene.actor("waits at the second", () -> second.acquire());
    scene.settle();
    second.release(ofSecond);
    scene.settle();
    scene.expect(
        waiter.hasEnded(),
        Kind.STUCK,
        "A thread waits at each of two pools, and a connection was given back to one of them; but who waits there still does.");
    first.release(ofFirst);
    scene.play();
  }

  private static void twoReaders(Scene scene) {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(2));
    for (int i = 1; i <= 2; i++) {
      scene.actor(
          "reader " + i,
          () -> expectAvailable(scene, pool, 2, "two readers look, nothing is lent"));
    }
    scene.play();
  }

  /** What only a weak reference leads to is gone when somebody borrows it. */
  private static void afterACollection(Scene scene) throws InterruptedException {
    ConnectionPool<Object> pool = new ConnectionPool<>(List.of(new StringBuilder("it")));
    System.gc();
    scene.expect(
        pool.available() == 1,
        Kind.WRONG_RESULT,
        "A pool of one connection has %d of them after a collection of garbage.",
        pool.available());
    String lent = String.valueOf(pool.acquire());
    scene.expect(
        lent.equals("it"),
        Kind.WRONG_RESULT,
        "After a collection of garbage acquire() returned %s instead of the pool's connection.",
        lent);
  }

  // What is not on loan.

  private static void aStranger(Scene scene) {
    List<Connection> all = connections(1);
    ConnectionPool<Connection> pool = new ConnectionPool<>(all);
    expectRefused(scene, pool, new Connection("stranger"), "not from this pool");
    expectRefused(scene, pool, all.get(0), "not on loan");
    expectAvailable(scene, pool, 1, "two calls of release() were refused");
  }

  private static void givenBackTwice(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(2));
    Connection first = pool.acquire();
    pool.acquire();
    pool.release(first);
    expectRefused(scene, pool, first, "given back already");
    expectAvailable(scene, pool, 1, "one of two lent connections was given back, twice");
  }

  private static void nobodyGetsAStranger(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> borrowed = scene.journal();
    scene.actor("borrower", () -> borrowed.add(pool.acquire().toString()));
    scene.actor(
        "liar", () -> expectRefused(scene, pool, new Connection("stranger"), "not from this pool"));
    scene.settle();
    scene.expect(
        borrowed.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "The only connection is lent, and a stranger was refused, but acquire() returned %s.",
        String.join(", ", borrowed.entries()));
    pool.release(only);
    scene.play();
  }

  // Waiting.

  private static void oneWaits(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> borrowed = scene.journal();
    scene.actor("borrower", () -> borrowed.add(pool.acquire().toString()));
    scene.settle();
    scene.expect(
        borrowed.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "The only connection is lent, but acquire() returned %s; it has to wait.",
        String.join(", ", borrowed.entries()));
    expectAvailable(scene, pool, 0, "its only connection is lent, and somebody waits for it");
    pool.release(only);
    scene.play();
    expectAvailable(scene, pool, 0, "its only connection went to the thread that waited");
  }

  private static void twoWait(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(2));
    Connection first = pool.acquire();
    Connection second = pool.acquire();
    Journal<String> borrowed = scene.journal();
    scene.actor("borrower 1", () -> borrowed.add(pool.acquire().toString()));
    scene.actor("borrower 2", () -> borrowed.add(pool.acquire().toString()));
    scene.settle();
    pool.release(second);
    scene.settle();
    scene.expect(
        borrowed.entries().equals(List.of(second.name)),
        borrowed.entries().isEmpty() ? Kind.STUCK : Kind.WRONG_RESULT,
        "Two threads waited and %s was given back, but what they got is %s.",
        second,
        borrowed.entries().isEmpty() ? "nothing" : String.join(", ", borrowed.entries()));
    scene.actor("giver", () -> pool.release(first));
    scene.play();
    expectAvailable(scene, pool, 0, "both connections went to the threads that waited");
  }

  /** The second one comes back before the first of the two that wait has got his. */
  private static void twoComeBack(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(2));
    Connection first = pool.acquire();
    Connection second = pool.acquire();
    scene.actor("borrower 1", () -> pool.acquire());
    scene.actor("borrower 2", () -> pool.acquire());
    scene.settle();
    pool.release(first);
    pool.release(second);
    scene.play();
    expectAvailable(scene, pool, 0, "both connections went to the threads that waited");
  }

  private static void allComeBack(Scene scene) throws InterruptedException {
    int count = scene.scale(3, 20);
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(count));
    List<Connection> lent = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      lent.add(pool.acquire());
      scene.actor("borrower " + i, () -> pool.acquire());
    }
    scene.settle();
    for (Connection connection : lent) {
      pool.release(connection);
    }
    scene.play();
    expectAvailable(scene, pool, 0, "all connections went to the threads that waited");
  }

  private static void noneAtAll(Scene scene) {
    ConnectionPool<Connection> pool = new ConnectionPool<>(List.of());
    expectAvailable(scene, pool, 0, "it has no connections at all");
    Journal<String> outcome = scene.journal();
    Actor borrower = scene.actor("borrower", () -> outcome.add(borrow(pool)));
    scene.settle();
    scene.expect(
        !borrower.hasEnded(),
        Kind.WRONG_RESULT,
        "A pool without connections has nothing to lend, but acquire() did not wait (%s).",
        String.join(", ", outcome.entries()));
    borrower.interrupt();
    scene.play();
  }

  /**
   * In virtual time half an hour costs nothing; a borrower that gives up after ten minutes is seen.
   */
  private static void lateRelease(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> borrowed = scene.journal();
    scene.actor("borrower", () -> borrowed.add(String.valueOf(pool.acquire())));
    scene.actor(
        "slow owner",
        () -> {
          Thread.sleep(LongTime.HALF_AN_HOUR);
          pool.release(only);
        });
    scene.play();
    scene.expect(
        borrowed.entries().equals(List.of("connection 1")),
        Kind.WRONG_RESULT,
        "The only connection came back after half an hour, but acquire() had returned %s.",
        String.join(", ", borrowed.entries()));
  }

  // One at a time.

  private static void twoThreadsOneConnection(Scene scene) throws InterruptedException {
    useTogether(scene, 2, 1, scene.scale(1, 30));
  }

  private static void threeThreadsTwoConnections(Scene scene) throws InterruptedException {
    useTogether(scene, scene.scale(3, 8), 2, scene.scale(1, 20));
  }

  private static void useTogether(Scene scene, int threads, int count, int times)
      throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(count));
    for (int i = 1; i <= threads; i++) {
      scene.actor(
          "borrower " + i,
          () -> {
            for (int turn = 0; turn < times; turn++) {
              Connection connection = pool.acquire();
              connection.uses++;
              pool.release(connection);
            }
          });
    }
    scene.play();
    expectAvailable(scene, pool, count, "everybody has given back what he had borrowed");
    int uses = 0;
    for (int i = 0; i < count; i++) {
      uses += pool.acquire().uses;
    }
    scene.expect(
        uses == threads * times,
        Kind.LOST_UPDATE,
        "Borrowers count their uses in the connection they have: %d uses in all, but the connections have counted %d. Two"
            + " threads had the same one at the same time.",
        threads * times,
        uses);
  }

  /** One takes a connection while another one takes two and gives the first of them back. */
  private static void threeConnections(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(3));
    Journal<Connection> held = scene.journal();
    scene.actor("borrower", () -> held.add(pool.acquire()));
    scene.actor(
        "borrower of two",
        () -> {
          Connection first = pool.acquire();
          held.add(pool.acquire());
          pool.release(first);
        });
    scene.play();
    List<Connection> all = new ArrayList<>(held.entries());
    all.add(pool.acquire());
    scene.expect(
        all.get(0) != all.get(1) && all.get(1) != all.get(2) && all.get(0) != all.get(2),
        Kind.WRONG_RESULT,
        "Three connections are lent, each of which has to be another one; but they are %s.",
        all);
  }

  private static void aReaderCounts(Scene scene) {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(2));
    int times = scene.scale(1, 20);
    scene.actor(
        "borrower",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            pool.release(pool.acquire());
          }
        });
    scene.actor(
        "reader",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            int available = pool.available();
            scene.expect(
                available == 1 || available == 2,
                Kind.WRONG_RESULT,
                "One borrower uses a pool of two connections, so 1 or 2 of them are free, but available() said %d.",
                available);
          }
        });
    scene.play();
  }

  // Giving back.

  private static void handedOn(Scene scene) {
    scene.letTimeOutsPass();
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Journal<Connection> hand = scene.journal();
    Gate handed = scene.gate(2, Kind.STUCK, "The borrower never came back from acquire().");
    scene.actor(
        "borrower",
        () -> {
          hand.add(pool.acquire());
          handed.pass();
        });
    scene.actor(
        "giver",
        () -> {
          handed.pass();
          pool.release(hand.entries().get(0));
        });
    scene.play();
    expectAvailable(scene, pool, 1, "another thread has given the connection back");
  }

  private static void byAnInterruptedOne(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> borrowed = scene.journal();
    scene.actor("borrower", () -> borrowed.add(String.valueOf(pool.acquire())));
    scene.settle();
    scene.actor(
        "interrupted giver",
        () -> {
          Thread.currentThread().interrupt();
          pool.release(only);
        });
    scene.settle();
    scene.expect(
        borrowed.entries().equals(List.of("connection 1")),
        Kind.WRONG_RESULT,
        "A thread that had been interrupted gave the only connection back, and whoever waited for it got %s.",
        borrowed.entries().isEmpty() ? "nothing" : String.join(", ", borrowed.entries()));
    expectAvailable(scene, pool, 0, "its only connection is lent again");
    pool.release(only);
    expectAvailable(scene, pool, 1, "its only connection was given back");
  }

  private static void twoGiveBack(Scene scene) throws InterruptedException {
    scene.letTimeOutsPass();
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(2));
    Connection connection = pool.acquire();
    pool.acquire();
    Journal<String> outcome = scene.journal();
    for (int i = 1; i <= 2; i++) {
      scene.actor(
          "giver " + i,
          () -> {
            try {
              pool.release(connection);
              outcome.add("accepted");
            } catch (IllegalArgumentException e) {
              outcome.add("refused");
            }
          });
    }
    scene.play();
    List<String> sorted = new ArrayList<>(outcome.entries());
    sorted.sort(null);
    scene.expect(
        sorted.equals(List.of("accepted", "refused")),
        Kind.WRONG_RESULT,
        "Two threads gave the same connection back: one of them has to be refused, but the outcomes were %s.",
        String.join(" and ", sorted));
    expectAvailable(scene, pool, 1, "one of two lent connections was given back, by two threads");
  }

  // Interrupts.

  private static void waiting(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> outcome = scene.journal();
    Actor borrower = scene.actor("interrupted borrower", () -> outcome.add(borrow(pool)));
    scene.settle();
    borrower.interrupt();
    scene.play();
    expectInterrupted(scene, outcome);
    goesOn(scene, pool, only);
  }

  private static void interruptedBefore(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> outcome = scene.journal();
    Actor borrower = scene.actor("interrupted borrower", () -> outcome.add(borrow(pool)));
    borrower.interrupt();
    scene.play();
    expectInterrupted(scene, outcome);
    goesOn(scene, pool, only);
  }

  private static void goesOn(Scene scene, ConnectionPool<Connection> pool, Connection only) {
    expectAvailable(scene, pool, 0, "its only connection is lent, and another thread gave up");
    pool.release(only);
    expectAvailable(scene, pool, 1, "its only connection was given back");
    scene.actor("later borrower", () -> pool.release(pool.acquire()));
    scene.play();
    expectAvailable(scene, pool, 1, "its only connection was given back");
  }

  /** Whatever moment the interrupt comes at: the borrower has it, or it is free. */
  private static void atAnyMoment(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> outcome = scene.journal();
    Actor borrower = scene.actor("interrupted borrower", () -> outcome.add(borrow(pool)));
    scene.actor("owner", () -> pool.release(only));
    scene.actor("interrupter", () -> borrower.interrupt());
    scene.play();
    if (outcome.entries().equals(List.of(INTERRUPTED))) {
      expectAvailable(scene, pool, 1, "its only connection was given back and nobody else got it");
    } else {
      expectAvailable(scene, pool, 0, "its only connection was lent again");
      pool.release(only);
    }
    scene.actor("later borrower", () -> pool.release(pool.acquire()));
    scene.play();
    expectAvailable(scene, pool, 1, "its only connection was given back");
  }

  private static void oneOfTwoWaiting(Scene scene) throws InterruptedException {
    ConnectionPool<Connection> pool = new ConnectionPool<>(connections(1));
    Connection only = pool.acquire();
    Journal<String> outcome = scene.journal();
    Actor borrower =
        scene.actor(
            "interrupted borrower",
            () -> {
              String got = borrow(pool);
              if (!got.equals(INTERRUPTED)) {
                pool.release(only);
              }
            });
    scene.actor(
        "other borrower",
        () -> {
          outcome.add(borrow(pool));
          pool.release(only);
        });
    scene.settle();
    scene.actor("owner", () -> pool.release(only));
    scene.actor("interrupter", () -> borrower.interrupt());
    scene.play();
    scene.expect(
        outcome.entries().equals(List.of("connection 1")),
        Kind.WRONG_RESULT,
        "Another thread was interrupted, and acquire() of this one should have returned connection 1, not %s.",
        String.join(", ", outcome.entries()));
    expectAvailable(scene, pool, 1, "everybody has given back what he had borrowed");
  }

  private static String borrow(ConnectionPool<Connection> pool) {
    try {
      return String.valueOf(pool.acquire());
    } catch (InterruptedException e) {
      return INTERRUPTED;
    }
  }

  // Sentences.

  private static void expectInterrupted(Scene scene, Journal<String> outcome) {
    String what = String.join(", ", outcome.entries());
    scene.expect(
        what.equals(INTERRUPTED),
        Kind.WRONG_RESULT,
        "A thread was interrupted while it had to wait in acquire(), so it has to get an InterruptedException, but it got %s.",
        what);
  }

  private static void expectAvailable(
      Scene scene, ConnectionPool<Connection> pool, int expected, String because) {
    int available = pool.available();
    scene.expect(
        available == expected, Kind.WRONG_RESULT, ANOTHER_NUMBER, available, expected, because);
  }

  private static void expectRefused(
      Scene scene, ConnectionPool<Connection> pool, Connection connection, String because) {
    boolean refused = false;
    try {
      pool.release(connection);
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    scene.expect(refused, Kind.WRONG_RESULT, NOT_REFUSED, connection, because);
  }
}
