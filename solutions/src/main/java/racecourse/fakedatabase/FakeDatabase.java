package racecourse.fakedatabase;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A database that holds one number; one lock guards it for writers and readers alike. */
public class FakeDatabase {
  private final Lock lock = new ReentrantLock();
  private int value; // guarded by lock

  /** Makes a database whose value is 0. */
  public FakeDatabase() {}

  /**
   * Adds one to the value, taking 100 milliseconds. The lock is held from the read to the write: no
   * other thread may come between them. An interrupted update changes nothing and leaves the
   * thread's interrupt status set.
   */
  public void update(String name) {
    lock.lock();
    try {
      int copy = value;
      copy++;
      Thread.sleep(100);
      value = copy;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The last value written by any thread. Readers take the lock too, or they might never see the
   * write.
   */
  public int value() {
    lock.lock();
    try {
      return value;
    } finally {
      lock.unlock();
    }
  }
}
