package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;

public final class Bank {
  private Bank() {}

  public static boolean transfer(Account from, Account to, long cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("negative: " + cents);
    }
    synchronized (Bank.class) {
      Account first = from.id() < to.id() ? from : to;
      Account second = first == from ? to : from;
      synchronized (first) {
        synchronized (second) {
          if (from.cents < cents) {
            return false;
          }
          from.cents -= cents;
          to.cents += cents;
          return true;
        }
      }
    }
  }

  public static long total(Account... accounts) {
    synchronized (Bank.class) {
      long sum = 0;
      for (Account account : accounts) {
        sum += account.balance();
      }
      return sum;
    }
  }
}
