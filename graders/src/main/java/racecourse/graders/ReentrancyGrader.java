package racecourse.graders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import racecourse.reentrancy.Ledger;

/**
 * Asks whether a method under a lock can call another one under the same lock, and whether many
 * deposits that belong together look like one.
 *
 * <p>Not asked, because the contract promises nothing about it: amounts beyond a {@code long}, maps
 * with null in them, maps that are changed meanwhile, what a subclass's {@code deposit} may throw,
 * whether readers wait, and whether two ledgers can be used at the same time.
 */
public final class ReentrancyGrader implements Grader, Explains {
  private static final String ANOTHER_MOMENT =
      "One thread deposits 10, 20 and 40 cents, one after another, so that the total is 0, 10, 30 and then 70, but a reader saw"
          + " the total %d.";

  /** Makes the grader; it has no state. */
  public ReentrancyGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("reentrancy", 5, "A ledger whose methods call each other")
        .types("Ledger")
        .check(
            Check.named("adds-up", "adds up what one thread deposits")
                .points(3)
                .ask("deposits", ReentrancyGrader::deposits)
                .ask("two-ledgers", ReentrancyGrader::twoLedgers)
                .ask("names-and-numbers", ReentrancyGrader::namesAndNumbers)
                .askSparingly("after-a-collection", 1, ReentrancyGrader::afterACollection)
                .hint("What does balance() say of an account that nobody has ever heard of?")
                .hint("A map from the account's name to its cents is enough, one for each ledger."))
        .check(
            Check.named("refuses-negative-cents", "refuses a negative deposit and goes on")
                .points(3)
                .needs("adds-up")
                .ask("negative", ReentrancyGrader::negative)
                .ask("others-go-on", ReentrancyGrader::othersGoOn)
                .hint("Which ways lead out of deposit()? Is the lock given back on each?")
                .hint(
                    "lock.lock(); try { ... } finally { lock.unlock(); } with the throw inside the try."))
        .check(
            Check.named("deposits-through-deposit", "makes several deposits through deposit()")
                .points(4)
                .needs("adds-up")
                .ask("several", ReentrancyGrader::several)
                .ask("none", ReentrancyGrader::none)
                .ask("many-accounts", EnumSet.of(EngineId.FUZZ), ReentrancyGrader::manyAccounts)
                .askWithoutVmlens("a-subclass-hears-of-each", ReentrancyGrader::aSubclassHears)
                .hint(
                    "Does the thread that calls deposit() from depositAll() hold the lock already?")
                .hint(
                    "synchronized and ReentrantLock let a thread take again what it has. Semaphore and StampedLock do not.")
                .hint(
                    "Take the lock in depositAll() and again in deposit(), and give it back as often."))
        .check(
            Check.named("all-or-none", "makes all of several deposits or none")
                .points(4)
                .needs("deposits-through-deposit")
                .ask("the-first-is-negative", ReentrancyGrader::theFirstIsNegative)
                .ask("the-last-is-negative", ReentrancyGrader::theLastIsNegative)
                .ask("the-lock-is-back", ReentrancyGrader::theLockIsBack)
                .hint("The third of three deposits is negative. What about the first two?")
                .hint("Look at all of them before you make the first one."))
        .check(
            Check.named("loses-no-deposit", "loses no deposit of several threads")
                .points(4)
                .needs("adds-up")
                .ask("two-depositors", ReentrancyGrader::twoDepositors)
                .ask("one-and-many", ReentrancyGrader::oneAndMany)
                .ask("many-and-many", ReentrancyGrader::manyAndMany)
                .askWithoutVmlens("by-an-interrupted-one", ReentrancyGrader::byAnInterruptedOne)
                .hint("What happens between reading the old balance and writing the new one?")
                .hint(
                    "Everybody who touches the map has to hold the same lock, for as long as it takes."))
        .check(
            Check.named("never-half-done", "never shows several deposits half done")
                .points(4)
                .needs("deposits-through-deposit")
                .ask("a-reader-of-the-total", ReentrancyGrader::aReaderOfTheTotal)
                .ask("a-reader-of-balances", ReentrancyGrader::aReaderOfBalances)
                .ask("total-of-one-moment", ReentrancyGrader::totalOfOneMoment)
                .askWithoutVmlens("looked-at-from-outside", ReentrancyGrader::lookedAtFromOutside)
                .hint(
                    "When does another thread get the lock: between two of the deposits, or after them?")
                .hint("total() reads several accounts. Can a deposit come in between?")
                .hint(
                    "Hold one lock over the whole of depositAll(), and in total() and balance() too."))
        .check(
            Check.named("shows-the-last-value", "shows a reader what was deposited last")
                .points(1)
                .needs("adds-up")
                .ask("a-reader-beside", ReentrancyGrader::aReaderBeside)
                .ask("two-readers", ReentrancyGrader::twoReaders)
                .hint("What makes a write visible to a thread that only reads?")
                .hint("Readers take the same lock."))
        .check(
            Check.named("reenters-from-a-subclass", "lets a subclass call back under the lock")
                .points(2)
                .needs("deposits-through-deposit")
                .askWithoutVmlens("a-subclass-asks-back", ReentrancyGrader::aSubclassAsksBack)
                .askWithoutVmlens("a-subclass-forwards", ReentrancyGrader::aSubclassForwards)
                .hint(
                    "A deposit() that is called under your lock may call any method of the ledger.")
                .hint("Every method has to be safe to enter for the thread that holds the lock."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return ReentrancyMistakes.all();
  }

  // One thread.

  private static void deposits(Scene scene) {
    Ledger ledger = new Ledger();
    expectBalance(scene, ledger, "Ada", 0, "nobody has deposited anything");
    expectTotal(scene, ledger, 0, "nobody has deposited anything");
    ledger.deposit("Ada", 100);
    ledger.deposit("Ben", 5_000_000_000L);
    ledger.deposit("Ada", 20);
    ledger.deposit("Ben", 0);
    expectBalance(scene, ledger, "Ada", 120, "100 and 20 cents were deposited");
    expectBalance(scene, ledger, "Ben", 5_000_000_000L, "5000000000 and 0 cents were deposited");
    expectBalance(scene, ledger, "Cleo", 0, "nobody has deposited anything for Cleo");
    expectTotal(scene, ledger, 5_000_000_120L, "120 cents are Ada's and 5000000000 are Ben's");
  }

  /** Names of one hash, the same name as another object, and a number that no double holds. */
  private static void namesAndNumbers(Scene scene) {
    Ledger ledger = new Ledger();
    long many = (1L << 53) + 1;
    ledger.deposit("Aa", many);
    ledger.deposit("BB", 1);
    ledger.deposit("", 2);
    ledger.deposit("bb", 4);
    StringBuilder same = new StringBuilder("B");
    ledger.deposit(same.append("B").toString(), 8);
    ledger.deposit("Cleo", 3_000_000_000L);
    expectBalance(scene, ledger, "Aa", many, many + " cents were deposited");
    expectBalance(scene, ledger, "BB", 9, "1 and 8 cents were deposited");
    expectBalance(scene, ledger, "", 2, "2 cents were deposited");
    expectBalance(scene, ledger, "bb", 4, "4 cents were deposited");
    expectBalance(scene, ledger, "Cleo", 3_000_000_000L, "3000000000 cents were deposited");
    expectTotal(scene, ledger, many + 3_000_000_015L, "that is what all accounts have together");
  }

  private static void byAnInterruptedOne(Scene scene) {
    Ledger ledger = new Ledger();
    scene.actor(
        "interrupted depositor",
        () -> {
          Thread.currentThread().interrupt();
          ledger.deposit("Ada", 1);
          ledger.depositAll(three(10, 20, 30));
        });
    scene.play();
    expectTotal(scene, ledger, 61, "a thread that had been interrupted deposited 61 cents");
  }

  /** What only a weak reference leads to is gone when somebody looks. */
  private static void afterACollection(Scene scene) {
    Ledger ledger = new Ledger();
    for (int i = 0; i < 10; i++) {
      ledger.deposit("account " + i, 1);
    }
    System.gc();
    expectTotal(scene, ledger, 10, "10 cents were deposited before a collection of garbage");
    expectBalance(scene, ledger, "account 3", 1, "1 cent was, before a collection of garbage");
  }

  private static void twoLedgers(Scene scene) {
    Ledger first = new Ledger();
    Ledger second = new Ledger();
    first.deposit("Ada", 100);
    expectBalance(scene, second, "Ada", 0, "the deposit went to another ledger");
    expectTotal(scene, second, 0, "the deposit went to another ledger");
  }

  private static void negative(Scene scene) {
    Ledger ledger = new Ledger();
    ledger.deposit("Ada", 100);
    expectRefused(scene, () -> ledger.deposit("Ada", -1), "deposit(\"Ada\", -1)");
    for (long cents : new long[] {-1, -4_294_967_291L, Long.MIN_VALUE}) {
      expectRefused(scene, () -> ledger.deposit("Ben", cents), "deposit(\"Ben\", " + cents + ")");
    }
    expectBalance(scene, ledger, "Ada", 100, "a negative deposit was refused");
    expectBalance(scene, ledger, "Ben", 0, "a negative deposit was refused");
    expectTotal(scene, ledger, 100, "negative deposits were refused");
  }

  private static void othersGoOn(Scene scene) {
    Ledger ledger = new Ledger();
    scene.actor(
        "refused depositor",
        () -> expectRefused(scene, () -> ledger.deposit("Ada", -1), "deposit(\"Ada\", -1)"));
    scene.actor("depositor", () -> ledger.deposit("Ada", 100));
    scene.play();
    expectBalance(scene, ledger, "Ada", 100, "one deposit was made and a negative one refused");
  }

  // Several deposits.

  private static void several(Scene scene) {
    Ledger ledger = new Ledger();
    ledger.deposit("Ada", 1);
    ledger.depositAll(three(10, 20, 30));
    ledger.depositAll(three(100, 200, 300));
    expectBalance(scene, ledger, "Ada", 111, "1, 10 and 100 cents were deposited");
    expectBalance(scene, ledger, "Ben", 220, "20 and 200 cents were deposited");
    expectBalance(scene, ledger, "Cleo", 330, "30 and 300 cents were deposited");
    expectTotal(scene, ledger, 661, "661 cents were deposited");
  }

  private static void manyAccounts(Scene scene) {
    Ledger ledger = new Ledger();
    Map<String, Long> deposits = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      deposits.put("account " + i, 1L);
    }
    ledger.depositAll(deposits);
    expectTotal(scene, ledger, 300, "1 cent was deposited to each of 300 accounts");
  }

  private static void none(Scene scene) {
    Ledger ledger = new Ledger();
    ledger.depositAll(Map.of());
    expectTotal(scene, ledger, 0, "depositAll() was given no deposits");
    ledger.deposit("Ada", 1);
    expectTotal(scene, ledger, 1, "1 cent was deposited after an empty depositAll()");
    ledger.depositAll(three(0, 0, 0));
    expectTotal(scene, ledger, 1, "depositAll() was given 0 cents for each, which is not negative");
  }

  /** Writes down every deposit, as a subclass may. */
  private static final class ListeningLedger extends Ledger {
    private final Journal<String> heard;

    private ListeningLedger(Journal<String> heard) {
      this.heard = heard;
    }

    @Override
    public void deposit(String account, long cents) {
      heard.add(account + " " + cents);
      super.deposit(account, cents);
    }
  }

  private static void aSubclassHears(Scene scene) {
    Journal<String> heard = scene.journal();
    Ledger ledger = new ListeningLedger(heard);
    scene.actor("depositor of many", () -> ledger.depositAll(three(10, 0, 30)));
    scene.actor("depositor", () -> ledger.deposit("Dan", 4));
    scene.play();
    List<String> sorted = new ArrayList<>(heard.entries());
    sorted.sort(null);
    sorted.remove("Dan 4");
    scene.expect(
        sorted.equals(List.of("Ada 10", "Ben 0", "Cleo 30")),
        Kind.WRONG_RESULT,
        "depositAll() has to make each of its three deposits through deposit(), once; a subclass heard of: %s.",
        sorted.isEmpty() ? "none" : String.join(", ", sorted));
    expectTotal(scene, ledger, 44, "44 cents were deposited");
  }

  private static void theFirstIsNegative(Scene scene) {
    allOrNone(scene, three(-10, 20, 30));
  }

  private static void theLastIsNegative(Scene scene) {
    allOrNone(scene, three(10, 20, -30));
  }

  private static void allOrNone(Scene scene, Map<String, Long> deposits) {
    Ledger ledger = new Ledger();
    ledger.deposit("Ada", 1);
    expectRefused(scene, () -> ledger.depositAll(deposits), "depositAll(" + deposits + ")");
    expectBalance(scene, ledger, "Ada", 1, "depositAll(" + deposits + ") was refused");
    expectBalance(scene, ledger, "Ben", 0, "depositAll(" + deposits + ") was refused");
    expectTotal(scene, ledger, 1, "depositAll(" + deposits + ") was refused");
    ledger.depositAll(three(10, 20, 30));
    expectTotal(scene, ledger, 61, "after a refused depositAll() another one was made");
  }

  private static void theLockIsBack(Scene scene) {
    Ledger ledger = new Ledger();
    scene.actor(
        "refused depositor",
        () ->
            expectRefused(
                scene, () -> ledger.depositAll(three(10, -20, 30)), "depositAll() with -20 cents"));
    scene.actor("depositor", () -> ledger.deposit("Ada", 100));
    scene.play();
    expectTotal(scene, ledger, 100, "one deposit was made, and depositAll() was refused");
  }

  // Several threads.

  private static void twoDepositors(Scene scene) {
    scene.letTimeOutsPass();
    Ledger ledger = new Ledger();
    int times = scene.scale(2, 50);
    for (int i = 1; i <= 2; i++) {
      String own = "own " + i;
      scene.actor(
          "depositor " + i,
          () -> {
            for (int turn = 0; turn < times; turn++) {
              ledger.deposit("shared", 1);
              ledger.deposit(own, 1);
            }
          });
    }
    scene.play();
    expectKept(scene, ledger.balance("shared"), 2 * times, "to one account");
    expectKept(scene, ledger.total(), 4 * times, "in all");
  }

  private static void oneAndMany(Scene scene) {
    scene.letTimeOutsPass();
    Ledger ledger = new Ledger();
    int times = scene.scale(1, 30);
    scene.actor(
        "depositor",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            ledger.deposit("Ada", 1);
          }
        });
    scene.actor(
        "depositor of many",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            ledger.depositAll(three(1, 1, 1));
          }
        });
    scene.play();
    expectKept(scene, ledger.balance("Ada"), 2 * times, "to one account");
    expectKept(scene, ledger.total(), 4 * times, "in all");
  }

  /** The two come to the accounts in opposite orders. */
  private static void manyAndMany(Scene scene) {
    scene.letTimeOutsPass();
    Ledger ledger = new Ledger();
    int times = scene.scale(1, 30);
    for (List<String> order : List.of(List.of("Ada", "Ben"), List.of("Ben", "Ada"))) {
      Map<String, Long> deposits = new LinkedHashMap<>();
      order.forEach(account -> deposits.put(account, 1L));
      scene.actor(
          "depositor to " + String.join(" and ", order),
          () -> {
            for (int turn = 0; turn < times; turn++) {
              ledger.depositAll(deposits);
            }
          });
    }
    scene.play();
    expectKept(scene, ledger.balance("Ada"), 2 * times, "to one account");
    expectKept(scene, ledger.total(), 4 * times, "in all");
  }

  private static void aReaderOfTheTotal(Scene scene) {
    scene.letTimeOutsPass();
    Ledger ledger = new Ledger();
    scene.actor("depositor of many", () -> ledger.depositAll(three(10, 20, 30)));
    scene.actor(
        "reader",
        () -> {
          long total = ledger.total();
          scene.expect(
              total == 0 || total == 60,
              Kind.WRONG_RESULT,
              "depositAll() makes deposits of 10, 20 and 30 cents as one, but a reader saw the total %d.",
              total);
        });
    scene.play();
  }

  /**
   * Whichever account the total reads first, one that reads the other one later sees a deposit
   * without one that was made before it.
   */
  private static void totalOfOneMoment(Scene scene) {
    Ledger ledger = new Ledger();
    ledger.deposit("Ada", 0);
    ledger.deposit("Ben", 0);
    scene.actor(
        "depositor",
        () -> {
          ledger.deposit("Ada", 10);
          ledger.deposit("Ben", 20);
          ledger.deposit("Ada", 40);
        });
    scene.actor(
        "reader",
        () -> {
          long total = ledger.total();
          scene.expect(
              total == 0 || total == 10 || total == 30 || total == 70,
              Kind.WRONG_RESULT,
              ANOTHER_MOMENT,
              total);
        });
    scene.play();
    expectTotal(scene, ledger, 70, "all deposits are made");
  }

  private static void aReaderOfBalances(Scene scene) {
    scene.letTimeOutsPass();
    Ledger ledger = new Ledger();
    scene.actor("depositor of many", () -> ledger.depositAll(three(10, 20, 30)));
    scene.actor(
        "reader",
        () -> {
          long[] seen = {ledger.balance("Cleo"), ledger.balance("Ben"), ledger.balance("Ada")};
          long cleo = ledger.balance("Cleo");
          boolean once = seen[0] == 0 || (seen[1] == 20 && seen[2] == 10);
          boolean then = seen[1] == 0 || (seen[2] == 10 && cleo == 30);
          boolean last = seen[2] == 0 || cleo == 30;
          scene.expect(
              once && then && last,
              Kind.WRONG_RESULT,
              "depositAll() makes deposits for Ada (10), Ben (20) and Cleo (30) as one, but a reader saw, one after another,"
                  + " %d for Cleo, %d for Ben, %d for Ada, and %d for Cleo.",
              seen[0],
              seen[1],
              seen[2],
              cleo);
        });
    scene.play();
  }

  /** Stops in the middle of depositAll(), in its second call of deposit(). */
  private static final class SlowLedger extends Ledger {
    private final Journal<String> calls;
    private final Gate gate;

    private SlowLedger(Journal<String> calls, Gate gate) {
      this.calls = calls;
      this.gate = gate;
    }

    @Override
    public void deposit(String account, long cents) {
      calls.add(account);
      if (calls.entries().size() == 2) {
        gate.pass();
      }
      super.deposit(account, cents);
    }
  }

  private static void lookedAtFromOutside(Scene scene) {
    Gate gate = scene.held();
    Ledger ledger = new SlowLedger(scene.journal(), gate);
    Journal<Long> seen = scene.journal();
    scene.actor("depositor of many", () -> ledger.depositAll(three(10, 20, 30)));
    scene.settle();
    Actor reader = scene.actor("reader", () -> seen.add(ledger.total()));
    scene.settle();
    scene.expect(
        !reader.hasEnded() || seen.entries().equals(List.of(0L)),
        Kind.WRONG_RESULT,
        "depositAll() is in the middle of its deposits of 10, 20 and 30 cents, and total() said %s.",
        seen.entries());
    gate.open();
    scene.play();
    long total = seen.entries().get(0);
    scene.expect(
        total == 0 || total == 60,
        Kind.WRONG_RESULT,
        "depositAll() makes deposits of 10, 20 and 30 cents as one, but total() said %d.",
        total);
  }

  /** Nobody writes; at least nobody was asked to. */
  private static void twoReaders(Scene scene) {
    Ledger ledger = new Ledger();
    ledger.deposit("Ada", 1);
    ledger.deposit("Ben", 2);
    for (String unknown : List.of("Cleo", "Dan")) {
      scene.actor(
          "reader of " + unknown,
          () -> {
            long balance = ledger.balance(unknown);
            long total = ledger.total();
            scene.expect(
                balance == 0 && total == 3,
                Kind.WRONG_RESULT,
                "Three cents are deposited, none of them for %s. A reader saw the balance %d and the total %d.",
                unknown,
                balance,
                total);
          });
    }
    scene.play();
  }

  private static void aReaderBeside(Scene scene) {
    scene.letTimeOutsPass();
    Ledger ledger = new Ledger();
    ledger.deposit("Ada", 5);
    scene.actor(
        "depositor",
        () -> {
          ledger.deposit("Ada", 1);
          ledger.deposit("Ada", 1);
        });
    scene.actor(
        "reader",
        () -> {
          long before = ledger.balance("Ada");
          long total = ledger.total();
          long after = ledger.balance("Ada");
          scene.expect(
              5 <= before && before <= total && total <= after && after <= 7,
              Kind.WRONG_RESULT,
              "One cent is deposited twice, for Ada alone, who has 5. A reader saw her balance %d, then the total %d, then her balance %d.",
              before,
              total,
              after);
        });
    scene.play();
    expectTotal(scene, ledger, 7, "5 cents and twice one cent were deposited");
  }

  /** Each deposit is made in another ledger, too. */
  private static final class ForwardingLedger extends Ledger {
    private final Ledger other;

    private ForwardingLedger(Ledger other) {
      this.other = other;
    }

    @Override
    public void deposit(String account, long cents) {
      super.deposit(account, cents);
      other.deposit(account, cents);
    }
  }

  private static void aSubclassForwards(Scene scene) {
    Ledger other = new Ledger();
    Ledger ledger = new ForwardingLedger(other);
    scene.actor("depositor of many", () -> ledger.depositAll(three(10, 20, 30)));
    scene.actor("depositor to the other", () -> other.deposit("Ben", 5));
    scene.play();
    expectBalance(
        scene, other, "Ben", 25, "20 cents were forwarded from another ledger, and 5 came besides");
    expectTotal(
        scene, other, 65, "60 cents were forwarded from another ledger, and 5 came besides");
  }

  /** Looks at the ledger before and after each deposit. */
  private static final class CuriousLedger extends Ledger {
    private final Journal<Long> seen;

    private CuriousLedger(Journal<Long> seen) {
      this.seen = seen;
    }

    @Override
    public void deposit(String account, long cents) {
      long before = balance(account);
      super.deposit(account, cents);
      seen.add(balance(account) - before);
      total();
    }
  }

  private static void aSubclassAsksBack(Scene scene) {
    Journal<Long> seen = scene.journal();
    Ledger ledger = new CuriousLedger(seen);
    scene.actor("depositor of many", () -> ledger.depositAll(three(10, 20, 30)));
    scene.play();
    expectTotal(scene, ledger, 60, "60 cents were deposited");
    scene.actor("depositor", () -> ledger.deposit("Ada", 1));
    scene.play();
    expectTotal(scene, ledger, 61, "61 cents were deposited");
  }

  // Help.

  /** In this order. */
  private static Map<String, Long> three(long ada, long ben, long cleo) {
    Map<String, Long> deposits = new LinkedHashMap<>();
    deposits.put("Ada", ada);
    deposits.put("Ben", ben);
    deposits.put("Cleo", cleo);
    return deposits;
  }

  private static void expectBalance(
      Scene scene, Ledger ledger, String account, long expected, String because) {
    long balance = ledger.balance(account);
    scene.expect(
        balance == expected,
        Kind.WRONG_RESULT,
        "balance(\"%s\") is %d, but it should be %d: %s.",
        account,
        balance,
        expected,
        because);
  }

  private static void expectTotal(Scene scene, Ledger ledger, long expected, String because) {
    long total = ledger.total();
    scene.expect(
        total == expected,
        Kind.WRONG_RESULT,
        "total() is %d, but it should be %d: %s.",
        total,
        expected,
        because);
  }

  private static void expectKept(Scene scene, long actual, long expected, String where) {
    scene.expect(
        actual == expected,
        actual < expected ? Kind.LOST_UPDATE : Kind.WRONG_RESULT,
        "Two threads deposited one cent at a time, %d cents %s, but the ledger shows %d.",
        expected,
        where,
        actual);
  }

  private static void expectRefused(Scene scene, Runnable call, String what) {
    boolean refused = false;
    try {
      call.run();
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    scene.expect(
        refused,
        Kind.WRONG_RESULT,
        "%s has to throw an IllegalArgumentException, but it returned normally.",
        what);
  }
}
