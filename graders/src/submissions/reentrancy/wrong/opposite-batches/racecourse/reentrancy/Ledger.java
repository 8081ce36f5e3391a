package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.Function;
import java.util.stream.*;
import java.lang.invoke.*;
import java.lang.ref.*;

public class Ledger {
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Long> book = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock all = new ReentrantReadWriteLock();
    public Ledger() {}
    private ReentrantLock of(String a) { return locks.computeIfAbsent(a, k -> new ReentrantLock()); }
    public void deposit(String account, long cents) {
        if (cents < 0) throw new IllegalArgumentException();
        all.readLock().lock();
        ReentrantLock l = of(account);
        l.lock();
        try { book.merge(account, cents, Long::sum); } finally { l.unlock(); all.readLock().unlock(); }
    }
    public void depositAll(Map<String, Long> deposits) {
        for (long c : deposits.values()) if (c < 0) throw new IllegalArgumentException();
        all.readLock().lock();
        Deque<ReentrantLock> held = new ArrayDeque<>();
        try {
            for (String a : deposits.keySet()) { ReentrantLock l = of(a); l.lock(); held.push(l); }
            deposits.forEach(this::deposit);
        } finally { held.forEach(Lock::unlock); all.readLock().unlock(); }
    }
    private long read(java.util.function.LongSupplier s) {
        if (all.getReadHoldCount() > 0) return s.getAsLong();
        all.writeLock().lock();
        try { return s.getAsLong(); } finally { all.writeLock().unlock(); }
    }
    public long balance(String account) { return read(() -> book.getOrDefault(account, 0L)); }
    public long total() { return read(() -> book.values().stream().mapToLong(x -> x).sum()); }
}
