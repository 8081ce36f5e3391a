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
    long start = System.nanoTime();
    Explorer.Result bounded = explorer.explore(new Explorer.Limits(1_000_000, 3, 0, 1, () -> false));
    out.accept(
        "explorer, cold: %s %,d schedules with up to %d preemptions in %.2f s"
            .formatted(bounded.complete() ? "all" : "first", bounded.schedules(), bounded.bound(), seconds(start)));
    for (int round = 1; round <= 8; round++) {
      long begin = System.nanoTime();
      int[] count = new int[1];
      Explorer.Result result =
          explorer.explore(
              new Explorer.Limits(
                  10_000_000, 12, 0, 1, () -> (++count[0] & 63) == 0 && seconds(begin) > 2));
      out.accept(
          "explorer, round %d: %,d schedules, %,.0f a second"
              .formatted(round, result.schedules(), result.schedules() / seconds(begin)));
    }
    long begin = System.nanoTime();
    Explorer.Result all = explorer.explore(new Explorer.Limits(1_000_000, 3, 0, 1, () -> false));
    out.accept(
        "explorer, warm: %s %,d schedules with up to 3 preemptions in %.3f s"
            .formatted(all.complete() ? "all" : "first", all.schedules(), seconds(begin)));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
