package racecourse.lockorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

public final class Bank {
    private static final Semaphore TAKING = new Semaphore(1);

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        long moved = with(Arrays.asList(from, to), () -> {
            if (from.look() < cents) {
                return -1;
            }
            from.add(-cents);
            to.add(cents);
            return cents;
        });
        return moved >= 0;
    }

    public static long total(Account... accounts) {
        return with(Arrays.asList(accounts), () -> {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.look();
            }
            return sum;
        });
    }

    private static long with(List<Account> accounts, LongSupplier work) {
        List<Account> each = new ArrayList<>(new LinkedHashSet<>(accounts));
        TAKING.acquireUninterruptibly();
        try {
            each.forEach(account -> account.mine.acquireUninterruptibly());
        } finally {
            TAKING.release();
        }
        try {
            return work.getAsLong();
        } finally {
            each.forEach(account -> account.mine.release());
        }
    }
}
