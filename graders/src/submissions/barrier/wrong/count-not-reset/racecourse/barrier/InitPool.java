package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

public class InitPool {
  private final int workers;
  private final IntConsumer initialise;
  private final IntConsumer work;
  private final Once once = new Once();

  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    this.workers = workers;
    this.initialise = initialise;
    this.work = work;
  }

  public void run() throws InterruptedException, ExecutionException {
    once.run();
  }

  private final class Once {
    private final AtomicReference<Throwable> notReady = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private int ready;

    private void run() throws InterruptedException, ExecutionException {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        threads.add(new Thread(() -> beWorker(worker)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      Throwable first = notReady.get() != null ? notReady.get() : failure.get();
      if (first != null) {
        throw new ExecutionException(first);
      }
    }

    private void beWorker(int worker) {
      try {
        initialise.accept(worker);
      } catch (Throwable e) {
        notReady.compareAndSet(null, e);
      }
      try {
        arriveAndWait();
        if (notReady.get() == null) {
          work.accept(worker);
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    private synchronized void arriveAndWait() throws InterruptedException {
      ready++;
      notifyAll();
      while (ready < workers) {
        wait();
      }
    }
  }
}
