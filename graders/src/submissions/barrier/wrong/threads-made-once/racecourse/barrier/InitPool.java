package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

public class InitPool {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> initFailure = new AtomicReference<>();
  private final AtomicReference<Throwable> workFailure = new AtomicReference<>();

  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    CountDownLatch ready = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          new Thread(
              () -> {
                try {
                  initialise.accept(worker);
                } catch (Throwable e) {
                  initFailure.compareAndSet(null, e);
                }
                ready.countDown();
                try {
                  ready.await();
                  if (initFailure.get() == null) {
                    work.accept(worker);
                  }
                } catch (Throwable e) {
                  workFailure.compareAndSet(null, e);
                }
              }));
    }
  }

  public void run() throws InterruptedException, ExecutionException {
    threads.forEach(Thread::start);
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
