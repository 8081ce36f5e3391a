package racecourse.graders.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.daemon.Heartbeat;

/** A heart that beats, and is closed in the middle of a beat. */
final class DaemonDemo implements Demo {
  private static final Duration PERIOD = Duration.ofMillis(200);

  @Override
  public String title() {
    return "A heart that beats every 200 ms";
  }

  @Override
  public void play(Stage stage) throws Exception {
    Thread main = Thread.currentThread();
    stage.scene("It beats, until main closes it.");
    CountDownLatch four = new CountDownLatch(4);
    AtomicBoolean elsewhere = new AtomicBoolean(true);
    AtomicBoolean daemon = new AtomicBoolean(true);
    AtomicBoolean closed = new AtomicBoolean();
    AtomicInteger late = new AtomicInteger();
    Heartbeat heart =
        new Heartbeat(
            () -> {
              Thread here = Thread.currentThread();
              stage.say("beats" + (here.isDaemon() ? ", a daemon" : ", not a daemon"));
              elsewhere.compareAndSet(true, here != main);
              daemon.compareAndSet(true, here.isDaemon());
              if (closed.get()) {
                late.incrementAndGet();
              }
              four.countDown();
            },
            PERIOD);
    stage.say("isRunning() is " + heart.isRunning() + "; calls start");
    heart.start();
    stage.say("start is back, isRunning() is " + heart.isRunning());
    boolean beat = four.await(3, TimeUnit.SECONDS);
    stage.say("calls close");
    heart.close();
    closed.set(true);
    stage.say("close is back, isRunning() is " + heart.isRunning());
    Stage.pause(500);
    stage.promised(beat, "It beat four times.", "There were fewer than four beats in 3 s.");
    stage.promised(
        elsewhere.get() && daemon.get(),
        "Every beat was on a daemon thread.",
        "A beat was on main, or on a thread that is no daemon.");
    stage.promised(
        late.get() == 0 && !heart.isRunning(),
        "Since close has returned it is still.",
        "After close had returned there were " + late.get() + " beats.");

    stage.scene("main closes it in the middle of a beat of 600 ms.");
    CountDownLatch under = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    Heartbeat slow =
        new Heartbeat(
            () -> {
              stage.say("begins to beat");
              under.countDown();
              beatFor(600);
              over.set(true);
              stage.say("has beaten");
            },
            PERIOD);
    slow.start();
    if (!under.await(3, TimeUnit.SECONDS)) {
      stage.wrong("there is no beat");
    }
    stage.say("calls close");
    slow.close();
    boolean waited = over.get();
    stage.say("close is back");
    Stage.pause(700);
    stage.promised(
        waited, "close waited for the beat.", "close was back while a beat was under way.");

    stage.scene("The second beat closes it.");
    AtomicInteger beats = new AtomicInteger();
    Heartbeat[] self = new Heartbeat[1];
    CountDownLatch closing = new CountDownLatch(1);
    self[0] =
        new Heartbeat(
            () -> {
              stage.say("beats");
              if (beats.incrementAndGet() == 2) {
                stage.say("calls close");
                self[0].close();
                stage.say("close is back");
                closing.countDown();
              }
            },
            PERIOD);
    self[0].start();
    closing.await();
    Stage.pause(500);
    stage.promised(
        beats.get() == 2,
        "It was the last beat.",
        "There were " + beats.get() + " beats instead of 2.");
  }

  /** Interrupts do not make a beat shorter. */
  private static void beatFor(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    boolean interrupted = false;
    for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      try {
        Thread.sleep(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
