package racecourse.lockorder;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public final class Bank {
    private Bank() {
    }

    private static final Object DESK = new Object();
    private static final Set<Account> BUSY = new HashSet<>();

    private static void occupy(List<Account> accounts) {
        boolean interrupted = false;
        synchronized (DESK) {
            while (accounts.stream().anyMatch(BUSY::contains)) {
                try {
                    DESK.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            BUSY.addAll(accounts);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void free(List<Account> accounts) {
        synchronized (DESK) {
            accounts.forEach(BUSY::remove);
            DESK.notifyAll();
        }
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        List<Account> both = List.of(from, to);
        occupy(both);
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            free(both);
        }
    }

    public static long total(Account... accounts) {
        List<Account> all = List.of(accounts);
        occupy(all);
        try {
            return all.stream().mapToLong(account -> account.cents).sum();
        } finally {
            free(all);
        }
    }
}
