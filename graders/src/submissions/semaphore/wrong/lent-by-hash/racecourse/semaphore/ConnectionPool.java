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
    private final Queue<C> free;
    private final Set<Integer> lent = ConcurrentHashMap.newKeySet();
    private final Semaphore permits;
    public ConnectionPool(Collection<? extends C> connections) {
        free = new ConcurrentLinkedQueue<>(connections);
        permits = new Semaphore(free.size());
    }
    public C acquire() throws InterruptedException {
        permits.acquire();
        C c = free.remove();
        lent.add(c.hashCode());
        return c;
    }
    public void release(C connection) {
        if (!lent.remove(connection.hashCode())) throw new IllegalArgumentException();
        free.add(connection);
        permits.release();
    }
    public int available() { return permits.availablePermits(); }
}
