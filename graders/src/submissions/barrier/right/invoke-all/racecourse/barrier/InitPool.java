package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** invokeAll on a pool that hands over directly; the barrier's action says whether all is well. */
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
    if (workers == 0) {
      return;
    }
    AtomicReference<Throwable> initFailure = new AtomicReference<>();
    AtomicReference<Throwable> workFailure = new AtomicReference<>();
    CyclicBarrier barrier = new CyclicBarrier(workers);
    ExecutorService pool =
        new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int id = i;
        tasks.add(
            () -> {
              try {
                initialise.accept(id);
              } catch (Throwable failure) {
                initFailure.compareAndSet(null, failure);
              }
              barrier.await();
              if (initFailure.get() == null) {
                try {
                  work.accept(id);
                } catch (Throwable failure) {
                  workFailure.compareAndSet(null, failure);
                }
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
      pool.awaitTermination(1, TimeUnit.DAYS);
    }
    Throwable failure = initFailure.get() != null ? initFailure.get() : workFailure.get();
    if (failure != null) {
      throw new ExecutionException(failure);
    }
  }
}
