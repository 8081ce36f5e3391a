package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Queue<C> free;
    private final Set<C> lent = ConcurrentHashMap.newKeySet();
    private final Semaphore permits;

    public ConnectionPool(Collection<? extends C> connections) {
        free = new ConcurrentLinkedQueue<>(connections);
        permits = new Semaphore(connections.size(), true);
    }

    public C acquire() throws InterruptedException {
        permits.acquire();
        C connection = free.poll();
        lent.add(connection);
        return connection;
    }

    public void release(C connection) {
        free.add(connection);
        permits.release();
    }

    public int available() {
        return permits.availablePermits();
    }
}
