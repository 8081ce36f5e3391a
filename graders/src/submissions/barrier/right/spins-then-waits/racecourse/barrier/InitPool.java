package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

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
    AtomicReference<Throwable> initFailure = new AtomicReference<>();
    AtomicReference<Throwable> workFailure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  initialise.accept(worker);
                } catch (Throwable e) {
                  initFailure.compareAndSet(null, e);
                }
                ready.countDown();
                try {
                  for (int spin = 0; spin < 5000 && ready.getCount() > 0; spin++) {
                    Thread.onSpinWait();
                  }
                  ready.await();
                  if (initFailure.get() == null) {
                    work.accept(worker);
                  }
                } catch (Throwable e) {
                  workFailure.compareAndSet(null, e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (initFailure.get() != null) {
      throw new ExecutionException(initFailure.get());
    }
    if (workFailure.get() != null) {
      throw new ExecutionException(workFailure.get());
    }
  }
}
