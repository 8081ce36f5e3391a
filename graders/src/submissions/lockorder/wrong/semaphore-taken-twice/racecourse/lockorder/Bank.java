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
        first.permit.acquireUninterruptibly();
        second.permit.acquireUninterruptibly();
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            second.permit.release();
            first.permit.release();
        }
    }

    public static long total(Account... accounts) {
        Account[] sorted = accounts.clone();
        Arrays.sort(sorted, Comparator.comparingInt(Account::id));
        for (Account account : sorted) {
            account.permit.acquireUninterruptibly();
        }
        long sum = 0;
        for (Account account : sorted) {
            sum += account.cents;
            account.permit.release();
        }
        return sum;
    }
}
