package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

public final class Bank {
    private static final Executor CLERKS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "clerk");
        thread.setDaemon(true);
        return thread;
    });

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        Account first = from.id() < to.id() ? from : to;
        Account second = first == from ? to : from;
        return CompletableFuture.supplyAsync(() -> {
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
        }, CLERKS).join();
    }

    public static long total(Account... accounts) {
        Account[] sorted = accounts.clone();
        Arrays.sort(sorted, Comparator.comparingInt(Account::id));
        return sum(sorted, 0);
    }

    private static long sum(Account[] accounts, int next) {
        if (next == accounts.length) {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        }
        synchronized (accounts[next]) {
            return sum(accounts, next + 1);
        }
    }
}
