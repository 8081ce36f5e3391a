package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Every worker tells every worker, over a mailbox of its own, whether it is ready. */
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
    List<BlockingQueue<Boolean>> mailboxes = new ArrayList<>();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      mailboxes.add(new ArrayBlockingQueue<>(workers));
      ends.add(new CompletableFuture<>());
    }
    for (int i = 0; i < workers; i++) {
      int worker = i;
      new Thread(() -> beWorker(worker, mailboxes, ends.get(worker))).start();
    }
    ExecutionException failure = null;
    for (Future<Void> end : ends) {
      try {
        end.get();
      } catch (ExecutionException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void beWorker(
      int worker, List<BlockingQueue<Boolean>> mailboxes, CompletableFuture<Void> end) {
    Throwable failure = null;
    try {
      initialise.accept(worker);
    } catch (Throwable e) {
      failure = e;
    }
    boolean ready = failure == null;
    mailboxes.forEach(mailbox -> mailbox.add(ready));
    try {
      boolean all = true;
      for (int i = 0; i < workers; i++) {
        all &= mailboxes.get(worker).take();
      }
      if (all) {
        work.accept(worker);
      }
    } catch (Throwable e) {
      failure = e;
    }
    if (failure == null) {
      end.complete(null);
    } else {
      end.completeExceptionally(failure);
    }
  }
}
