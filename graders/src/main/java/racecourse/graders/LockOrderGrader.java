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
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.lockorder.Account;
import racecourse.lockorder.Bank;

/**
 * Asks whether money is neither lost nor made nor seen twice, and whether threads that want the
 * same accounts in different orders all come through.
 *
 * <p>Not asked, because the contract promises nothing about it: balances beyond a {@code long},
 * several accounts with one id, negative ids, the same account twice in {@code total}, null, and
 * what an interrupt does, as long as nobody is told that there was too little. That transfers
 * between different pairs run at the same time is asked by whether one changes a balance between
 * two changes of the other in any schedule: nothing of the scenario's is called in a transfer, so
 * that no two of them can be made to meet.
 */
public final class LockOrderGrader implements Grader, Explains {

  /** Makes the grader; it has no state. */
  public LockOrderGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("lockorder", 6, "Transfers between accounts")
        .types("Account", "Bank")
        .check(
            Check.named("moves-money", "moves money from one account to another")
                .points(3)
                .ask("one-transfer", LockOrderGrader::oneTransfer)
                .ask("a-total", LockOrderGrader::aTotal)
                .hint("What are the two balances after a transfer, and what is their sum?")
                .hint("Bank is in the same package as Account: it may use what is not public."))
        .check(
            Check.named("refuses", "refuses what is not there and what is negative")
                .points(3)
                .needs("moves-money")
                .ask("too-much", LockOrderGrader::tooMuch)
                .ask("negative", LockOrderGrader::negative)
                .ask("others-go-on", LockOrderGrader::othersGoOn)
                .askWithoutVmlens("interrupted", LockOrderGrader::interrupted)
                .hint("Which ways lead out of transfer()? Are the locks given back on each?")
                .hint("Look before you change anything, and give locks back in a finally."))
        .check(
            Check.named("to-itself", "transfers from an account to itself")
                .points(2)
                .needs("moves-money")
                .ask("the-same-account", LockOrderGrader::theSameAccount)
                .hint("How many locks do you take for one account, and may you take it twice?")
                .hint(
                    "A balance that was read before the money left is old when the money arrives."))
        .check(
            Check.named("loses-no-cent", "loses no cent and makes none")
                .points(4)
                .needs("moves-money")
                .ask("into-one-account", LockOrderGrader::intoOneAccount)
                .ask("there-and-back", LockOrderGrader::thereAndBack)
                .hint("What can happen between reading a balance and writing it?")
                .hint(
                    "Whoever changes a balance has to hold the lock of that account, the same for everybody."))
        .check(
            Check.named("never-overdraws", "pays the same cent only once")
                .points(3)
                .needs("refuses")
                .ask("two-want-the-last-cent", LockOrderGrader::twoWantTheLastCent)
                .hint("Both threads look whether there is enough. What does the second one see?")
                .hint(
                    "Looking and taking must happen under the same lock, without giving it back between."))
        .check(
            Check.named("never-deadlocks", "never waits in a circle")
                .points(4)
                .needs("moves-money")
                .ask("opposite-transfers", LockOrderGrader::oppositeTransfers)
                .ask("opposite-transfers-of-even-ids", LockOrderGrader::oppositeTransfersOfEvenIds)
                .ask(
                    "opposite-transfers-of-large-ids", LockOrderGrader::oppositeTransfersOfLargeIds)
                .ask("ids-of-one-stripe", LockOrderGrader::idsOfOneStripe)
                .ask("three-in-a-circle", LockOrderGrader::threeInACircle)
                .ask("transfer-and-total", LockOrderGrader::transferAndTotal)
                .ask("two-totals", LockOrderGrader::twoTotals)
                .hint(
                    "Thread 1 has one lock and wants the other. What if thread 2 has that one and wants the first?")
                .hint(
                    "There is no circle if everybody takes the locks in one and the same order, whatever the direction"
                        + " of the transfer.")
                .hint(
                    "The ids are unique: take the lock of the account with the smaller id first."))
        .check(
            Check.named("total-of-one-moment", "adds up the balances of one moment")
                .points(3)
                .needs("moves-money")
                .ask("a-reader-of-the-total", LockOrderGrader::aReaderOfTheTotal)
                .ask("total-of-three", LockOrderGrader::totalOfThree)
                .hint("The first balance has been read, and money moves. What is the sum then?")
                .hint(
                    "total() has to hold all of the locks at once, in the same order as everybody."))
        .check(
            Check.named("shows-the-balance", "shows the balance to other threads")
                .points(2)
                .needs("moves-money")
                .ask("a-reader-beside", LockOrderGrader::aReaderBeside)
                .hint("What makes a write visible to a thread that only reads?")
                .hint("balance() takes the account's lock, too."))
        .check(
            Check.named("pairs-do-not-wait", "lets transfers between different pairs run at once")
                .points(1)
                .needs("never-deadlocks")
                .ask(
                    "no-lock-for-all", EnumSet.of(EngineId.EXPLORER), LockOrderGrader::noLockForAll)
                .hint(
                    "Which object does a static synchronized method lock, and how many are there?")
                .hint(
                    "One lock for the whole bank is safe, and nobody else can transfer meanwhile."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return LockOrderMistakes.all();
  }

  // One thread.

  private static void oneTransfer(Scene scene) {
    Account ada = new Account(7, 100);
    Account ben = new Account(3, 50);
    scene.expect(
        ada.id() == 7 && ben.id() == 3,
        Kind.WRONG_RESULT,
        "The accounts were made with the ids 7 and 3, but id() says %d and %d.",
        ada.id(),
        ben.id());
    expectBalances(scene, ada, 100, ben, 50, "nothing was transferred");
    expectAnswer(scene, Bank.transfer(ada, ben, 30), true, "30 of 100 cents");
    expectBalances(scene, ada, 70, ben, 80, "30 cents were transferred");
    expectAnswer(scene, Bank.transfer(ben, ada, 80), true, "80 of 80 cents");
    expectBalances(scene, ada, 150, ben, 0, "80 cents were transferred back");
    expectAnswer(scene, Bank.transfer(ben, ada, 0), true, "0 of 0 cents");
    expectBalances(scene, ada, 150, ben, 0, "0 cents were transferred");
  }

  private static void aTotal(Scene scene) {
    Account ada = new Account(3, 100);
    Account ben = new Account(1, 50);
    Account cleo = new Account(2, 3_000_000_000L);
    expectTotal(scene, Bank.total(), 0, "of no accounts");
    expectTotal(scene, Bank.total(ben), 50, "of one account with 50 cents");
    expectTotal(scene, Bank.total(ada, ben, cleo), 3_000_000_150L, "of three accounts");
    Bank.transfer(ada, cleo, 1);
    expectTotal(
        scene, Bank.total(cleo, ben, ada), 3_000_000_150L, "of the same three after a transfer");
  }

  private static void tooMuch(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 0);
    expectAnswer(scene, Bank.transfer(ada, ben, 101), false, "101 of 100 cents");
    expectBalances(scene, ada, 100, ben, 0, "there was not enough to transfer");
    expectAnswer(scene, Bank.transfer(ben, ada, 1), false, "1 of 0 cents");
    expectBalances(scene, ada, 100, ben, 0, "there was not enough to transfer");
  }

  private static void negative(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    expectRefused(scene, ada, ben);
    expectRefused(scene, ada, ada);
    expectBalances(scene, ada, 100, ben, 100, "a negative transfer was refused");
  }

  private static void othersGoOn(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 0);
    scene.actor(
        "refused teller",
        () -> {
          expectRefused(scene, ada, ben);
          expectAnswer(scene, Bank.transfer(ada, ben, 1_000), false, "1000 of at most 100 cents");
        });
    scene.actor("teller", () -> Bank.transfer(ada, ben, 10));
    scene.play();
    expectBalances(scene, ada, 90, ben, 10, "10 cents were transferred and two transfers refused");
  }

  /** It may end with an exception, but not with the answer that there is too little. */
  private static void interrupted(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 0);
    Journal<String> outcome = scene.journal();
    scene.actor(
        "interrupted teller",
        () -> {
          Thread.currentThread().interrupt();
          try {
            outcome.add(Bank.transfer(ada, ben, 10) ? "moved" : "refused");
          } catch (RuntimeException e) {
            outcome.add("gave up");
          }
        });
    scene.play();
    scene.expect(
        !outcome.entries().contains("refused"),
        Kind.WRONG_RESULT,
        "A thread that had been interrupted transferred 10 of 100 cents, and transfer() said that there is too little.");
    if (outcome.entries().contains("moved")) {
      expectBalances(scene, ada, 90, ben, 10, "10 cents were transferred");
    } else {
      expectBalances(scene, ada, 100, ben, 0, "the transfer ended with an exception");
    }
  }

  private static void theSameAccount(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 0);
    scene.actor(
        "teller",
        () -> {
          expectAnswer(
              scene, Bank.transfer(ada, ada, 30), true, "30 of 100 cents to the same account");
          expectAnswer(
              scene, Bank.transfer(ada, ada, 101), false, "101 of 100 cents to the same account");
        });
    scene.play();
    expectBalances(scene, ada, 100, ben, 0, "Ada transferred money to herself");
    scene.actor("later teller", () -> Bank.transfer(ada, ben, 1));
    scene.play();
    expectBalances(scene, ada, 99, ben, 1, "1 cent was transferred after a transfer to itself");
  }

  // Several threads.

  private static void intoOneAccount(Scene scene) {
    scene.letTimeOutsPass();
    Account ada = new Account(1, 1_000);
    Account ben = new Account(2, 1_000);
    Account cleo = new Account(3, 0);
    int times = scene.scale(1, 50);
    scene.actor("teller 1", () -> repeat(times, ada, cleo));
    scene.actor("teller 2", () -> repeat(times, ben, cleo));
    scene.play();
    long sum = ada.balance() + ben.balance() + cleo.balance();
    expectKept(scene, sum, 2_000);
    expectBalances(
        scene, ada, 1_000 - times, cleo, 2L * times, "two tellers transferred one cent at a time");
  }

  private static void thereAndBack(Scene scene) {
    scene.letTimeOutsPass();
    Account ada = new Account(1, 1_000);
    Account ben = new Account(2, 1_000);
    int times = scene.scale(1, 50);
    scene.actor("teller 1", () -> repeat(times, ada, ben));
    scene.actor("teller 2", () -> repeat(times, ben, ada));
    scene.play();
    expectKept(scene, ada.balance() + ben.balance(), 2_000);
    expectBalances(scene, ada, 1_000, ben, 1_000, "as many cents came back as had gone");
  }

  private static void twoWantTheLastCent(Scene scene) {
    scene.letTimeOutsPass();
    Account ada = new Account(2, 10);
    Account ben = new Account(1, 0);
    Account cleo = new Account(3, 0);
    Journal<Boolean> answers = scene.journal();
    scene.actor("teller 1", () -> answers.add(Bank.transfer(ada, ben, 10)));
    scene.actor("teller 2", () -> answers.add(Bank.transfer(ada, cleo, 10)));
    scene.play();
    List<Boolean> both = answers.entries();
    scene.expect(
        ada.balance() == 0 && ben.balance() + cleo.balance() == 10,
        Kind.WRONG_RESULT,
        "There were 10 cents, and two tellers wanted to transfer all of them. Now %d are left, and %d and %d have arrived.",
        ada.balance(),
        ben.balance(),
        cleo.balance());
    scene.expect(
        both.contains(true) && both.contains(false),
        Kind.WRONG_RESULT,
        "There were 10 cents, and two tellers wanted to transfer all of them. One of them has to be refused, but the answers"
            + " were %s.",
        both);
  }

  private static void oppositeTransfers(Scene scene) {
    oppositeTransfers(scene, 1, 2);
  }

  private static void oppositeTransfersOfEvenIds(Scene scene) {
    oppositeTransfers(scene, 4, 2);
  }

  private static void oppositeTransfersOfLargeIds(Scene scene) {
    oppositeTransfers(scene, 3_001, 1_001);
  }

  /**
   * For whoever has not a lock for each account but a row of them, as often a power of two: the
   * same place for two accounts, and two places in opposite orders.
   */
  private static void idsOfOneStripe(Scene scene) {
    Account one = new Account(1, 100);
    Account two = new Account(2, 100);
    Account likeOne = new Account(1_025, 100);
    Account likeTwo = new Account(1_026, 100);
    scene.actor("teller of like ids", () -> Bank.transfer(one, likeOne, 1));
    scene.play();
    scene.actor("teller 1", () -> Bank.transfer(one, likeTwo, 1));
    scene.actor("teller 2", () -> Bank.transfer(two, likeOne, 1));
    scene.play();
    expectBalances(scene, one, 98, likeOne, 102, "1 cent was transferred three times");
  }

  private static void oppositeTransfers(Scene scene, int id, int otherId) {
    Account ada = new Account(id, 100);
    Account ben = new Account(otherId, 100);
    int times = scene.scale(1, 30);
    scene.actor("teller 1", () -> repeat(times, ada, ben));
    scene.actor("teller 2", () -> repeat(times, ben, ada));
    scene.play();
    expectBalances(scene, ada, 100, ben, 100, "as many cents came back as had gone");
  }

  private static void threeInACircle(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    Account cleo = new Account(3, 100);
    int times = scene.scale(1, 30);
    scene.actor("teller 1", () -> repeat(times, ada, ben));
    scene.actor("teller 2", () -> repeat(times, ben, cleo));
    scene.actor("teller 3", () -> repeat(times, cleo, ada));
    scene.play();
    expectKept(scene, ada.balance() + ben.balance() + cleo.balance(), 300);
    expectBalances(scene, ada, 100, ben, 100, "as many cents came back as had gone");
  }

  private static void transferAndTotal(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    scene.actor("teller", () -> Bank.transfer(ada, ben, 1));
    scene.actor("auditor", () -> Bank.total(ben, ada));
    scene.play();
    Account cleo = new Account(4, 100);
    Account dan = new Account(3, 100);
    scene.actor("second teller", () -> Bank.transfer(cleo, dan, 1));
    scene.actor("second auditor", () -> Bank.total(dan, cleo));
    scene.play();
  }

  private static void twoTotals(Scene scene) {
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    scene.actor(
        "auditor 1", () -> expectTotal(scene, Bank.total(ada, ben), 200, "of two accounts"));
    scene.actor(
        "auditor 2", () -> expectTotal(scene, Bank.total(ben, ada), 200, "of two accounts"));
    scene.play();
  }

  private static void aReaderOfTheTotal(Scene scene) {
    scene.letTimeOutsPass();
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    scene.actor("teller", () -> repeat(scene.scale(1, 20), ada, ben));
    scene.actor(
        "auditor",
        () -> {
          for (int turn = 0; turn < scene.scale(1, 10); turn++) {
            expectTotal(
                scene, Bank.total(ada, ben), 200, "of two accounts while money moves between them");
          }
        });
    scene.play();
  }

  private static void totalOfThree(Scene scene) {
    scene.letTimeOutsPass();
    Account ada = new Account(3, 100);
    Account ben = new Account(2, 100);
    Account cleo = new Account(1, 100);
    scene.actor(
        "teller",
        () -> {
          Bank.transfer(cleo, ada, 1);
          Bank.transfer(ada, ben, 1);
        });
    scene.actor(
        "auditor",
        () ->
            expectTotal(
                scene,
                Bank.total(ada, ben, cleo),
                300,
                "of three accounts while money moves between them"));
    scene.play();
  }

  private static void aReaderBeside(Scene scene) {
    scene.letTimeOutsPass();
    Account ada = new Account(1, 100);
    Account ben = new Account(2, 100);
    scene.actor("teller", () -> Bank.transfer(ada, ben, 1));
    scene.actor(
        "reader",
        () -> {
          long arrived = ben.balance();
          long left = ada.balance();
          scene.expect(
              (arrived == 100 || arrived == 101) && (left == 100 || left == 99),
              Kind.WRONG_RESULT,
              "One cent moves between two accounts with 100 cents each, but a reader saw the balances %d and %d.",
              left,
              arrived);
        });
    scene.play();
  }

  /** A static synchronized method is one lock for all, and can be seen without running it. */
  private static void noLockForAll(Scene scene) {
    Account ada = new Account(7, 100);
    Account ben = new Account(3, 100);
    Account cleo = new Account(4, 100);
    Account dan = new Account(1, 100);
    // Whatever the bank makes at its first transfer has been made.
    Bank.transfer(ada, ben, 1);
    Bank.transfer(cleo, dan, 1);
    Actor one = scene.actor("ada to ben", () -> Bank.transfer(ada, ben, 1));
    Actor other = scene.actor("cleo to dan", () -> Bank.transfer(cleo, dan, 1));
    scene.play();
    scene.expectOverlap(
        one,
        other,
        () -> {
          for (Account account : List.of(ada, ben, cleo, dan)) {
            account.balance();
          }
        },
        "Either transfer changes the balances only before or after the other one, although they are between different"
            + " accounts: no two transfers can ever run at the same time.");
  }

  // Help.

  private static void repeat(int times, Account from, Account to) {
    for (int turn = 0; turn < times; turn++) {
      Bank.transfer(from, to, 1);
    }
  }

  private static void expectAnswer(Scene scene, boolean actual, boolean expected, String what) {
    scene.expect(
        actual == expected,
        Kind.WRONG_RESULT,
        "transfer() of %s returned %s instead of %s.",
        what,
        actual,
        expected);
  }

  private static void expectBalances(
      Scene scene, Account one, long cents, Account other, long otherCents, String because) {
    long first = one.balance();
    long second = other.balance();
    scene.expect(
        first == cents && second == otherCents,
        Kind.WRONG_RESULT,
        "The balances of two accounts are %d and %d, but they should be %d and %d: %s.",
        first,
        second,
        cents,
        otherCents,
        because);
  }

  private static void expectKept(Scene scene, long actual, long expected) {
    scene.expect(
        actual == expected,
        Kind.LOST_UPDATE,
        "There were %d cents before the transfers, and there are %d now.",
        expected,
        actual);
  }

  private static void expectTotal(Scene scene, long actual, long expected, String what) {
    scene.expect(
        actual == expected,
        Kind.WRONG_RESULT,
        "total() %s is %d, but it should be %d.",
        what,
        actual,
        expected);
  }

  private static void expectRefused(Scene scene, Account from, Account to) {
    boolean refused = false;
    try {
      Bank.transfer(from, to, -1);
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    scene.expect(
        refused,
        Kind.WRONG_RESULT,
        "transfer() of -1 cents has to throw an IllegalArgumentException, but it returned normally.");
  }
}
