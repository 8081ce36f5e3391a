package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final StampedLock lock = new StampedLock();
    private final Map<String, Long> balances = new HashMap<>();

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        long stamp = lock.writeLock();
        try {
            balances.merge(account, cents, Long::sum);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        long stamp = lock.writeLock();
        try {
            deposits.forEach(this::deposit);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public long balance(String account) {
        long stamp = lock.writeLock();
        try {
            return balances.getOrDefault(account, 0L);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public long total() {
        long stamp = lock.writeLock();
        try {
            return balances.values().stream().mapToLong(cents -> cents).sum();
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
