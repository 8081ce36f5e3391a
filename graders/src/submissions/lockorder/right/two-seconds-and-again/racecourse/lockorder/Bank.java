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
        Account first = from.id() < to.id() ? from : to;
        Account second = first == from ? to : from;
        take(first);
        try {
            take(second);
            try {
                if (from.cents < cents) {
                    return false;
                }
                from.cents -= cents;
                to.cents += cents;
                return true;
            } finally {
                second.lock.unlock();
            }
        } finally {
            first.lock.unlock();
        }
    }

    private static void take(Account account) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    if (account.lock.tryLock(2, TimeUnit.SECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
