package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.IntConsumer;

/** A synchronizer of its own with the number of missing workers as its state; a failure makes it -1 for good. */
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
    Door door = new Door(workers);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          new Thread(
              () -> {
                try {
                  initialise.accept(worker);
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                  door.releaseShared(-1);
                  return;
                }
                door.releaseShared(1);
                door.acquireShared(0);
                if (door.isBarred()) {
                  return;
                }
                try {
                  work.accept(worker);
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new ExecutionException(failure.get());
    }
  }

  private static final class Door extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    private Door(int missing) {
      setState(missing);
    }

    boolean isBarred() {
      return getState() < 0;
    }

    @Override
    protected int tryAcquireShared(int ignored) {
      return getState() > 0 ? -1 : 1;
    }

    @Override
    protected boolean tryReleaseShared(int arrived) {
      while (true) {
        int now = getState();
        int then = now < 0 || arrived < 0 ? -1 : now - 1;
        if (compareAndSetState(now, then)) {
          return then <= 0;
        }
      }
    }
  }
}
