package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> balances = new HashMap<>();

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        lock.lock();
        try {
            balances.merge(account, cents, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        lock.lock();
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        deposits.forEach(this::deposit);
        lock.unlock();
    }

    public long balance(String account) {
        lock.lock();
        try {
            return balances.getOrDefault(account, 0L);
        } finally {
            lock.unlock();
        }
    }

    public long total() {
        lock.lock();
        try {
            return balances.values().stream().mapToLong(cents -> cents).sum();
        } finally {
            lock.unlock();
        }
    }
}
