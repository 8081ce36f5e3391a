package racecourse.graders.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.timer.TimedCommand;
import racecourse.timer.Timer;

/** Clocks that ring, or are stopped in time or not; and two commands. */
final class TimerDemo implements Demo {
  private static final int CLOCKS = 200;

  @Override
  public String title() {
    return "A kitchen clock";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("One clock rings after 300 ms, another one is stopped after 100 ms.");
    CountDownLatch rung = new CountDownLatch(1);
    AtomicInteger wrongly = new AtomicInteger();
    Timer first =
        new Timer(
            Duration.ofMillis(300),
            () -> {
              stage.say("rings");
              rung.countDown();
            });
    Timer second = new Timer(Duration.ofMillis(300), wrongly::incrementAndGet);
    stage.say("starts both");
    first.start();
    second.start();
    Stage.pause(100);
    boolean inTime = second.cancel();
    stage.say("cancel() of the second is " + inTime);
    boolean rang = rung.await(3, TimeUnit.SECONDS);
    Stage.pause(200);
    boolean late = first.cancel();
    stage.say("cancel() of the first is " + late);
    stage.promised(rang && !late, "The first one rang.", "The first one did not ring.");
    stage.promised(
        wrongly.get() == 0 || !inTime,
        "The second one kept still.",
        "The second one rang although it was cancelled.");

    stage.scene(CLOCKS + " clocks are stopped just when they ring.");
    int both = 0;
    int neither = 0;
    for (int i = 0; i < CLOCKS; i++) {
      AtomicInteger rings = new AtomicInteger();
      CountDownLatch over = new CountDownLatch(1);
      Timer clock =
          new Timer(
              Duration.ofMillis(3),
              () -> {
                rings.incrementAndGet();
                over.countDown();
              });
      clock.start();
      Stage.pause(3);
      boolean stopped = clock.cancel();
      boolean ran = over.await(stopped ? 5 : 2_000, TimeUnit.MILLISECONDS);
      both += stopped && ran ? 1 : 0;
      neither += !stopped && !ran ? 1 : 0;
    }
    stage.promised(
        both == 0 && neither == 0,
        "Each of them rang or was stopped, never both and never neither.",
        both + " of them rang and were stopped, " + neither + " did neither.");

    stage.scene("A command, and one that gets no time at all.");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    TimedCommand.Result whole =
        TimedCommand.run(List.of(java, "--version"), Duration.ofSeconds(10));
    stage.say(
        "exit code "
            + whole.exitCode()
            + ", "
            + whole.output().lines().count()
            + " lines, killed: "
            + whole.killed());
    stage.promised(
        whole.exitCode() == 0 && !whole.killed() && !whole.output().isBlank(),
        "The first command came to its end.",
        "The first command ends in a moment with exit code 0, but that is not what it says.");
    TimedCommand.Result cut = TimedCommand.run(List.of(java, "--version"), Duration.ZERO);
    stage.say("without any time: killed: " + cut.killed());
    stage.promised(cut.killed(), "The second one was killed.", "The second one was not killed.");
  }
}
