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
        C connection = null;
        try {
            permits.acquire();
            connection = free.poll();
            lent.add(connection);
            return connection;
        } finally {
            if (connection == null) {
                permits.release();
            }
        }
    }

    public void release(C connection) {
        if (!lent.remove(connection)) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        free.add(connection);
        permits.release();
    }

    public int available() {
        return permits.availablePermits();
    }
}
