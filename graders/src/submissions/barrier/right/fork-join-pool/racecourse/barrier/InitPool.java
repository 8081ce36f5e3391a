package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** A ForkJoinPool of its own with as many threads as workers. */
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
    ForkJoinPool pool = new ForkJoinPool(workers);
    try {
      CountDownLatch ready = new CountDownLatch(workers);
      AtomicBoolean failed = new AtomicBoolean();
      List<Future<Throwable>> ends = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        ends.add(pool.submit(() -> play(worker, ready, failed)));
      }
      Throwable failure = null;
      for (Future<Throwable> end : ends) {
        Throwable thrown = end.get();
        failure = failure == null ? thrown : failure;
      }
      if (failure != null) {
        throw new ExecutionException(failure);
      }
    } finally {
      pool.shutdown();
    }
  }

  private Throwable play(int worker, CountDownLatch ready, AtomicBoolean failed) {
    try {
      initialise.accept(worker);
    } catch (Throwable e) {
      failed.set(true);
      return e;
    } finally {
      ready.countDown();
    }
    try {
      ready.await();
      if (!failed.get()) {
        work.accept(worker);
      }
      return null;
    } catch (Throwable e) {
      return e;
    }
  }
}
