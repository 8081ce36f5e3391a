package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final Semaphore batch = new Semaphore(1);
    private final Map<String, Long> balances = new HashMap<>();

    public synchronized void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        balances.merge(account, cents, Long::sum);
    }

    public void depositAll(Map<String, Long> deposits) {
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        batch.acquireUninterruptibly();
        try {
            synchronized (this) {
                deposits.forEach(this::deposit);
            }
        } finally {
            batch.release();
        }
    }

    public synchronized long balance(String account) {
        return balances.getOrDefault(account, 0L);
    }

    public long total() {
        batch.acquireUninterruptibly();
        try {
            synchronized (this) {
                return balances.values().stream().mapToLong(cents -> cents).sum();
            }
        } finally {
            batch.release();
        }
    }
}
