package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Deque<C> free = new ArrayDeque<>();
    private final Set<C> lent = new HashSet<>();
    private final Deque<Thread> line = new ArrayDeque<>();

    public ConnectionPool(Collection<? extends C> connections) {
        free.addAll(connections);
    }

    public synchronized C acquire() throws InterruptedException {
        Thread me = Thread.currentThread();
        line.add(me);
        while (free.isEmpty() || line.peek() != me) {
            wait();
        }
        line.remove();
        C connection = free.pop();
        lent.add(connection);
        notifyAll();
        return connection;
    }

    public synchronized void release(C connection) {
        if (!lent.remove(connection)) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        free.push(connection);
        notifyAll();
    }

    public synchronized int available() {
        return free.size();
    }
}
