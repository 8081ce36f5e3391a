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
    }

    public C acquire() throws InterruptedException {
        C connection = free.poll(1, TimeUnit.SECONDS);
        if (connection == null) {
            throw new IllegalStateException("no connection");
        }
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
