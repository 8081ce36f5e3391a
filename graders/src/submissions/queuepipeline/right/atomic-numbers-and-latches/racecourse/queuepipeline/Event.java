package racecourse.queuepipeline;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A flag behind a lock, with a condition for those who wait. */
public class Event {
  private final Lock lock = new ReentrantLock();
  private final Condition condition = lock.newCondition();
  private boolean happened;

  public void set() {
    lock.lock();
    try {
      happened = true;
      condition.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean isSet() {
    lock.lock();
    try {
      return happened;
    } finally {
      lock.unlock();
    }
  }

  public void await() throws InterruptedException {
    lock.lock();
    try {
      while (!happened) {
        condition.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
