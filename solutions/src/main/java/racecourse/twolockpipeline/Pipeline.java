package racecourse.twolockpipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipeline with room for one message: one lock for the state, and one condition for each thing to
 * wait for.
 */
public class Pipeline<T> {
  private final Lock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private final Condition arrived = lock.newCondition();
  private T message; // guarded by lock
  private boolean full; // guarded by lock

  /** Makes an empty pipeline. */
  public Pipeline() {}

  /** Puts a message into the pipeline; blocks while the last one has not been taken. */
  public void setMessage(T message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (full) {
        taken.await();
      }
      this.message = message;
      full = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the message out of the pipeline; blocks while there is none. */
  public T getMessage() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!full) {
        arrived.await();
      }
      T result = message;
      message = null;
      full = false;
      taken.signal();
      return result;
    } finally {
      lock.unlock();
    }
  }
}
