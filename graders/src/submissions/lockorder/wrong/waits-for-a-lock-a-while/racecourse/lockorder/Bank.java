package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

public final class Bank {
    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative");
        }
        if (from == to) {
            return from.balance() >= cents;
        }
        if (!taken(from)) {
            return false;
        }
        try {
            if (!taken(to)) {
                return false;
            }
            try {
                if (from.cents < cents) {
                    return false;
                }
                from.cents -= cents;
                to.cents += cents;
                return true;
            } finally {
                to.lock.unlock();
            }
        } finally {
            from.lock.unlock();
        }
    }

    private static boolean taken(Account account) {
        try {
            return account.lock.tryLock(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static long total(Account... accounts) {
        Account[] sorted = accounts.clone();
        Arrays.sort(sorted, Comparator.comparingInt(Account::id));
        for (Account account : sorted) {
            account.lock.lock();
        }
        long sum = 0;
        for (Account account : sorted) {
            sum += account.cents;
        }
        for (Account account : sorted) {
            account.lock.unlock();
        }
        return sum;
    }
}
