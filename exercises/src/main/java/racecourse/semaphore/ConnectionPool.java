package racecourse.semaphore;

import java.util.Collection;

/**
 * Lends connections to threads. There are only so many of them; whoever comes when all are lent has to wait.
 *
 * <p>Any thread may call any method at any time, and a connection may be given back by another thread than the one that
 * borrowed it. The story is in {@code README.md} beside this file.
 *
 * @param <C> what is lent; the pool never looks inside
 */
public final class ConnectionPool<C> {

    // TODO: what does the pool have to know at any time, and what do those wait for who have to wait?

    /**
     * A pool whose connections are all free.
     *
     * @param connections what there is to lend, each one once; may be empty
     */
    public ConnectionPool(Collection<? extends C> connections) {
        // TODO
        throw new UnsupportedOperationException("The constructor of ConnectionPool is not written yet");
    }

    /**
     * Borrows a connection; whoever gets it has it alone until it is given back. Waits while none is free.
     *
     * @throws InterruptedException if the thread is interrupted while it has to wait; it has then borrowed nothing
     */
    public C acquire() throws InterruptedException {
        // TODO: "is one free?" and "then I take it" are two steps. Who can come in between?
        throw new UnsupportedOperationException("acquire() is not written yet");
    }

    /**
     * Gives a connection back.
     *
     * @throws IllegalArgumentException if it is not on loan from this pool now: a stranger, or one that has been given
     *     back already; then nothing has changed
     */
    public void release(C connection) {
        // TODO
        throw new UnsupportedOperationException("release() is not written yet");
    }

    /** How many connections are free. */
    public int available() {
        // TODO
        throw new UnsupportedOperationException("available() is not written yet");
    }
}
