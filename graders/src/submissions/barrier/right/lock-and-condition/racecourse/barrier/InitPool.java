package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

public class InitPool {
  private enum Start {
    OPEN,
    GO,
    NEVER
  }

  private final int workers;
  private final IntConsumer initialise;
  private final IntConsumer work;

  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    this.workers = workers;
    this.initialise = initialise;
    this.work = work;
  }

  public void run() throws InterruptedException, ExecutionException {
    new Shift().run();
  }

  /** One call of run(). */
  private final class Shift {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition decided = lock.newCondition();
    private int ready;
    private Start start = Start.OPEN;
    private Throwable failure;

    private void run() throws InterruptedException, ExecutionException {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        threads.add(new Thread(() -> beWorker(worker)));
      }
      threads.forEach(Thread::start);
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        decide(Start.NEVER);
        throw e;
      }
      if (failure != null) {
        throw new ExecutionException(failure);
      }
    }

    private void beWorker(int worker) {
      try {
        initialise.accept(worker);
        arrive();
      } catch (Throwable e) {
        fail(e);
        decide(Start.NEVER);
      }
      if (await() == Start.GO) {
        try {
          work.accept(worker);
        } catch (Throwable e) {
          fail(e);
        }
      }
    }

    private void arrive() {
      lock.lock();
      try {
        if (++ready == workers) {
          decide(Start.GO);
        }
      } finally {
        lock.unlock();
      }
    }

    private void decide(Start how) {
      lock.lock();
      try {
        if (start == Start.OPEN) {
          start = how;
        }
        decided.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private Start await() {
      lock.lock();
      try {
        while (start == Start.OPEN) {
          decided.awaitUninterruptibly();
        }
        return start;
      } finally {
        lock.unlock();
      }
    }

    private void fail(Throwable e) {
      lock.lock();
      try {
        if (failure == null) {
          failure = e;
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
