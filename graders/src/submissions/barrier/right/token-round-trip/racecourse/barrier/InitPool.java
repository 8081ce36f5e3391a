package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** A token goes from worker to worker when each is ready, and comes back the other way as the start. */
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
    List<Semaphore> there = new ArrayList<>();
    List<Semaphore> back = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    AtomicReference<Throwable> notReady = new AtomicReference<>();
    AtomicReference<Throwable> broken = new AtomicReference<>();
    for (int i = 0; i <= workers; i++) {
      there.add(new Semaphore(i == 0 ? 1 : 0));
      back.add(new Semaphore(0));
    }
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          new Thread(
              () -> {
                call(initialise, worker, notReady);
                there.get(worker).acquireUninterruptibly();
                if (worker == workers - 1) {
                  back.get(worker).release();
                } else {
                  there.get(worker + 1).release();
                }
                back.get(worker).acquireUninterruptibly();
                if (worker > 0) {
                  back.get(worker - 1).release();
                }
                if (notReady.get() == null) {
                  call(work, worker, broken);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    if (notReady.get() != null) {
      throw new ExecutionException(notReady.get());
    }
    if (broken.get() != null) {
      throw new ExecutionException(broken.get());
    }
  }

  private static void call(IntConsumer part, int worker, AtomicReference<Throwable> failure) {
    try {
      part.accept(worker);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }
}
