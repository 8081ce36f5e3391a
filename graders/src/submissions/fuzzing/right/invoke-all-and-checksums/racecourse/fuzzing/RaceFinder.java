package racecourse.fuzzing;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

public final class RaceFinder {
  private RaceFinder() {}

  public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
    boolean interrupted = false;
    try {
      for (int r = 1; r <= rounds; r++) {
        Counter c = fresh.get();
        Fuzz f = Fuzz.seeded(r);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> fs = new ArrayList<>();
        for (int i = 0; i < threads; i++) fs.add(pool.submit(() -> c.increment(f)));
        pool.shutdown();
        for (Future<?> x : fs)
          while (true) {
            try {
              x.get();
              break;
            } catch (InterruptedException e) {
              interrupted = true;
            } catch (ExecutionException e) {
              throw new IllegalStateException(e.getCause());
            }
          }
        if (c.get() != threads) return OptionalLong.of(r);
      }
      return OptionalLong.empty();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
