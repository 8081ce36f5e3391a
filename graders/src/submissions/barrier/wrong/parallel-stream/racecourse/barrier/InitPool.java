package racecourse.barrier;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

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
    CountDownLatch ready = new CountDownLatch(workers);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    IntStream.range(0, workers)
        .parallel()
        .forEach(
            worker -> {
              try {
                initialise.accept(worker);
              } catch (Throwable e) {
                failure.compareAndSet(null, e);
              }
              ready.countDown();
              try {
                ready.await();
                if (failure.get() == null) {
                  work.accept(worker);
                }
              } catch (Throwable e) {
                failure.compareAndSet(null, e);
              }
            });
    if (failure.get() != null) {
      throw new ExecutionException(failure.get());
    }
  }
}
