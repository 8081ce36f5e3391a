package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final Semaphore lock = new Semaphore(1);
    private final Map<String, Long> balances = new HashMap<>();

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        lock.acquireUninterruptibly();
        try {
            balances.merge(account, cents, Long::sum);
        } finally {
            lock.release();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        lock.acquireUninterruptibly();
        try {
            deposits.forEach(this::deposit);
        } finally {
            lock.release();
        }
    }

    public long balance(String account) {
        lock.acquireUninterruptibly();
        try {
            return balances.getOrDefault(account, 0L);
        } finally {
            lock.release();
        }
    }

    public long total() {
        lock.acquireUninterruptibly();
        try {
            return balances.values().stream().mapToLong(cents -> cents).sum();
        } finally {
            lock.release();
        }
    }
}
