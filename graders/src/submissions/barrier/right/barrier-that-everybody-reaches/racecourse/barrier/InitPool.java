package racecourse.barrier;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/** A failing worker comes to the barrier like everybody else; the failures stand in an array, one slot per worker. */
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
    Throwable[] failures = new Throwable[workers];
    CyclicBarrier barrier = new CyclicBarrier(workers);
    Thread[] threads = new Thread[workers];
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads[i] = new Thread(() -> play(worker, barrier, failures), "worker-" + i);
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    throwFirst(failures);
  }

  private void play(int worker, CyclicBarrier barrier, Throwable[] failures) {
    try {
      initialise.accept(worker);
    } catch (Throwable e) {
      failures[worker] = e;
    }
    try {
      barrier.await();
      // Nobody writes to the array here before all have looked at it.
      boolean allReady = true;
      for (Throwable failure : failures) {
        allReady &= failure == null;
      }
      barrier.await();
      if (allReady) {
        work.accept(worker);
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      failures[worker] = e;
    }
  }

  private static void throwFirst(Throwable[] failures) throws ExecutionException {
    for (Throwable failure : failures) {
      if (failure != null) {
        throw new ExecutionException("A worker failed.", failure);
      }
    }
  }
}
