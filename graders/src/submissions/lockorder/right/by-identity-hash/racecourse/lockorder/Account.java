package racecourse.lockorder;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An account with money on it, and its lock. */
public final class Account {
  final Lock lock = new ReentrantLock();
  private final int id;
  private long cents; // guarded by lock

  /** A new account. */
  public Account(int id, long cents) {
    this.id = id;
    this.cents = cents;
  }

  /** Its number, which also says whose lock is taken first. */
  public int id() {
    return id;
  }

  /** What is on it now. */
  public long balance() {
    lock.lock();
    try {
      return cents;
    } finally {
      lock.unlock();
    }
  }

  /** For {@link Bank} alone, which holds the lock. */
  void add(long more) {
    cents += more;
  }
}
