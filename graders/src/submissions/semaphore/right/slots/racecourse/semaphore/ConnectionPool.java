package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Object[] connections;
    private final AtomicIntegerArray taken;
    private final Semaphore permits;

    public ConnectionPool(Collection<? extends C> connections) {
        this.connections = connections.toArray();
        taken = new AtomicIntegerArray(this.connections.length);
        permits = new Semaphore(this.connections.length);
    }

    @SuppressWarnings("unchecked")
    public C acquire() throws InterruptedException {
        permits.acquire();
        while (true) {
            for (int i = 0; i < connections.length; i++) {
                if (taken.compareAndSet(i, 0, 1)) {
                    return (C) connections[i];
                }
            }
        }
    }

    public void release(C connection) {
        for (int i = 0; i < connections.length; i++) {
            if (connections[i] == connection && taken.compareAndSet(i, 1, 0)) {
                permits.release();
                return;
            }
        }
        throw new IllegalArgumentException("not on loan: " + connection);
    }

    public int available() {
        return permits.availablePermits();
    }
}
