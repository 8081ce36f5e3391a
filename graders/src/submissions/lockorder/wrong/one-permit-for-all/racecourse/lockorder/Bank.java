package racecourse.lockorder;

import java.util.concurrent.Semaphore;

public final class Bank {
    private static final Semaphore BANK = new Semaphore(1);

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative");
        }
        BANK.acquireUninterruptibly();
        try {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        } finally {
            BANK.release();
        }
    }

    public static long total(Account... accounts) {
        BANK.acquireUninterruptibly();
        try {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        } finally {
            BANK.release();
        }
    }
}
