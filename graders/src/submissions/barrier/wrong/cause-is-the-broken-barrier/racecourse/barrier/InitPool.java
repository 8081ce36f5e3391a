package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/** A failing worker breaks the barrier by coming to it interrupted; a broken barrier lets nobody through, early or late. */
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
    CyclicBarrier barrier = new CyclicBarrier(workers);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          new Thread() {
            @Override
            public void run() {
              try {
                initialise.accept(worker);
              } catch (Throwable e) {
                interrupt();
                try {
                  barrier.await();
                } catch (InterruptedException | BrokenBarrierException alwaysSo) {
                  failures.add(e);
                }
                return;
              }
              try {
                barrier.await();
              } catch (InterruptedException | BrokenBarrierException e) {
                failures.add(e);
                return;
              }
              try {
                work.accept(worker);
              } catch (Throwable e) {
                failures.add(e);
              }
            }
          });
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
    if (!failures.isEmpty()) {
      throw new ExecutionException(failures.peek());
    }
  }
}
