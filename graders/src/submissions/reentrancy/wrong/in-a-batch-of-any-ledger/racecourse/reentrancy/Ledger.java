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
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);
    private final Semaphore door = new Semaphore(1);
    private final Map<String, Long> book = new HashMap<>();
    public Ledger() {}
    private <V> V with(java.util.function.Supplier<V> s) {
        if (INSIDE.get()) return s.get();
        door.acquireUninterruptibly();
        INSIDE.set(true);
        try { return s.get(); } finally { INSIDE.set(false); door.release(); }
    }
    public void deposit(String account, long cents) {
        if (cents < 0) throw new IllegalArgumentException();
        with(() -> book.merge(account, cents, Long::sum));
    }
    public void depositAll(Map<String, Long> deposits) {
        for (long c : deposits.values()) if (c < 0) throw new IllegalArgumentException();
        with(() -> { deposits.forEach(this::deposit); return null; });
    }
    public long balance(String account) { return with(() -> book.getOrDefault(account, 0L)); }
    public long total() { return with(() -> book.values().stream().mapToLong(x -> x).sum()); }
}
