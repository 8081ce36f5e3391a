package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Lock lock = new ReentrantLock();
    private final Condition someFree = lock.newCondition();
    private final Map<C, Boolean> lent = new IdentityHashMap<>();
    private int free;

    public ConnectionPool(Collection<? extends C> connections) {
        for (C connection : connections) {
            lent.put(connection, false);
        }
        free = lent.size();
    }

    public C acquire() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (free == 0) {
                someFree.await();
            }
            for (Map.Entry<C, Boolean> entry : lent.entrySet()) {
                if (!entry.getValue()) {
                    entry.setValue(true);
                    free--;
                    return entry.getKey();
                }
            }
            throw new IllegalStateException();
        } finally {
            lock.unlock();
        }
    }

    public void release(C connection) {
        lock.lock();
        try {
            if (!lent.getOrDefault(connection, false)) {
                throw new IllegalArgumentException("not on loan: " + connection);
            }
            lent.put(connection, false);
            free++;
            someFree.signal();
        } finally {
            lock.unlock();
        }
    }

    public int available() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }
}
