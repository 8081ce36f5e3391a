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
    private final Collection<C> free;
    private final Set<C> lent = new HashSet<>();
    @SuppressWarnings("unchecked")
    public ConnectionPool(Collection<? extends C> connections) {
        Collection<C> c = (Collection<C>) connections;
        try { c.addAll(List.of()); c.remove(new Object()); } catch (UnsupportedOperationException e) { c = new ArrayList<>(c); }
        free = c;
    }
    public synchronized C acquire() throws InterruptedException {
        while (free.isEmpty()) wait();
        C c = free.iterator().next();
        free.remove(c);
        lent.add(c);
        return c;
    }
    public synchronized void release(C connection) {
        if (!lent.remove(connection)) throw new IllegalArgumentException();
        free.add(connection);
        notifyAll();
    }
    public synchronized int available() { return free.size(); }
}
