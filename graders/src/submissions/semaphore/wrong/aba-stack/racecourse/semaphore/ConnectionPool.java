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
    private static final class Node<C> { C c; volatile Node<C> next; final AtomicBoolean lent = new AtomicBoolean(); }
    private final AtomicReference<Node<C>> top = new AtomicReference<>();
    private final Map<C, Node<C>> nodes = new HashMap<>();
    private final Semaphore permits;
    public ConnectionPool(Collection<? extends C> connections) {
        for (C c : connections) { Node<C> n = new Node<>(); n.c = c; n.next = top.get(); top.set(n); nodes.put(c, n); }
        permits = new Semaphore(nodes.size());
    }
    public C acquire() throws InterruptedException {
        permits.acquire();
        while (true) {
            Node<C> t = top.get();
            Node<C> n = t.next;
            if (top.compareAndSet(t, n)) { t.lent.set(true); return t.c; }
        }
    }
    public void release(C connection) {
        Node<C> n = nodes.get(connection);
        if (n == null || !n.lent.compareAndSet(true, false)) throw new IllegalArgumentException();
        while (true) {
            Node<C> t = top.get();
            n.next = t;
            if (top.compareAndSet(t, n)) break;
        }
        permits.release();
    }
    public int available() { return permits.availablePermits(); }
}
