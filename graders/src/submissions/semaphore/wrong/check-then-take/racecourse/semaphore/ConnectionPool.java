package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Queue<C> free;
    private final Set<C> lent = ConcurrentHashMap.newKeySet();

    public ConnectionPool(Collection<? extends C> connections) {
        free = new ConcurrentLinkedQueue<>(connections);
    }

    public C acquire() throws InterruptedException {
        while (free.isEmpty()) {
            Thread.sleep(50);
        }
        C connection = free.poll();
        lent.add(connection);
        return connection;
    }

    public void release(C connection) {
        if (!lent.remove(connection)) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        free.add(connection);
    }

    public int available() {
        return free.size();
    }
}
