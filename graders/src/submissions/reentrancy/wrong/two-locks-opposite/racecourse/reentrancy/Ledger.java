package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final Object accounts = new Object();
    private final Object sums = new Object();
    private final Map<String, Long> balances = new HashMap<>();
    private long total;

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        synchronized (accounts) {
            balances.merge(account, cents, Long::sum);
            synchronized (sums) {
                total += cents;
            }
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        synchronized (sums) {
            deposits.forEach(this::deposit);
        }
    }

    public long balance(String account) {
        synchronized (sums) {
            synchronized (accounts) {
                return balances.getOrDefault(account, 0L);
            }
        }
    }

    public long total() {
        synchronized (sums) {
            return total;
        }
    }
}
