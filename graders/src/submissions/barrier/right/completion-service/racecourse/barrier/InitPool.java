package racecourse.barrier;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** Takes the workers' ends as they come; the first failure shuts the pool down, and that wakes those who wait. */
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
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      ExecutorCompletionService<Void> workersDone = new ExecutorCompletionService<>(pool);
      CountDownLatch ready = new CountDownLatch(workers);
      for (int i = 0; i < workers; i++) {
        int worker = i;
        workersDone.submit(
            () -> {
              // Not in a finally block: who fails never counts down, and the others are interrupted below.
              initialise.accept(worker);
              ready.countDown();
              ready.await();
              work.accept(worker);
              return null;
            });
      }
      for (int i = 0; i < workers; i++) {
        workersDone.take().get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
