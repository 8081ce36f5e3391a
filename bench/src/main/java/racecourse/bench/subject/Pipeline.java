package racecourse.bench.subject;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The subject of the comparison: a pipeline with one slot, a lock and two conditions. */
public final class Pipeline<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition full = lock.newCondition();
  private final Condition empty = lock.newCondition();
  private T message;

  /** Waits while the last message has not been taken. */
  public void setMessage(T next) throws InterruptedException {
    lock.lock();
    try {
      while (message != null) {
        empty.await();
      }
      message = next;
      full.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while there is no message. */
  public T getMessage() throws InterruptedException {
    lock.lock();
    try {
      while (message == null) {
        full.await();
      }
      T taken = message;
      message = null;
      empty.signal();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
