package racecourse.lockorder;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public final class Bank {
    private Bank() {
    }

    private static boolean lockAll(Account... accounts) {
        for (int i = 0; i < accounts.length; i++) {
            if (!accounts[i].lock.tryLock()) {
                for (int k = 0; k < i; k++) {
                    accounts[k].lock.unlock();
                }
                return false;
            }
        }
        return true;
    }

    private static void lockAllInTheEnd(Account... accounts) {
        while (!lockAll(accounts)) {
            try {
                Thread.sleep(1 + accounts[0].id() % 7);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                Thread.yield();
            }
        }
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        from.lock.lock();
        while (!to.lock.tryLock()) {
            LockSupport.parkNanos(1_000_000);
        }
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            from.lock.unlock();
            to.lock.unlock();
        }
    }

    public static long total(Account... accounts) {
        if (accounts.length == 0) {
            return 0;
        }
        lockAllInTheEnd(accounts);
        try {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        } finally {
            for (Account account : accounts) {
                account.lock.unlock();
            }
        }
    }
}
