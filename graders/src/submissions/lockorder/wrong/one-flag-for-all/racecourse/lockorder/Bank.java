package racecourse.lockorder;

import java.util.concurrent.atomic.AtomicBoolean;

public final class Bank {
    private static final AtomicBoolean BUSY = new AtomicBoolean();

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        while (!BUSY.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            BUSY.set(false);
        }
    }

    public static long total(Account... accounts) {
        while (!BUSY.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        try {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        } finally {
            BUSY.set(false);
        }
    }
}
