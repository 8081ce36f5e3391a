package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

public final class Bank {
    private static final Map<Account, Long> BOOK = new ConcurrentHashMap<>();

    private Bank() {
    }

    static void open(Account account, long cents) {
        BOOK.put(account, cents);
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        return inOrder(sorted(from, to), 0, () -> {
            if (BOOK.get(from) < cents) {
                return false;
            }
            BOOK.merge(from, -cents, Long::sum);
            BOOK.merge(to, cents, Long::sum);
            return true;
        });
    }

    public static long total(Account... accounts) {
        return inOrder(sorted(accounts), 0, () -> Arrays.stream(accounts).mapToLong(BOOK::get).sum());
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
