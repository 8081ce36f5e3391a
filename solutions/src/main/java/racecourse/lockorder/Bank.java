package racecourse.lockorder;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Moves money between accounts; everybody takes the locks in the order of the ids. */
public final class Bank {
  private Bank() {}

  /** Moves money, or changes nothing if there is not enough. */
  public static boolean transfer(Account from, Account to, long cents) {
    if (cents < 0) {
      throw new IllegalArgumentException("A transfer of " + cents + " cents is negative.");
    }
    return withLocks(
        inOrder(from, to),
        () -> {
          if (from.balance() < cents) {
            return false;
          }
          from.add(-cents);
          to.add(cents);
          return true;
        });
  }

  /** The sum of the balances at one moment: the one at which all of the locks are held. */
  public static long total(Account... accounts) {
    return withLocks(
        inOrder(accounts), () -> Stream.of(accounts).mapToLong(Account::balance).sum());
  }

  private static List<Account> inOrder(Account... accounts) {
    return Stream.of(accounts).sorted(Comparator.comparingInt(Account::id)).toList();
  }

  /** Takes the first account's lock, then those of the others, and gives them back in reverse. */
  private static <T> T withLocks(List<Account> accounts, Supplier<T> action) {
    if (accounts.isEmpty()) {
      return action.get();
    }
    Account first = accounts.get(0);
    first.lock.lock();
    try {
      return withLocks(accounts.subList(1, accounts.size()), action);
    } finally {
      first.lock.unlock();
    }
  }
}
