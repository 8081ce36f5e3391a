package racecourse.reentrancy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Accounts and what is on them; one reentrant lock guards them all. */
public class Ledger {
  private final Lock lock = new ReentrantLock();
  private final Map<String, Long> balances = new HashMap<>(); // guarded by lock

  /** A ledger without any accounts. */
  public Ledger() {}

  /** Adds to an account. */
  public void deposit(String account, long cents) {
    requirePositive(cents);
    lock.lock();
    try {
      balances.merge(account, cents, Long::sum);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes all of the deposits or none. The thread that holds the lock takes it again in {@link
   * #deposit}; it is free for others only when the outermost unlock has been called.
   */
  public void depositAll(Map<String, Long> deposits) {
    lock.lock();
    try {
      deposits.values().forEach(Ledger::requirePositive);
      deposits.forEach(this::deposit);
    } finally {
      lock.unlock();
    }
  }

  /** What is on the account; 0 for an unknown one. */
  public long balance(String account) {
    lock.lock();
    try {
      return balances.getOrDefault(account, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** The sum of all accounts, at one moment. */
  public long total() {
    lock.lock();
    try {
      return balances.values().stream().mapToLong(Long::longValue).sum();
    } finally {
      lock.unlock();
    }
  }

  private static void requirePositive(long cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("A deposit of " + cents + " cents is negative.");
    }
  }
}
