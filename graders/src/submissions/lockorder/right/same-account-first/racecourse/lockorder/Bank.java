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
        if (from == to) {
            return from.balance() >= cents;
        }
        ReentrantLock low = from.id() < to.id() ? from.lock : to.lock;
        ReentrantLock high = from.id() < to.id() ? to.lock : from.lock;
        low.lock();
        try {
            high.lock();
            try {
                boolean enough = from.cents >= cents;
                if (enough) {
                    from.cents -= cents;
                    to.cents += cents;
                }
                return enough;
            } finally {
                high.unlock();
            }
        } finally {
            low.unlock();
        }
    }

    public static long total(Account... accounts) {
        Stream.of(accounts).sorted(Comparator.comparing(Account::id)).forEach(account -> account.lock.lock());
        long sum = Stream.of(accounts).mapToLong(account -> account.cents).sum();
        Stream.of(accounts).forEach(account -> account.lock.unlock());
        return sum;
    }
}
