package racecourse.semaphore;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

public final class ConnectionPool<C> {
    private final LinkedBlockingQueue<C> free = new LinkedBlockingQueue<>();
    private final Set<C> lent = ConcurrentHashMap.newKeySet();

    public ConnectionPool(Collection<? extends C> connections) {
        free.addAll(connections);
    }

    public C acquire() throws InterruptedException {
        C connection = free.poll(5, TimeUnit.SECONDS);
        if (connection != null) {
            lent.add(connection);
        }
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
