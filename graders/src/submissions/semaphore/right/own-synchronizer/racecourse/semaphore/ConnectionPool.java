package racecourse.semaphore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;

public final class ConnectionPool<C> {
    private static final class Free extends AbstractQueuedLongSynchronizer {
        private static final long serialVersionUID = 1L;
        private final transient ThreadLocal<Integer> taken = new ThreadLocal<>();

        Free(long bits) {
            setState(bits);
        }

        @Override
        protected long tryAcquireShared(long ignored) {
            for (;;) {
                long free = getState();
                if (free == 0) {
                    return -1;
                }
                int bit = Long.numberOfTrailingZeros(free);
                if (compareAndSetState(free, free & ~(1L << bit))) {
                    taken.set(bit);
                    return free & ~(1L << bit);
                }
            }
        }

        @Override
        protected boolean tryReleaseShared(long bit) {
            for (;;) {
                long free = getState();
                if ((free & bit) != 0) {
                    throw new IllegalArgumentException("This connection is not on loan.");
                }
                if (compareAndSetState(free, free | bit)) {
                    return true;
                }
            }
        }

        int takenBit() {
            int bit = taken.get();
            taken.remove();
            return bit;
        }

        int count() {
            return Long.bitCount(getState());
        }
    }

    private final List<C> connections;
    private final Free free;

    public ConnectionPool(Collection<? extends C> connections) {
        this.connections = new ArrayList<>(connections);
        if (this.connections.size() > 62) {
            throw new IllegalArgumentException("too many");
        }
        free = new Free((1L << this.connections.size()) - 1);
    }

    public C acquire() throws InterruptedException {
        free.acquireSharedInterruptibly(1);
        return connections.get(free.takenBit());
    }

    public void release(C connection) {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i) == connection) {
                free.releaseShared(1L << i);
                return;
            }
        }
        throw new IllegalArgumentException("This connection is not from here.");
    }

    public int available() {
        return free.count();
    }
}
