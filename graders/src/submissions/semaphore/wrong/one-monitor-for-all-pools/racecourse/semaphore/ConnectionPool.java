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
    private static final Object DESK = new Object();
    private final Deque<C> free;
    private final Set<C> lent = new HashSet<>();
    public ConnectionPool(Collection<? extends C> connections) { free = new ArrayDeque<>(connections); }
    public C acquire() throws InterruptedException {
        synchronized (DESK) {
            while (free.isEmpty()) DESK.wait();
            C c = free.pop();
            lent.add(c);
            return c;
        }
    }
    public void release(C connection) {
        synchronized (DESK) {
            if (!lent.remove(connection)) throw new IllegalArgumentException();
            free.push(connection);
            DESK.notify();
        }
    }
    public int available() { synchronized (DESK) { return free.size(); } }
}
