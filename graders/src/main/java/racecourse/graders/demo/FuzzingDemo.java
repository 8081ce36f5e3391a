package racecourse.graders.demo;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.fuzzing.Counter;
import racecourse.fuzzing.Fuzz;
import racecourse.fuzzing.RaceFinder;

/** A counter that loses updates whenever it can, and one that never does. */
final class FuzzingDemo implements Demo {
  private static final int ROUNDS = 100;
  private static final int THREADS = 3;

  @Override
  public String title() {
    return "A fuzzer meets a wrong counter and a right one";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("Twenty points of a fuzz that is off, and of one with the seed 1, twice.");
    for (Fuzz fuzz : new Fuzz[] {Fuzz.off(), Fuzz.seeded(1), Fuzz.seeded(1)}) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        long begin = System.nanoTime();
        fuzz.point();
        line.append(System.nanoTime() - begin > 800_000 ? 'Z' : '.');
      }
      stage.say(line + "  (Z: slept, or was kept waiting)");
    }

    stage.scene("A counter that reads, comes to a point, and writes.");
    AtomicInteger lost = new AtomicInteger();
    OptionalLong found = RaceFinder.find(() -> new Wrong(stage, lost), THREADS, ROUNDS);
    stage.say(
        found.isPresent() ? "find says: the seed " + found.getAsLong() : "find has found nothing");
    stage.promised(
        found.isPresent() == (lost.get() > 0),
        found.isPresent()
            ? "An update was lost, and find says so."
            : "No update was lost, and find says so.",
        found.isPresent()
            ? "find says that an update was lost, and none was."
            : lost.get() + " updates were lost, and find does not say so.");

    stage.scene("A counter that is right.");
    OptionalLong accused =
        RaceFinder.find(
            () -> {
              AtomicInteger value = new AtomicInteger();
              return new Counter() {
                @Override
                public void increment(Fuzz fuzz) {
                  fuzz.point();
                  value.incrementAndGet();
                  fuzz.point();
                }

                @Override
                public int get() {
                  return value.get();
                }
              };
            },
            THREADS,
            ROUNDS);
    stage.promised(
        accused.isEmpty(), "find accuses nobody.", "find accuses a counter that is right.");
  }

  /** Notices when an increment overwrites another one. */
  private static final class Wrong implements Counter {
    private final Stage stage;
    private final AtomicInteger lost;
    private final AtomicInteger value = new AtomicInteger();

    Wrong(Stage stage, AtomicInteger lost) {
      this.stage = stage;
      this.lost = lost;
    }

    @Override
    public void increment(Fuzz fuzz) {
      int old = value.get();
      fuzz.point();
      int overwritten = value.getAndSet(old + 1);
      if (overwritten != old) {
        lost.incrementAndGet();
        stage.say("writes " + (old + 1) + " over " + overwritten);
      }
    }

    @Override
    public int get() {
      return value.get();
    }
  }
}
