package racecourse.engine.explore;

import java.nio.file.Path;
import java.util.function.Consumer;
import racecourse.bench.subject.TwoMessages;
import racecourse.engine.scene.Scenario;

/** Measures the explorer from inside its package. Needs {@code java.base} opened. */
public final class ExplorerBench {
  private ExplorerBench() {}

  /** Prints the rate over several rounds, the last of which are warm, and the time for all schedules with up to 3 preemptions. */
  public static void run(Consumer<String> out) throws Exception {
    Path classes = Path.of(TwoMessages.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    World world = new World("racecourse.bench.subject.", "racecourse.bench.subject.", classes);
    Scenario scenario =
        (Scenario) world.loadClass(TwoMessages.class.getName()).getDeclaredConstructor().newInstance();
    Carrier.Pool pool = new Carrier.Pool();
    Carrier[] main = new Carrier[1];
    main[0] = Carrier.main(pool, () -> measure(world, scenario, main[0], pool, out));
    main[0].start();
    main[0].join();
  }

  private static void measure(
      World world, Scenario scenario, Carrier main, Carrier.Pool pool, Consumer<String> out) {
    Explorer explorer = new Explorer(world, main, pool, scenario);
    out.accept("explorer, cold: " + threePreemptions(explorer));
    for (int round = 1; round <= 6; round++) {
      long begin = System.nanoTime();
      int schedules = 0;
      while (seconds(begin) < 2) {
        schedules +=
            explorer
                .searchWithoutMerging(new Explorer.Limits(1_000_000, Long.MAX_VALUE / 2, 12, 0, 1, () -> false))
                .schedules();
      }
      out.accept(
          "explorer, round %d: %,d whole schedules, %,.0f a second"
              .formatted(round, schedules, schedules / seconds(begin)));
    }
    out.accept("explorer, warm: " + threePreemptions(explorer));
    long begin = System.nanoTime();
    Search.Result whole =
        explorer.searchWithoutMerging(new Explorer.Limits(1_000_000, Long.MAX_VALUE / 2, 3, 0, 1, () -> false));
    out.accept(
        "explorer, warm, nothing merged: %s %,d schedules with up to 3 preemptions in %.3f s"
            .formatted(whole.complete() ? "all" : "first", whole.schedules(), seconds(begin)));
  }

  private static String threePreemptions(Explorer explorer) {
    long begin = System.nanoTime();
    Explorer.Result result = explorer.explore(new Explorer.Limits(1_000_000, Long.MAX_VALUE / 2, 3, 0, 1, () -> false));
    return "%s %,d schedules with up to 3 preemptions in %.3f s"
        .formatted(result.complete() ? "all" : "first", result.schedules(), seconds(begin));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
