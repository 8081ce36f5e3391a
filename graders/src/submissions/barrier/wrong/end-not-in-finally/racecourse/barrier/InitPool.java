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
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(workers);
    AtomicReference<Throwable> notReady = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          new Thread(
              () -> {
                try {
                  initialise.accept(worker);
                } catch (Throwable e) {
                  notReady.compareAndSet(null, e);
                }
                ready.countDown();
                try {
                  start.await();
                  if (notReady.get() == null) {
                    work.accept(worker);
                  }
                  ended.countDown();
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              }));
    }
    threads.forEach(Thread::start);
    ready.await();
    start.countDown();
    ended.await();
    Throwable first = notReady.get() != null ? notReady.get() : failure.get();
    if (first != null) {
      throw new ExecutionException(first);
    }
  }
}
