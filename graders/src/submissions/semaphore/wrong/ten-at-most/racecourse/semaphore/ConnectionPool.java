package racecourse.semaphore;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

public final class ConnectionPool<C> {
    private final BlockingQueue<C> free = new ArrayBlockingQueue<>(10);
    private final Set<C> lent = ConcurrentHashMap.newKeySet();

    public ConnectionPool(Collection<? extends C> connections) {
        free.addAll(connections);
    }

    public C acquire() throws InterruptedException {
        C connection = free.take();
        lent.add(connection);
        return connection;
    }

    public void release(C connection) {
        if (!lent.remove(connection)) {
            throw new IllegalArgumentException("not on loan");
        }
        free.add(connection);
    }

    public int available() {
        return free.size();
    }
}
