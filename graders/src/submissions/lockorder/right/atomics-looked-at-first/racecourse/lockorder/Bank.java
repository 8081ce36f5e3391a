package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Supplier;

public final class Bank {
    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        if (from.cents.get() < cents) {
            return false;
        }
        return inOrder(sorted(from, to), 0, () -> {
            if (from.cents.get() < cents) {
                return false;
            }
            from.cents.addAndGet(-cents);
            to.cents.addAndGet(cents);
            return true;
        });
    }

    public static long total(Account... accounts) {
        return inOrder(sorted(accounts), 0, () -> Arrays.stream(accounts).mapToLong(Account::balance).sum());
    }

    private static <T> T inOrder(Account[] sorted, int next, Supplier<T> task) {
        if (next == sorted.length) {
            return task.get();
        }
        synchronized (sorted[next]) {
            return inOrder(sorted, next + 1, task);
        }
    }

    private static Account[] sorted(Account... accounts) {
        Account[] sorted = accounts.clone();
        Arrays.sort(sorted, Comparator.comparingInt(Account::id));
        return sorted;
    }
}
