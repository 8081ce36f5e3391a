package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Deque<C> free = new ArrayDeque<>();
    private final Set<C> lent = new HashSet<>();
    private final Lock lock = new ReentrantLock();
    private final Semaphore permits;

    public ConnectionPool(Collection<? extends C> connections) {
        free.addAll(connections);
        permits = new Semaphore(free.size());
    }

    public C acquire() throws InterruptedException {
        permits.acquire();
        lock.lockInterruptibly();
        try {
            C connection = free.pop();
            lent.add(connection);
            return connection;
        } finally {
            lock.unlock();
        }
    }

    public void release(C connection) {
        lock.lock();
        try {
            if (!lent.remove(connection)) {
                throw new IllegalArgumentException("not on loan: " + connection);
            }
            free.push(connection);
        } finally {
            lock.unlock();
        }
        permits.release();
    }

    public int available() {
        return permits.availablePermits();
    }
}
