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
        if (from.cents.get() < cents) {
            return false;
        }
        from.cents.addAndGet(-cents);
        to.cents.addAndGet(cents);
        return true;
    }

    public static long total(Account... accounts) {
        long sum = 0;
        for (Account account : accounts) {
            sum += account.cents.get();
        }
        return sum;
    }
}
