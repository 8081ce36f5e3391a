package racecourse.reentrancy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public class Ledger {
    private final ConcurrentHashMap<String, Long> cents = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    public Ledger() {
    }

    public void deposit(String account, long more) {
        if (more < 0) {
            throw new IllegalArgumentException("negative: " + more);
        }
        lock.readLock().lock();
        try {
            cents.merge(account, more, Long::sum);
        } finally {
            lock.readLock().unlock();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        lock.writeLock().lock();
        try {
            for (long more : deposits.values()) {
                if (more < 0) {
                    throw new IllegalArgumentException("negative: " + more);
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
            return cents.getOrDefault(account, 0L);
        } finally {
            lock.readLock().unlock();
        }
    }

    public long total() {
        lock.writeLock().lock();
        try {
            return cents.values().stream().mapToLong(Long::longValue).sum();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
