package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final BlockingQueue<C> free;
    private volatile int count;
    private final Set<C> lent = ConcurrentHashMap.newKeySet();

    public ConnectionPool(Collection<? extends C> connections) {
        free = new LinkedBlockingQueue<>(connections);
        count = free.size();
    }

    public C acquire() throws InterruptedException {
        C connection = free.take();
        lent.add(connection);
        count--;
        return connection;
    }

    public void release(C connection) {
        if (!lent.remove(connection)) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        count++;
        free.add(connection);
    }

    public int available() {
        return count;
    }
}
