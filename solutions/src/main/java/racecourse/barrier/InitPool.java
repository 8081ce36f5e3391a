package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** A group of workers that all get ready first and only then go to work. */
public class InitPool {
  private final int workers;
  private final IntConsumer initialise;
  private final IntConsumer work;

  /** A pool; no thread is started yet. */
  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    this.workers = workers;
    this.initialise = initialise;
    this.work = work;
  }

  /** Starts one thread per worker; each initialises, waits for all, and works. */
  public void run() throws InterruptedException, ExecutionException {
    Run run =
        new Run(new CountDownLatch(workers), new AtomicReference<>(), new AtomicReference<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(new Thread(() -> beWorker(worker, run), "worker " + worker));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    run.throwFailure();
  }

  private void beWorker(int worker, Run run) {
    try {
      initialise.accept(worker);
    } catch (Throwable e) {
      run.initialiseFailure.compareAndSet(null, e);
    } finally {
      // After the failure is written down, so that whoever gets through the latch sees it.
      run.initialised.countDown();
    }
    try {
      run.initialised.await();
      if (run.initialiseFailure.get() == null) {
        work.accept(worker);
      }
    } catch (InterruptedException e) {
      // Only run() interrupts a worker, and it has told its caller.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      run.workFailure.compareAndSet(null, e);
    }
  }

  /** What the threads of one call share; a latch serves once, so every call has its own. */
  private record Run(
      CountDownLatch initialised,
      AtomicReference<Throwable> initialiseFailure,
      AtomicReference<Throwable> workFailure) {

    void throwFailure() throws ExecutionException {
      for (Throwable failure : new Throwable[] {initialiseFailure.get(), workFailure.get()}) {
        if (failure != null) {
          throw new ExecutionException(failure);
        }
      }
    }
  }
}
