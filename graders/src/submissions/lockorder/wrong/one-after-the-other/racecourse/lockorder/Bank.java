package racecourse.lockorder;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public final class Bank {
    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        Account first = from.id() < to.id() ? from : to;
        Account second = first == from ? to : from;
        synchronized (from) {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
        }
        synchronized (to) {
            to.cents += cents;
        }
        return true;
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
