package racecourse.fuzzing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Lets threads increment under one seed after the other, until an update is lost. */
public final class RaceFinder {

  private static volatile Counter counter;
  private static volatile Fuzz fuzz;

  private RaceFinder() {}

  /** The first of the seeds 0, 1, 2, ... under which an update was lost. */
  public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
    for (long seed = 0; seed < rounds; seed++) {
      counter = fresh.get();
      fuzz = Fuzz.seeded(seed);
      List<Thread> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread thread = new Thread(() -> counter.increment(fuzz));
        thread.start();
        running.add(thread);
      }
      joinAll(running);
      if (counter.get() != threads) {
        return OptionalLong.of(seed);
      }
    }
    return OptionalLong.empty();
  }

  /** Nobody may read the counter, or leave, before all have ended; an interrupt has to wait. */
  private static void joinAll(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
