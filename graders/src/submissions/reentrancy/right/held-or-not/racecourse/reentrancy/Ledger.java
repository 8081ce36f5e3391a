package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    private <T> T locked(Callable<T> action) {
        boolean mine = lock.isHeldByCurrentThread();
        if (!mine) {
            lock.lock();
        }
        try {
            return action.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (!mine) {
                lock.unlock();
            }
        }
    }

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        locked(() -> balances.merge(account, cents, Long::sum));
    }

    public void depositAll(Map<String, Long> deposits) {
        deposits.values().forEach(cents -> {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
        });
        locked(() -> {
            deposits.forEach(this::deposit);
            return null;
        });
    }

    public long balance(String account) {
        return locked(() -> balances.getOrDefault(account, 0L));
    }

    public long total() {
        return locked(() -> balances.values().stream().mapToLong(cents -> cents).sum());
    }
}
