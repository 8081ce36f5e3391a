package racecourse.semaphore;

import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Lends connections: a permit for each one that is free. */
public final class ConnectionPool<C> {
  private final Queue<C> free;
  private final Set<C> lent = ConcurrentHashMap.newKeySet();
  private final Semaphore permits;

  /** A pool whose connections are all free. */
  public ConnectionPool(Collection<? extends C> connections) {
    free = new ConcurrentLinkedQueue<>(connections);
    permits = new Semaphore(free.size());
  }

  /**
   * Borrows a connection. Whoever has a permit finds one in the queue, because a connection goes
   * into the queue before its permit is given back.
   */
  public C acquire() throws InterruptedException {
    permits.acquire();
    C connection = free.remove();
    lent.add(connection);
    return connection;
  }

  /** Gives a connection back; of two threads that try, only one finds it among the lent ones. */
  public void release(C connection) {
    if (!lent.remove(connection)) {
      throw new IllegalArgumentException(connection + " is not on loan from this pool.");
    }
    free.add(connection);
    permits.release();
  }

  /** How many connections are free. */
  public int available() {
    return permits.availablePermits();
  }
}
