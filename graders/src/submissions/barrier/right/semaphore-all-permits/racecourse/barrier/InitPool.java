package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;

/** Who is ready adds a permit, then needs as many as there are workers, and gives them back. */
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
    Semaphore ready = new Semaphore(0);
    AtomicReferenceArray<Throwable> notReady = new AtomicReferenceArray<>(workers);
    AtomicReferenceArray<Throwable> broken = new AtomicReferenceArray<>(workers);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      Thread thread =
          new Thread(
              () -> {
                call(initialise, worker, notReady);
                ready.release();
                ready.acquireUninterruptibly(workers);
                ready.release(workers);
                if (first(notReady) == null) {
                  call(work, worker, broken);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable failure = first(notReady) != null ? first(notReady) : first(broken);
    if (failure != null) {
      throw new ExecutionException(failure);
    }
  }

  private static void call(IntConsumer part, int worker, AtomicReferenceArray<Throwable> failures) {
    try {
      part.accept(worker);
    } catch (Throwable e) {
      failures.set(worker, e);
    }
  }

  private static Throwable first(AtomicReferenceArray<Throwable> failures) {
    for (int i = 0; i < failures.length(); i++) {
      if (failures.get(i) != null) {
        return failures.get(i);
      }
    }
    return null;
  }
}
