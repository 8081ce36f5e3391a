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
    private final Map<String, Long> book = new IdentityHashMap<>();
    public Ledger() {}
    public synchronized void deposit(String account, long cents) {
        if (cents < 0) throw new IllegalArgumentException();
        book.merge(account, cents, Long::sum);
    }
    public synchronized void depositAll(Map<String, Long> deposits) {
        for (long c : deposits.values()) if (c < 0) throw new IllegalArgumentException();
        deposits.forEach(this::deposit);
    }
    public synchronized long balance(String account) { Long b = book.get(account); return b == null ? 0 : b; }
    public synchronized long total() { return book.values().stream().mapToLong(x -> x).sum(); }
}
