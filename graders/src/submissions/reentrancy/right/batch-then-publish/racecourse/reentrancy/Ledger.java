package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private final Object writers = new Object();
    private final ThreadLocal<Map<String, Long>> batch = new ThreadLocal<>();
    private volatile Map<String, Long> published = Map.of();

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        synchronized (writers) {
            Map<String, Long> current = batch.get();
            if (current != null) {
                current.merge(account, cents, Long::sum);
            } else {
                Map<String, Long> next = new HashMap<>(published);
                next.merge(account, cents, Long::sum);
                published = Map.copyOf(next);
            }
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        synchronized (writers) {
            Map<String, Long> next = new HashMap<>(published);
            batch.set(next);
            try {
                deposits.forEach(this::deposit);
            } finally {
                batch.remove();
            }
            published = Map.copyOf(next);
        }
    }

    public long balance(String account) {
        Map<String, Long> mine = batch.get();
        return (mine != null ? mine : published).getOrDefault(account, 0L);
    }

    public long total() {
        return published.values().stream().mapToLong(Long::longValue).sum();
    }
}
