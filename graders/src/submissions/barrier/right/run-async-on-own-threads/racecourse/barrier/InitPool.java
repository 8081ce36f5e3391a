package racecourse.barrier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** runAsync with an executor that starts a thread per task; a second future per worker for the first part. */
public class InitPool {
  private final int workers;
  private final IntConsumer initialise;
  private final IntConsumer work;

  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    this.workers = workers;
    this.initialise = initialise;
    this.work = work;
  }

  public void run() throws InterruptedException, ExecutionException {
    Executor threads = task -> new Thread(task).start();
    CompletableFuture<?>[] ready =
        IntStream.range(0, workers)
            .mapToObj(i -> new CompletableFuture<Void>())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> everybody = CompletableFuture.allOf(ready);
    CompletableFuture<?>[] ended =
        IntStream.range(0, workers)
            .mapToObj(i -> CompletableFuture.runAsync(() -> play(i, ready[i], everybody), threads))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ended).get();
  }

  private void play(int worker, CompletableFuture<?> ready, CompletableFuture<Void> everybody) {
    try {
      initialise.accept(worker);
      ready.complete(null);
    } catch (Throwable e) {
      ready.completeExceptionally(e);
    }
    // Throws a CompletionException with the cause if anybody failed.
    everybody.join();
    work.accept(worker);
  }
}
