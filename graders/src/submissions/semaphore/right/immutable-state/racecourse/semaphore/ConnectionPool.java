package racecourse.semaphore;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class ConnectionPool<C> {
    private record State<C>(List<C> free, Set<C> lent) {
    }

    private final AtomicReference<State<C>> state;

    public ConnectionPool(Collection<? extends C> connections) {
        state = new AtomicReference<>(new State<>(List.copyOf(connections), Set.of()));
    }

    public C acquire() throws InterruptedException {
        while (true) {
            State<C> now = state.get();
            if (now.free().isEmpty()) {
                Thread.sleep(50);
                continue;
            }
            C connection = now.free().get(0);
            Set<C> lent = new HashSet<>(now.lent());
            lent.add(connection);
            if (state.compareAndSet(now, new State<>(now.free().subList(1, now.free().size()), lent))) {
                return connection;
            }
        }
    }

    public void release(C connection) {
        while (true) {
            State<C> now = state.get();
            if (!now.lent().contains(connection)) {
                throw new IllegalArgumentException("not on loan: " + connection);
            }
            Set<C> lent = new HashSet<>(now.lent());
            lent.remove(connection);
            List<C> free = new ArrayList<>(now.free());
            free.add(connection);
            if (state.compareAndSet(now, new State<>(free, lent))) {
                return;
            }
        }
    }

    public int available() {
        return state.get().free().size();
    }
}
