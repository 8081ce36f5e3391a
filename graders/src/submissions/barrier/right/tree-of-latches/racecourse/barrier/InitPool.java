package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.IntConsumer;

/** Workers form a tree: each waits for its two children, tells its parent, and the root lets everybody go. */
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
    CountDownLatch[] ready = new CountDownLatch[workers];
    CountDownLatch go = new CountDownLatch(1);
    LinkedBlockingDeque<Throwable> notReady = new LinkedBlockingDeque<>();
    LinkedBlockingDeque<Throwable> broken = new LinkedBlockingDeque<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      ready[i] = new CountDownLatch(1);
    }
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          new Thread(
              () -> {
                try {
                  initialise.accept(worker);
                } catch (Throwable e) {
                  notReady.add(e);
                }
                try {
                  for (int child = 2 * worker + 1; child <= 2 * worker + 2; child++) {
                    if (child < workers) {
                      ready[child].await();
                    }
                  }
                  ready[worker].countDown();
                  if (worker == 0) {
                    go.countDown();
                  }
                  go.await();
                  if (notReady.isEmpty()) {
                    work.accept(worker);
                  }
                } catch (Throwable e) {
                  broken.add(e);
                }
              }));
    }
    for (int i = workers - 1; i >= 0; i--) {
      threads.get(i).start();
    }
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        thread.join(1000);
      }
    }
    notReady.addAll(broken);
    if (!notReady.isEmpty()) {
      throw new ExecutionException("A worker failed.", notReady.getFirst());
    }
  }
}
