package racecourse.lockorder;

import java.util.concurrent.locks.ReentrantLock;

public final class Bank {
  private static final ReentrantLock TAKING = new ReentrantLock();

  private Bank() {}

  public static boolean transfer(Account from, Account to, long cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("negative: " + cents);
    }
    take(from, to);
    try {
      if (from.cents < cents) {
        return false;
      }
      from.cents -= cents;
      to.cents += cents;
      return true;
    } finally {
      giveBack(from, to);
    }
  }

  public static long total(Account... accounts) {
    take(accounts);
    try {
      long sum = 0;
      for (Account account : accounts) {
        sum += account.cents;
      }
      return sum;
    } finally {
      giveBack(accounts);
    }
  }

  private static void take(Account... accounts) {
    TAKING.lock();
    try {
      for (Account account : accounts) {
        account.lock.lock();
      }
    } finally {
      TAKING.unlock();
    }
  }

  private static void giveBack(Account... accounts) {
    for (Account account : accounts) {
      account.lock.unlock();
    }
  }
}
