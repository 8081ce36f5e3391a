package racecourse.reentrancy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public class Ledger {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Long> accounts = new HashMap<>();
    private long sum;

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative");
        }
        lock.writeLock().lock();
        try {
            accounts.merge(account, cents, Long::sum);
        } finally {
            lock.writeLock().unlock();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        lock.writeLock().lock();
        try {
            for (long cents : deposits.values()) {
                if (cents < 0) {
                    throw new IllegalArgumentException("negative");
                }
            }
            deposits.forEach(this::deposit);
        } finally {
            lock.writeLock().unlock();
        }
    }

    public long balance(String account) {
        lock.readLock().lock();
        try {
            return accounts.getOrDefault(account, 0L);
        } finally {
            lock.readLock().unlock();
        }
    }

    public long total() {
        lock.readLock().lock();
        try {
            sum = 0;
            for (long cents : accounts.values()) {
                sum += cents;
            }
            return sum;
        } finally {
            lock.readLock().unlock();
        }
    }
}
