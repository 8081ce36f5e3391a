package racecourse.lockorder;

/** Orders the locks by identity, with one more lock for two accounts that it cannot tell apart. */
public final class Bank {
  private static final Object TIE = new Object();

  private Bank() {}

  public static boolean transfer(Account from, Account to, long cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("negative: " + cents);
    }
    int one = System.identityHashCode(from);
    int other = System.identityHashCode(to);
    if (one < other) {
      return locked(from, to, from, to, cents);
    }
    if (one > other) {
      return locked(to, from, from, to, cents);
    }
    synchronized (TIE) {
      return locked(from, to, from, to, cents);
    }
  }

  private static boolean locked(
      Account first, Account second, Account from, Account to, long cents) {
    first.lock.lock();
    try {
      second.lock.lock();
      try {
        if (from.balance() < cents) {
          return false;
        }
        from.add(-cents);
        to.add(cents);
        return true;
      } finally {
        second.lock.unlock();
      }
    } finally {
      first.lock.unlock();
    }
  }

  public static long total(Account... accounts) {
    Account[] sorted = accounts.clone();
    for (int i = 1; i < sorted.length; i++) {
      for (int j = i; j > 0 && before(sorted[j], sorted[j - 1]); j--) {
        Account moved = sorted[j];
        sorted[j] = sorted[j - 1];
        sorted[j - 1] = moved;
      }
    }
    synchronized (TIE) {
      int held = 0;
      try {
        while (held < sorted.length) {
          sorted[held].lock.lock();
          held++;
        }
        long sum = 0;
        for (Account account : sorted) {
          sum += account.balance();
        }
        return sum;
      } finally {
        while (held > 0) {
          sorted[--held].lock.unlock();
        }
      }
    }
  }

  private static boolean before(Account one, Account other) {
    return System.identityHashCode(one) < System.identityHashCode(other);
  }
}
