package racecourse.lockorder;

import java.util.Map;
import java.util.WeakHashMap;

public final class Bank {
    private static final Map<Account, Long> BOOK = new WeakHashMap<>();

    private Bank() {
    }

    static void open(Account account, long cents) {
        synchronized (BOOK) {
            BOOK.put(account, cents);
        }
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        synchronized (BOOK) {
            if (BOOK.get(from) < cents) {
                return false;
            }
            BOOK.put(from, BOOK.get(from) - cents);
            BOOK.put(to, BOOK.get(to) + cents);
            return true;
        }
    }

    public static long total(Account... accounts) {
        synchronized (BOOK) {
            long sum = 0;
            for (Account account : accounts) {
                sum += BOOK.get(account);
            }
            return sum;
        }
    }
}
