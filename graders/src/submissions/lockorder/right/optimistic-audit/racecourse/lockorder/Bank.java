package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;

public final class Bank {
    private static final Comparator<Account> ORDER = Comparator.comparingInt(Account::id);

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("cents must not be negative");
        }
        Account low = ORDER.compare(from, to) <= 0 ? from : to;
        Account high = low == from ? to : from;
        long lowStamp = low.stamps.writeLock();
        try {
            long highStamp = high == low ? 0 : high.stamps.writeLock();
            try {
                long has = from.cents;
                if (has < cents) {
                    return false;
                }
                from.cents = has - cents;
                to.cents = to.cents + cents;
                return true;
            } finally {
                if (high != low) {
                    high.stamps.unlockWrite(highStamp);
                }
            }
        } finally {
            low.stamps.unlockWrite(lowStamp);
        }
    }

    public static long total(Account... accounts) {
        long[] stamps = new long[accounts.length];
        for (int turn = 0; turn < 3; turn++) {
            for (int i = 0; i < accounts.length; i++) {
                stamps[i] = accounts[i].stamps.tryOptimisticRead();
            }
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            boolean valid = true;
            for (int i = 0; i < accounts.length; i++) {
                valid &= accounts[i].stamps.validate(stamps[i]);
            }
            if (valid) {
                return sum;
            }
        }
        Account[] sorted = Arrays.stream(accounts).distinct().sorted(ORDER).toArray(Account[]::new);
        long[] read = new long[sorted.length];
        int locked = 0;
        try {
            for (; locked < sorted.length; locked++) {
                read[locked] = sorted[locked].stamps.readLock();
            }
            return Arrays.stream(accounts).mapToLong(account -> account.cents).sum();
        } finally {
            while (locked > 0) {
                locked--;
                sorted[locked].stamps.unlockRead(read[locked]);
            }
        }
    }
}
