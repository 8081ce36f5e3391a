package racecourse.barrier;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/** A board of flags, one per worker, at which everybody looks every two milliseconds. */
public class InitPool {
  private static final int READY = 1;
  private static final int FAILED = 2;
  private final int workers;
  private final IntConsumer initialise;
  private final IntConsumer work;

  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    this.workers = workers;
    this.initialise = initialise;
    this.work = work;
  }

  public void run() throws InterruptedException, ExecutionException {
    AtomicIntegerArray board = new AtomicIntegerArray(workers);
    Throwable[] failures = new Throwable[workers];
    Thread[] threads = new Thread[workers];
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads[i] = new Thread(() -> failures[worker] = play(worker, board));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (Throwable failure : failures) {
      if (failure != null) {
        throw new ExecutionException(failure);
      }
    }
  }

  private Throwable play(int worker, AtomicIntegerArray board) {
    try {
      initialise.accept(worker);
      board.set(worker, READY);
    } catch (Throwable e) {
      board.set(worker, FAILED);
      return e;
    }
    try {
      for (int other = 0; other < workers; other++) {
        while (board.get(other) == 0) {
          Thread.sleep(2);
        }
        if (board.get(other) == FAILED) {
          return null;
        }
      }
      work.accept(worker);
      return null;
    } catch (Throwable e) {
      return e;
    }
  }
}
