package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final Map<String, Long> balances = new HashMap<>();

    public synchronized void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        balances.put(account, balances.getOrDefault(account, 0L) + cents);
    }

    public void depositAll(Map<String, Long> deposits) {
        Map<String, Long> before;
        synchronized (this) {
            before = new HashMap<>(balances);
        }
        try {
            deposits.forEach(this::deposit);
        } catch (RuntimeException e) {
            synchronized (this) {
                balances.clear();
                balances.putAll(before);
            }
            throw e;
        }
    }

    public synchronized long balance(String account) {
        return balances.getOrDefault(account, 0L);
    }

    public synchronized long total() {
        long total = 0;
        for (long cents : balances.values()) {
            total += cents;
        }
        return total;
    }
}
