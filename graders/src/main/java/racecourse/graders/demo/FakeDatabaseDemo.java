package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import racecourse.fakedatabase.FakeDatabase;

/** Three updaters at once, and one that is interrupted. */
final class FakeDatabaseDemo implements Demo {

  @Override
  public String title() {
    return "Three threads update the same database";
  }

  @Override
  public void play(Stage stage) throws Exception {
    FakeDatabase database = new FakeDatabase();
    stage.scene("Three updates at the same time.");
    stage.say("value() is " + database.value());
    CountDownLatch together = new CountDownLatch(3);
    List<Thread> updaters = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      updaters.add(
          stage.start(
              "updater " + i,
              () -> {
                Stage.meet(together);
                update(stage, database);
              }));
    }
    Stage.joinAll(updaters);
    int value = database.value();
    stage.say("value() is " + value);
    stage.promised(
        value == 3,
        "Three updates, and the value is 3.",
        "Three updates, and the value is " + value + ": not each of them counts.");

    stage.scene("An update is interrupted; what it does then is its own affair.");
    Thread four = stage.start("updater 4", () -> interrupted(stage, database));
    Stage.pause(50);
    stage.say("interrupts updater 4");
    four.interrupt();
    four.join();
    int before = database.value();
    stage.say("value() is " + before);
    stage.start("updater 5", () -> update(stage, database)).join();
    int after = database.value();
    stage.say("value() is " + after);
    stage.promised(
        // The interrupted one may be made later, by a thread of the database's own.
        after == before + 1 || after == value + 2,
        "The next update went well, as if nothing had happened.",
        "One more update, and the value went from " + before + " to " + after + ".");
  }

  private static void update(Stage stage, FakeDatabase database) {
    String name = Thread.currentThread().getName();
    stage.say("calls update");
    database.update(name);
    stage.say("is back from update");
  }

  private static void interrupted(Stage stage, FakeDatabase database) {
    stage.say("calls update");
    try {
      database.update(Thread.currentThread().getName());
      stage.say("is back from update");
    } catch (RuntimeException e) {
      stage.say("update ends with " + Stage.fault(e));
    }
  }
}
