package racecourse.graders.demo;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.barrier.InitPool;

/** Four cooks prepare, and then cook; and one whose stove does not light. */
final class BarrierDemo implements Demo {
  private static final int COOKS = 4;

  @Override
  public String title() {
    return "Four cooks prepare their corners, and nobody cooks before all are ready";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("Cook 0 needs no time, cook 1 needs 150 ms, cook 2 300 ms, cook 3 450 ms.");
    AtomicInteger ready = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    new InitPool(
            COOKS,
            cook -> {
              stage.say("cook " + cook + " prepares");
              Stage.work(150 * cook);
              stage.say("cook " + cook + " is ready");
              ready.incrementAndGet();
            },
            cook -> {
              int others = ready.get();
              stage.say("cook " + cook + " cooks");
              if (others < COOKS) {
                early.incrementAndGet();
                stage.wrong("only " + others + " of " + COOKS + " were ready");
              }
              Stage.work(200);
              stage.say("cook " + cook + " has cooked");
              done.incrementAndGet();
            })
        .run();
    int meals = done.get();
    stage.say("run() is back");
    Stage.pause(300);
    stage.promised(
        early.get() == 0,
        "Nobody cooked before all were ready.",
        early.get() + " cooks began too early.");
    stage.promised(
        meals == COOKS,
        "run() came back when all had cooked.",
        "When run() came back, only " + meals + " of " + COOKS + " had cooked.");

    stage.scene("The stove of cook 2 does not light.");
    IllegalStateException thrown = new IllegalStateException("no gas");
    AtomicInteger cooked = new AtomicInteger();
    InitPool unlucky =
        new InitPool(
            COOKS,
            cook -> {
              stage.say("cook " + cook + " prepares");
              Stage.work(100);
              if (cook == 2) {
                stage.say("cook 2 throws");
                throw thrown;
              }
            },
            cook -> {
              cooked.incrementAndGet();
              stage.wrong("cook " + cook + " cooks all the same");
            });
    try {
      unlucky.run();
      stage.promised(false, "", "The exception is lost: run() is back as if all were well.");
    } catch (ExecutionException e) {
      stage.say("run() throws an ExecutionException with the cause " + e.getCause());
      stage.promised(
          e.getCause() == thrown && cooked.get() == 0,
          "Nobody cooked, nobody hangs, and main knows why.",
          "The cause is not what cook 2 threw, or somebody cooked.");
    }
  }
}
