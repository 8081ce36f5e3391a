package racecourse.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Applies a function to many items, several at a time, on a pool that lives as long as the call.
 */
public final class ParallelMap {
  private ParallelMap() {}

  /** Calls the function once for each item; results and failures come in the order of the items. */
  public static <T, R> List<R> map(
      int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(maxWorkers);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(pool.submit(() -> function.apply(item)));
      }
      pool.shutdown();
      // All of them first: a failure must not overtake a call that is still under way.
      pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      // Does nothing unless the caller was interrupted; then the rest is not begun any more.
      pool.shutdownNow();
    }
  }
}
