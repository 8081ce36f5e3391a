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
    private final AtomicReference<Map<String, Long>> state = new AtomicReference<>(Map.of());
    private final ThreadLocal<Boolean> inBatch = ThreadLocal.withInitial(() -> false);
    private volatile ConcurrentHashMap<String, Long> pending = new ConcurrentHashMap<>();
    public Ledger() {}
    private static Map<String, Long> plus(Map<String, Long> a, Map<String, Long> b) {
        Map<String, Long> m = new HashMap<>(a);
        b.forEach((k, v) -> m.merge(k, v, Long::sum));
        return m;
    }
    public void deposit(String account, long cents) {
        if (cents < 0) throw new IllegalArgumentException();
        if (inBatch.get()) pending.merge(account, cents, Long::sum);
        else state.accumulateAndGet(Map.of(account, cents), Ledger::plus);
    }
    public void depositAll(Map<String, Long> deposits) {
        for (long c : deposits.values()) if (c < 0) throw new IllegalArgumentException();
        pending = new ConcurrentHashMap<>();
        inBatch.set(true);
        try { deposits.forEach(this::deposit); } finally { inBatch.remove(); }
        state.accumulateAndGet(pending, Ledger::plus);
    }
    private Map<String, Long> view() { return inBatch.get() ? plus(state.get(), pending) : state.get(); }
    public long balance(String account) { return view().getOrDefault(account, 0L); }
    public long total() { return view().values().stream().mapToLong(x -> x).sum(); }
}
