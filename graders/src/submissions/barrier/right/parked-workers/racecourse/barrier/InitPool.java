package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** An atomic count; whoever brings it to zero unparks the others. Uncaught exceptions come through the thread's handler. */
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
    AtomicInteger missing = new AtomicInteger(workers);
    AtomicReference<Throwable> notReady = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  initialise.accept(worker);
                } catch (Throwable e) {
                  notReady.compareAndSet(null, e);
                }
                if (missing.decrementAndGet() == 0) {
                  threads.forEach(LockSupport::unpark);
                }
                while (missing.get() > 0) {
                  LockSupport.park(missing);
                  // An interrupted thread does not park; it would spin.
                  Thread.interrupted();
                }
                if (notReady.get() == null) {
                  work.accept(worker);
                }
              });
      thread.setUncaughtExceptionHandler((who, e) -> failure.compareAndSet(null, e));
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable first = notReady.get() == null ? failure.get() : notReady.get();
    if (first != null) {
      throw new ExecutionException(first);
    }
  }
}
