package racecourse.lockorder;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public final class Bank {
    private Bank() {
    }

    private static SortedMap<Integer, Account> take(Account... accounts) {
        SortedMap<Integer, Account> taken = new TreeMap<>();
        for (Account account : accounts) {
            taken.put(account.id(), account);
        }
        taken.values().forEach(account -> account.permit.acquireUninterruptibly());
        return taken;
    }

    private static void giveBack(SortedMap<Integer, Account> taken) {
        taken.values().forEach(account -> account.permit.release());
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        SortedMap<Integer, Account> taken = take(from, to);
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            giveBack(taken);
        }
    }

    public static long total(Account... accounts) {
        SortedMap<Integer, Account> taken = take(accounts);
        try {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        } finally {
            giveBack(taken);
        }
    }
}
