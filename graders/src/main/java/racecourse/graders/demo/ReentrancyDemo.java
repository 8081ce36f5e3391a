package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import racecourse.reentrancy.Ledger;

/** A deposit of several parts with somebody looking, one that is refused, and many at once. */
final class ReentrancyDemo implements Demo {
  private static final int THREADS = 4;
  private static final int DEPOSITS = 25_000;

  @Override
  public String title() {
    return "A clerk deposits for two accounts at once, and an auditor looks";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("depositAll(Ada 10, Ben 20), slowly, and total() in the middle of it.");
    CountDownLatch half = new CountDownLatch(1);
    Ledger slow = new SlowLedger(stage, half);
    Map<String, Long> both = new LinkedHashMap<>();
    both.put("Ada", 10L);
    both.put("Ben", 20L);
    long[] seen = new long[1];
    Thread auditor =
        stage.start(
            "auditor",
            () -> {
              half.await();
              stage.say("calls total()");
              seen[0] = slow.total();
              stage.say("total() is " + seen[0]);
            });
    Thread clerk =
        stage.start(
            "clerk",
            () -> {
              stage.say("calls depositAll");
              slow.depositAll(both);
              stage.say("is back from depositAll");
              half.countDown();
            });
    Stage.joinAll(List.of(clerk, auditor));
    stage.promised(
        seen[0] == 0 || seen[0] == 30,
        "The auditor saw all of it or nothing.",
        "The auditor saw " + seen[0] + ", which is neither before (0) nor after (30).");
    stage.promised(
        slow.total() == 30,
        "In the end there are 30.",
        "In the end there are " + slow.total() + " instead of 30.");

    stage.scene("A second part that is refused: depositAll(Ada 5, Ben -1).");
    Ledger ledger = new Ledger();
    Map<String, Long> bad = new LinkedHashMap<>();
    bad.put("Ada", 5L);
    bad.put("Ben", -1L);
    stage
        .start(
            "clerk",
            () -> {
              try {
                ledger.depositAll(bad);
                stage.wrong("is back from depositAll, without an exception");
              } catch (IllegalArgumentException e) {
                stage.say("depositAll throws " + Stage.fault(e));
              }
            })
        .join();
    stage.say("calls deposit(\"Cleo\", 1)");
    ledger.deposit("Cleo", 1);
    stage.say("total() is " + ledger.total());
    stage.promised(
        ledger.total() == 1,
        "Nothing of the refused one was made, and the next one went well.",
        "total() is " + ledger.total() + " instead of 1.");

    stage.scene(THREADS + " threads make " + DEPOSITS + " deposits of 1 each.");
    Ledger busy = new Ledger();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 1; i <= THREADS; i++) {
      threads.add(
          stage.start(
              "depositor " + i,
              () -> {
                go.await();
                for (int n = 0; n < DEPOSITS; n++) {
                  busy.deposit("Ada", 1);
                }
                stage.say("is done");
              }));
    }
    go.countDown();
    Stage.joinAll(threads);
    long total = busy.balance("Ada");
    stage.say("balance(\"Ada\") is " + total);
    stage.promised(
        total == (long) THREADS * DEPOSITS,
        "None was lost.",
        ((long) THREADS * DEPOSITS - total) + " cents are missing.");
  }

  private static final class SlowLedger extends Ledger {
    private final Stage stage;
    private final CountDownLatch half;

    private SlowLedger(Stage stage, CountDownLatch half) {
      this.stage = stage;
      this.half = half;
    }

    @Override
    public void deposit(String account, long cents) {
      super.deposit(account, cents);
      stage.say("has deposited " + cents + " for " + account);
      half.countDown();
      Stage.work(200);
    }
  }
}
