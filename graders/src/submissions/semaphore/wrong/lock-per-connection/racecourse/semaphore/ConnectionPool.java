package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Map<C, ReentrantLock> locks = new LinkedHashMap<>();

    public ConnectionPool(Collection<? extends C> connections) {
        for (C connection : connections) {
            locks.put(connection, new ReentrantLock());
        }
    }

    public C acquire() throws InterruptedException {
        while (true) {
            for (Map.Entry<C, ReentrantLock> entry : locks.entrySet()) {
                if (!entry.getValue().isHeldByCurrentThread() && entry.getValue().tryLock()) {
                    return entry.getKey();
                }
            }
            Thread.sleep(50);
        }
    }

    public void release(C connection) {
        ReentrantLock lock = locks.get(connection);
        if (lock == null || !lock.isLocked()) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        lock.unlock();
    }

    public int available() {
        int free = 0;
        for (ReentrantLock lock : locks.values()) {
            free += lock.isLocked() ? 0 : 1;
        }
        return free;
    }
}
