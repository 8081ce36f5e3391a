package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import racecourse.confinement.CounterService;

/** Three doors, one counter, and a printer that takes its time. */
final class ConfinementDemo implements Demo {
  private static final int VISITORS = 500;

  @Override
  public String title() {
    return "Three doors of a museum, one counter, one board";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("Each door lets two visitors in; the printer takes 50 ms for a line.");
    List<String> board = Collections.synchronizedList(new ArrayList<>());
    Set<Thread> printers = Collections.synchronizedSet(new HashSet<>());
    CounterService service =
        new CounterService(
            line -> {
              printers.add(Thread.currentThread());
              Stage.work(50);
              stage.say(line);
              board.add(line);
            });
    List<Thread> doors = new ArrayList<>();
    for (int door = 1; door <= 3; door++) {
      doors.add(
          stage.start(
              "door " + door,
              () -> {
                for (int i = 0; i < 2; i++) {
                  service.increment();
                  stage.say("a visitor");
                }
              }));
    }
    Stage.joinAll(doors);
    stage.say("calls join");
    service.join();
    stage.say("join is back, count() is " + service.count());
    check(stage, board, service.count(), 6, "join() came back");
    stage.promised(
        printers.size() == 1,
        "One thread called the printer.",
        printers.size() + " threads called the printer.");

    stage.scene("Two more come, and the museum closes at once.");
    service.increment();
    service.increment();
    service.close();
    stage.say("close is back, count() is " + service.count());
    check(stage, board, service.count(), 8, "close() came back");
    try {
      service.increment();
      stage.wrong("lets one more in, and nobody minds");
    } catch (IllegalStateException e) {
      stage.say("lets one more in: " + Stage.fault(e));
    }

    stage.scene("Three doors, " + VISITORS + " visitors each, as fast as they can.");
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CounterService rush = new CounterService(lines::add);
    doors.clear();
    for (int door = 1; door <= 3; door++) {
      doors.add(
          stage.start(
              "door " + door,
              () -> {
                for (int i = 0; i < VISITORS; i++) {
                  rush.increment();
                }
                stage.say("is done");
              }));
    }
    Stage.joinAll(doors);
    rush.close();
    check(stage, lines, rush.count(), 3 * VISITORS, "close() came back");
  }

  private static void check(Stage stage, List<String> board, int count, int expected, String when) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= expected; i++) {
      lines.add("The count is " + i);
      lines.add("---------------");
    }
    List<String> now = List.copyOf(board);
    stage.promised(
        count == expected && now.equals(lines),
        "When " + when + ", all " + expected + " were counted and on the board, in order.",
        "When %s, the count was %d instead of %d, and %d lines were printed %s."
            .formatted(
                when,
                count,
                expected,
                now.size(),
                now.size() == lines.size() && !now.equals(lines)
                    ? "in a wrong order"
                    : "instead of " + lines.size()));
  }
}
