package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import racecourse.twolockpipeline.Pipeline;

/** One cook and one waiter, somebody who is interrupted, and then a crowd. */
final class TwoLockPipelineDemo implements Demo {
  private static final int CROWD = 3;
  private static final int EACH = 3_000;

  @Override
  public String title() {
    return "A cook and a waiter at a hatch with room for one plate";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("Five plates; the waiter is slow.");
    Pipeline<Integer> hatch = new Pipeline<>();
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    Thread cook =
        stage.start(
            "cook",
            () -> {
              for (int i = 1; i <= 5; i++) {
                stage.say("brings plate " + i);
                hatch.setMessage(i);
                stage.say("has put in plate " + i);
              }
            });
    Thread waiter =
        stage.start(
            "waiter",
            () -> {
              for (int i = 1; i <= 5; i++) {
                Integer plate = hatch.getMessage();
                stage.say("has taken plate " + plate);
                served.add(plate);
                Stage.pause(150);
              }
            });
    Stage.joinAll(List.of(cook, waiter));
    stage.promised(
        served.equals(List.of(1, 2, 3, 4, 5)),
        "Each plate was served once, in order.",
        "Served were " + served + ".");

    stage.scene("A waiter at an empty hatch is sent home.");
    Thread early =
        stage.start(
            "waiter",
            () -> {
              stage.say("calls getMessage");
              try {
                stage.wrong("getMessage is back with " + hatch.getMessage());
              } catch (InterruptedException e) {
                stage.say("getMessage throws an InterruptedException");
              }
            });
    Stage.pause(200);
    stage.say("interrupts him");
    early.interrupt();
    early.join();
    stage.start("cook", () -> hatch.setMessage(6)).join();
    Integer six = hatch.getMessage();
    stage.promised(
        Integer.valueOf(6).equals(six),
        "He went, and the hatch works as before.",
        "After that plate 6 came out as " + six + ".");

    stage.scene(CROWD + " cooks, " + CROWD + " waiters, and " + CROWD * EACH + " plates.");
    int[] count = new int[CROWD * EACH];
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < CROWD; c++) {
      int me = c;
      threads.add(
          stage.start(
              "cook " + (me + 1),
              () -> {
                for (int i = 0; i < EACH; i++) {
                  hatch.setMessage(me * EACH + i);
                }
                stage.say("has put in " + EACH + " plates");
              }));
      threads.add(
          stage.start(
              "waiter " + (me + 1),
              () -> {
                for (int i = 0; i < EACH; i++) {
                  int plate = hatch.getMessage();
                  synchronized (count) {
                    count[plate]++;
                  }
                }
                stage.say("has taken " + EACH + " plates");
              }));
    }
    Stage.joinAll(threads);
    long odd = IntStream.of(count).filter(times -> times != 1).count();
    stage.promised(
        odd == 0, "Each came out exactly once.", odd + " plates did not come out exactly once.");
  }
}
