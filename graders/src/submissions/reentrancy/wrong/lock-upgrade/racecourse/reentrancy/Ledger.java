package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Long> balances = new TreeMap<>();
    private long total;

    public void deposit(String account, long cents) {
        lock.writeLock().lock();
        try {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
            balances.merge(account, cents, Long::sum);
            total += cents;
        } finally {
            lock.writeLock().unlock();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        lock.readLock().lock();
        try {
            deposits.forEach(this::deposit);
        } finally {
            lock.readLock().unlock();
        }
    }

    public long balance(String account) {
        lock.readLock().lock();
        try {
            return balances.getOrDefault(account, 0L);
        } finally {
            lock.readLock().unlock();
        }
    }

    public long total() {
        lock.readLock().lock();
        try {
            return total;
        } finally {
            lock.readLock().unlock();
        }
    }
}
