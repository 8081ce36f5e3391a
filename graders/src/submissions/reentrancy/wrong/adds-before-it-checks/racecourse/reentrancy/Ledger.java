package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final Map<String, Long> balances = new HashMap<>();

    public synchronized void deposit(String account, long cents) {
        balances.put(account, balances.getOrDefault(account, 0L) + cents);
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
    }

    public synchronized void depositAll(Map<String, Long> deposits) {
        for (long cents : deposits.values()) {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        }
        for (Map.Entry<String, Long> entry : deposits.entrySet()) {
            deposit(entry.getKey(), entry.getValue());
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
