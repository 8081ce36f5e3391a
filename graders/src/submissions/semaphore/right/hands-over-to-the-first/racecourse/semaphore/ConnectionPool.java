package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private final Deque<C> free = new ArrayDeque<>();
    private final Set<C> lent = new HashSet<>();
    private final Deque<CompletableFuture<C>> waiting = new ArrayDeque<>();

    public ConnectionPool(Collection<? extends C> connections) {
        free.addAll(connections);
    }

    public C acquire() throws InterruptedException {
        CompletableFuture<C> promise = new CompletableFuture<>();
        synchronized (this) {
            if (!free.isEmpty()) {
                C connection = free.pop();
                lent.add(connection);
                return connection;
            }
            waiting.add(promise);
        }
        try {
            return promise.get();
        } catch (InterruptedException e) {
            C late;
            synchronized (this) {
                if (waiting.remove(promise)) {
                    throw e;
                }
                late = promise.join();
                handOver(late);
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public synchronized void release(C connection) {
        if (!lent.contains(connection)) {
            throw new IllegalArgumentException("not on loan: " + connection);
        }
        handOver(connection);
    }

    private void handOver(C connection) {
        CompletableFuture<C> next = waiting.poll();
        if (next == null) {
            lent.remove(connection);
            free.push(connection);
        } else {
            next.complete(connection);
        }
    }

    public synchronized int available() {
        return free.size();
    }
}
