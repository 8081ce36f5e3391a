package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;

/** A phaser that is terminated when somebody cannot get ready. */
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
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    Phaser phaser = new Phaser(workers);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(new Thread(() -> guard(failures, () -> beWorker(worker, phaser, failures))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    for (Throwable failure : failures) {
      throw new ExecutionException(failure);
    }
  }

  private void beWorker(int worker, Phaser phaser, ConcurrentLinkedQueue<Throwable> failures) {
    try {
      initialise.accept(worker);
    } catch (Throwable e) {
      failures.add(e);
      phaser.forceTermination();
      return;
    }
    // A terminated phaser answers with a negative number.
    if (phaser.arriveAndAwaitAdvance() >= 0) {
      work.accept(worker);
    }
  }

  private static void guard(ConcurrentLinkedQueue<Throwable> failures, Runnable part) {
    try {
      part.run();
    } catch (Throwable e) {
      failures.add(e);
    }
  }
}
