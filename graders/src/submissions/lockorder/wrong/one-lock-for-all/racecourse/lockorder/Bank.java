package racecourse.lockorder;

import java.util.concurrent.locks.ReentrantLock;

public final class Bank {
  static final ReentrantLock ALL = new ReentrantLock();

  private Bank() {}

  public static boolean transfer(Account from, Account to, long cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("negative: " + cents);
    }
    ALL.lock();
    try {
      if (from.cents < cents) {
        return false;
      }
      from.cents -= cents;
      to.cents += cents;
      return true;
    } finally {
      ALL.unlock();
    }
  }

  public static long total(Account... accounts) {
    ALL.lock();
    try {
      long sum = 0;
      for (Account account : accounts) {
        sum += account.cents;
      }
      return sum;
    } finally {
      ALL.unlock();
    }
  }
}
