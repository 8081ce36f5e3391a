package racecourse.graders.demo;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import racecourse.lockorder.Account;
import racecourse.lockorder.Bank;

/** Ada pays Ben while Ben pays Ada, and two who want the same cent. */
final class LockOrderDemo implements Demo {
  private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final int ROUNDS = 3_000;

  @Override
  public String title() {
    return "Ada pays Ben while Ben pays Ada, and an auditor adds up";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("1.5 s of transfers in both directions.");
    Account ada = new Account(1, 1000);
    Account ben = new Account(2, 1000);
    AtomicBoolean over = new AtomicBoolean();
    Thread first = stage.start("Ada", () -> pay(stage, ada, ben));
    Thread second = stage.start("Ben", () -> pay(stage, ben, ada));
    long[] odd = new long[2];
    Thread auditor =
        stage.start(
            "auditor",
            () -> {
              while (!over.get()) {
                long total = Bank.total(ada, ben);
                odd[0]++;
                if (total != 2000 && odd[1]++ == 0) {
                  stage.wrong("total is " + total + " instead of 2000");
                }
                Stage.pause(1);
              }
              stage.say("has added up " + odd[0] + " times");
            });
    Stage.joinAll(List.of(first, second));
    over.set(true);
    auditor.join();
    stage.promised(
        odd[1] == 0,
        "The auditor always saw 2000.",
        "The auditor saw something else than 2000 " + odd[1] + " times.");
    long sum = ada.balance() + ben.balance();
    stage.promised(
        sum == 2000, "In the end there are 2000.", "In the end there are " + sum + ", not 2000.");

    stage.scene("100 cents, and two transfers that want all of them; " + ROUNDS + " times.");
    Account[] purse = new Account[1];
    boolean[] paid = new boolean[2];
    int[] twice = new int[1];
    CyclicBarrier together = new CyclicBarrier(2, () -> purse[0] = new Account(3, 100));
    CyclicBarrier done =
        new CyclicBarrier(
            2,
            () -> {
              if (paid[0] == paid[1]) {
                twice[0]++;
              }
            });
    Thread left = stage.start("shop 1", () -> buy(stage, 0, ada, purse, paid, together, done));
    Thread right = stage.start("shop 2", () -> buy(stage, 1, ben, purse, paid, together, done));
    Stage.joinAll(List.of(left, right));
    stage.promised(
        twice[0] == 0,
        "Exactly one of the two got them, each time.",
        twice[0] + " times not exactly one of the two got them.");
  }

  private static void pay(Stage stage, Account from, Account to) {
    long begin = System.nanoTime();
    long said = begin;
    int transfers = 0;
    while (System.nanoTime() - begin < WHILE) {
      Bank.transfer(from, to, 1);
      transfers++;
      if (System.nanoTime() - said > WHILE / 4) {
        said = System.nanoTime();
        stage.say("transfers so far: " + transfers);
      }
    }
    stage.say("transfers in all: " + transfers);
  }

  private static void buy(
      Stage stage,
      int me,
      Account shop,
      Account[] purse,
      boolean[] paid,
      CyclicBarrier together,
      CyclicBarrier done)
      throws Exception {
    for (int i = 1; i <= ROUNDS; i++) {
      together.await();
      paid[me] = Bank.transfer(purse[0], shop, 100);
      done.await();
      if (i % (ROUNDS / 3) == 0) {
        stage.say("round " + i);
      }
    }
  }
}
