package racecourse.lockorder;

import java.util.concurrent.locks.ReentrantLock;

public final class Bank {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        if (from.cents.get() < cents) {
            return false;
        }
        LOCK.lock();
        try {
            if (from.cents.get() < cents) {
                return false;
            }
            from.cents.addAndGet(-cents);
            to.cents.addAndGet(cents);
            return true;
        } finally {
            LOCK.unlock();
        }
    }

    public static long total(Account... accounts) {
        LOCK.lock();
        try {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents.get();
            }
            return sum;
        } finally {
            LOCK.unlock();
        }
    }
}
