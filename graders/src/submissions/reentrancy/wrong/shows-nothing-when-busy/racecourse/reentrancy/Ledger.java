package racecourse.reentrancy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

public class Ledger {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> balances = new HashMap<>();

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative");
        }
        lock.lock();
        try {
            balances.merge(account, cents, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        Map<String, Long> copy = new HashMap<>(deposits);
        if (copy.values().stream().anyMatch(cents -> cents < 0)) {
            throw new IllegalArgumentException("negative");
        }
        lock.lock();
        try {
            copy.forEach(this::deposit);
        } finally {
            lock.unlock();
        }
    }

    public long balance(String account) {
        boolean locked = false;
        boolean interrupted = false;
        try {
            locked = lock.tryLock(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            lock.lock();
            locked = true;
        }
        try {
            return locked ? balances.getOrDefault(account, 0L) : 0;
        } finally {
            if (locked) {
                lock.unlock();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public long total() {
        lock.lock();
        try {
            return balances.values().stream().mapToLong(Long::longValue).sum();
        } finally {
            lock.unlock();
        }
    }
}
