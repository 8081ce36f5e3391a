package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.Function;
import java.util.stream.*;
import java.lang.invoke.*;
import java.lang.ref.*;

public final class ConnectionPool<C> {
    private final Deque<C> free;
    private final Set<C> lent = new HashSet<>();
    private boolean called, passed;
    public ConnectionPool(Collection<? extends C> connections) { free = new ArrayDeque<>(connections); }
    public synchronized C acquire() throws InterruptedException {
        while (free.isEmpty()) {
            try { wait(); } catch (InterruptedException e) { called = passed = false; notifyAll(); throw e; }
        }
        C c = free.pop();
        lent.add(c);
        if (called && !free.isEmpty() && !passed) { passed = true; notify(); } else { called = passed = false; }
        return c;
    }
    public synchronized void release(C connection) {
        if (!lent.remove(connection)) throw new IllegalArgumentException();
        free.push(connection);
        if (!called) { called = true; notify(); }
    }
    public synchronized int available() { return free.size(); }
}
