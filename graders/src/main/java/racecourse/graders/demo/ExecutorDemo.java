package racecourse.graders.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.executor.ParallelMap;

/** Six parcels and three vans. */
final class ExecutorDemo implements Demo {

  @Override
  public String title() {
    return "Six parcels, three vans: the first parcels take the longest";
  }

  @Override
  public void play(Stage stage) throws Exception {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    List<String> towns = List.of("ulm", "bonn", "jena", "kiel", "trier", "worms");
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch vans = new CountDownLatch(3);

    stage.scene("map(3, deliver, " + towns + ")");
    List<String> results =
        ParallelMap.map(
            3,
            (String town) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              stage.say("begins " + town);
              if (towns.indexOf(town) < 3) {
                Stage.meet(vans);
              }
              Stage.work(350 - 50 * towns.indexOf(town));
              stage.say("ends   " + town);
              now.decrementAndGet();
              return town.toUpperCase(Locale.ROOT);
            },
            towns);
    stage.say("map is back with " + results);
    stage.promised(
        results.equals(towns.stream().map(town -> town.toUpperCase(Locale.ROOT)).toList()),
        "The results are complete and in the order of the parcels.",
        "The results are not those of " + towns + ", in this order.");
    stage.promised(
        most.get() == 3,
        "Three were on the road at the same time.",
        most.get() + " were on the road at the same time, instead of 3.");

    stage.scene("The same, but jena has no address.");
    IllegalArgumentException thrown = new IllegalArgumentException("no address");
    try {
      List<String> some =
          ParallelMap.map(
              3,
              (String town) -> {
                stage.say("begins " + town);
                Stage.work(100);
                if (town.equals("jena")) {
                  throw thrown;
                }
                return town;
              },
              towns);
      stage.promised(false, "", "The exception is lost: map is back with " + some + ".");
    } catch (ExecutionException e) {
      stage.say("map throws an ExecutionException with the cause " + e.getCause());
      stage.promised(
          e.getCause() == thrown,
          "The exception came over to main, as the cause.",
          "The cause is not the exception that the call threw.");
    }

    stage.scene("Is anybody still on the road?");
    List<String> left = left(before);
    for (int i = 0; i < 20 && !left.isEmpty(); i++) {
      Stage.pause(20);
      left = left(before);
    }
    stage.say("threads that are still there: " + left);
    stage.promised(
        left.isEmpty(), "No thread outlived its call.", "Threads stayed behind: " + left + ".");
  }

  private static List<String> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        // The JDK's own, which belong to no call.
        .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
        .filter(name -> !name.startsWith("CompletableFutureDelayScheduler"))
        .sorted()
        .toList();
  }
}
