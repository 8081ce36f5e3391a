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
    private final Queue<Thread> waiting = new ArrayBlockingQueue<>(16);
    public ConnectionPool(Collection<? extends C> connections) { free = new ArrayDeque<>(connections); }
    public synchronized C acquire() throws InterruptedException {
        if (free.isEmpty()) {
            waiting.add(Thread.currentThread());
            try { while (free.isEmpty()) wait(); } finally { waiting.remove(Thread.currentThread()); }
        }
        C c = free.pop();
        lent.add(c);
        return c;
    }
    public synchronized void release(C connection) {
        if (!lent.remove(connection)) throw new IllegalArgumentException();
        free.push(connection);
        if (!waiting.isEmpty()) notifyAll();
    }
    public synchronized int available() { return free.size(); }
}
