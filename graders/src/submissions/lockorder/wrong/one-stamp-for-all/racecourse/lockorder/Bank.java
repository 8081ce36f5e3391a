package racecourse.lockorder;

import java.util.concurrent.locks.StampedLock;

public final class Bank {
    private static final StampedLock LOCK = new StampedLock();

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        long stamp = LOCK.writeLock();
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            LOCK.unlockWrite(stamp);
        }
    }

    public static long total(Account... accounts) {
        long stamp = LOCK.writeLock();
        try {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        } finally {
            LOCK.unlockWrite(stamp);
        }
    }
}
