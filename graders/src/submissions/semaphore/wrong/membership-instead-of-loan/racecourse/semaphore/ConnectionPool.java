package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final BlockingQueue<C> free;
    private final Set<C> lent = ConcurrentHashMap.newKeySet();

    public ConnectionPool(Collection<? extends C> connections) {
        free = new LinkedBlockingQueue<>(connections);
        lent.addAll(connections);
    }

    public C acquire() throws InterruptedException {
        C connection = free.take();
        return connection;
    }

    public void release(C connection) {
        if (!lent.contains(connection)) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        free.add(connection);
    }

    public int available() {
        return free.size();
    }
}
