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
    private final Map<String, Long> book = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    public Ledger() {}
    public void deposit(String account, long cents) {
        if (cents < 0) throw new IllegalArgumentException();
        try { lock.lockInterruptibly(); }
        catch (InterruptedException e) { Thread.currentThread().interrupt(); return; }
        try { book.merge(account, cents, Long::sum); } finally { lock.unlock(); }
    }
    public void depositAll(Map<String, Long> deposits) {
        lock.lock();
        try {
            for (long c : deposits.values()) if (c < 0) throw new IllegalArgumentException();
            deposits.forEach(this::deposit);
        } finally { lock.unlock(); }
    }
    public long balance(String account) { lock.lock(); try { return book.getOrDefault(account, 0L); } finally { lock.unlock(); } }
    public long total() { lock.lock(); try { return book.values().stream().mapToLong(x -> x).sum(); } finally { lock.unlock(); } }
}
