package racecourse.lockorder;

import java.util.concurrent.atomic.AtomicBoolean;

public final class Bank {
    private static final AtomicBoolean BUSY = new AtomicBoolean();

    private Bank() {
    }

    private static void open() {
        while (!BUSY.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
    }

    private static void close() {
        BUSY.set(false);
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        open();
        boolean enough = from.cents.get() >= cents;
        if (enough) {
            from.cents.addAndGet(-cents);
            to.cents.addAndGet(cents);
        }
        close();
        return enough;
    }

    public static long total(Account... accounts) {
        open();
        long sum = 0;
        for (Account account : accounts) {
            sum += account.cents.get();
        }
        close();
        return sum;
    }
}
