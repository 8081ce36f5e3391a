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
        Lock first = (from.id() > to.id() ? from : to).lock.writeLock();
        Lock second = (from.id() > to.id() ? to : from).lock.writeLock();
        first.lock();
        second.lock();
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            second.unlock();
            first.unlock();
        }
    }

    public static long total(Account... accounts) {
        List<Account> sorted = new ArrayList<>(List.of(accounts));
        sorted.sort(Comparator.comparingInt(Account::id).reversed());
        for (Account account : sorted) {
            account.lock.readLock().lock();
        }
        long sum = 0;
        for (Account account : sorted) {
            sum += account.cents;
        }
        for (Account account : sorted) {
            account.lock.readLock().unlock();
        }
        return sum;
    }
}
