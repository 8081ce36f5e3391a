package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/** A FutureTask per worker carries its exception; those whose start is cancelled by another's failure say so. */
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
    List<CountDownLatch> ready = new ArrayList<>();
    boolean[] ok = new boolean[workers];
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      ready.add(new CountDownLatch(1));
    }
    for (int i = 0; i < workers; i++) {
      int worker = i;
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                try {
                  initialise.accept(worker);
                  ok[worker] = true;
                } finally {
                  ready.get(worker).countDown();
                }
                for (int other = 0; other < workers; other++) {
                  ready.get(other).await();
                  if (!ok[other]) {
                    throw new CancellationException();
                  }
                }
                work.accept(worker);
                return null;
              });
      tasks.add(task);
      new Thread(task, "init pool " + worker).start();
    }
    ExecutionException failure = null;
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof CancellationException)) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
