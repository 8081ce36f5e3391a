package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/** A future per worker and part; work waits for the future of all the first parts. */
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
    List<CompletableFuture<Void>> initialised = new ArrayList<>();
    List<CompletableFuture<Void>> worked = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      initialised.add(new CompletableFuture<>());
      worked.add(new CompletableFuture<>());
    }
    CompletableFuture<Void> everybody = all(initialised);
    for (int i = 0; i < workers; i++) {
      int worker = i;
      new Thread(
              () -> {
                complete(initialised.get(worker), () -> initialise.accept(worker));
                try {
                  everybody.join();
                } catch (RuntimeException e) {
                  worked.get(worker).complete(null);
                  return;
                }
                complete(worked.get(worker), () -> work.accept(worker));
              })
          .start();
    }
    all(worked).exceptionally(failure -> null).get();
    everybody.get();
    all(worked).get();
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
    return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]));
  }

  private static void complete(CompletableFuture<Void> future, Runnable part) {
    try {
      part.run();
      future.complete(null);
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }
}
