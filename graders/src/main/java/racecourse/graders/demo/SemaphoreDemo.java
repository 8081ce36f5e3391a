package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import racecourse.semaphore.ConnectionPool;

/** Two bicycles and five guests. */
final class SemaphoreDemo implements Demo {
  private static final long A_SECOND = 1_000_000_000L;

  @Override
  public String title() {
    return "Two bicycles, five guests";
  }

  @Override
  public void play(Stage stage) throws Exception {
    ConnectionPool<String> desk = new ConnectionPool<>(List.of("red", "green"));
    Set<String> away = Collections.synchronizedSet(new HashSet<>());

    stage.scene("Each guest rides for 200 ms.");
    List<Thread> threads = new ArrayList<>();
    for (String guest : List.of("Ada", "Ben", "Cleo", "Dan", "Eve")) {
      threads.add(
          stage.start(
              guest,
              () -> {
                String bicycle = desk.acquire();
                boolean mine = away.add(bicycle);
                stage.say("rides " + bicycle);
                if (!mine) {
                  stage.wrong("somebody else is riding " + bicycle + " too");
                }
                Stage.pause(200);
                stage.say("brings " + bicycle + " back");
                away.remove(bicycle);
                desk.release(bicycle);
              }));
    }
    Stage.joinAll(threads);
    stage.promised(
        desk.available() == 2,
        "Both are back: available() is 2.",
        "All are back, and available() is " + desk.available() + " instead of 2.");

    stage.scene("Both are away, and a guest who waits is called home.");
    String first = desk.acquire();
    String second = desk.acquire();
    Thread guest =
        stage.start(
            "Ada",
            () -> {
              stage.say("calls acquire");
              try {
                stage.wrong("gets " + desk.acquire() + ", and none was free");
              } catch (InterruptedException e) {
                stage.say("acquire throws an InterruptedException");
              }
            });
    Stage.pause(200);
    stage.say("interrupts Ada");
    guest.interrupt();
    guest.join();
    desk.release(first);
    desk.release(second);
    stage.say("brings both back; available() is " + desk.available());
    try {
      desk.release(first);
      stage.wrong("brings " + first + " back once more, and nobody minds");
    } catch (IllegalArgumentException e) {
      stage.say("brings " + first + " back once more: " + Stage.fault(e));
    }
    stage.promised(
        desk.available() == 2,
        "The interrupt cost no bicycle, and none was made.",
        "available() is " + desk.available() + " instead of 2.");

    stage.scene("Four guests ride for a second, as fast as they can.");
    Set<String> busy = Collections.synchronizedSet(new HashSet<>());
    int[] shared = new int[1];
    long begin = System.nanoTime();
    threads.clear();
    for (String name : List.of("Ada", "Ben", "Cleo", "Dan")) {
      threads.add(
          stage.start(
              name,
              () -> {
                int rides = 0;
                for (; System.nanoTime() - begin < A_SECOND; rides++) {
                  String bicycle = desk.acquire();
                  if (!busy.add(bicycle)) {
                    synchronized (shared) {
                      shared[0]++;
                    }
                  }
                  Thread.yield();
                  busy.remove(bicycle);
                  desk.release(bicycle);
                }
                stage.say("is tired after " + rides + " rides");
              }));
    }
    Stage.joinAll(threads);
    stage.promised(
        shared[0] == 0 && desk.available() == 2,
        "No bicycle was ever lent twice, and both are back.",
        "%d times a bicycle was lent twice, and available() is %d."
            .formatted(shared[0], desk.available()));
  }
}
